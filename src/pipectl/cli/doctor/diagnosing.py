"""Inputs → diagnosis: all looks in turn, what each met, and the line for a bug report."""

import sys
from datetime import date
from functools import partial

from ...checks.requirements import asks_of_the_past
from ...domain.diagnosis import Diagnosis
from ...domain.finding import KEPT_PER_CODE
from ..asking import parse_day, question, spans
from ..gating import found_in, places_of
from ..looking_back import past_of
from ..options import Asking, Day, Exports, Span, Writing
from ..output import refuse_unwritable
from ..recall import store_folder
from ..recall_options import Recalling
from ..spine import Gathered, narrate, today
from .checks import ChecksSeen, checks_seen, unread
from .data import DataSeen, data_seen
from .line import bug_line
from .looks import Looks
from .machine import machine_seen, missing
from .plan import PlanSeen, plan_seen, read_with
from .surroundings import odd, surroundings_seen


def diagnosed(exports: Exports, day: Day, span: Span, writing: Writing) -> Diagnosis:
    """Everything that is found; what is wrong with pipeline.yaml or the data is told, and the rest goes on.

    Raises:
        UsageProblem: the day, the period, or how to show it makes no sense.
    """
    refuse_unwritable(writing)
    as_of, looks = parse_day(day.as_of, today()), Looks()
    asking = Asking(as_of=day.as_of, period=span.period)
    machine, surroundings = machine_seen(), surroundings_seen(writing)
    looks.tell(missing(machine))
    plan = plan_seen(exports.config, looks)
    period, _ = spans(asking, plan.found.spec, as_of)
    data = data_seen(exports, plan, as_of, writing, looks)
    if data.pipeline is not None:
        narrate(data.pipeline, data.found.path, writing)
    seen = _checks(plan, data, asking, as_of, looks)
    looks.tell(odd(surroundings))
    found = Diagnosis(
        as_of,
        period,
        machine,
        surroundings,
        read_with(plan.told, data.pipeline),
        data.told,
        seen.checks,
        seen.waivers,
        seen.not_run,
        tuple(sorted(looks.problems, key=lambda each: each.level.rank)),
    )
    return found._replace(line=bug_line(found))


def _checks(plan: PlanSeen, data: DataSeen, asking: Asking, as_of: date, looks: Looks) -> ChecksSeen:
    """What checks and waivers lack, which takes data that can be read as other commands read it."""
    spec, pipeline = plan.found.spec, data.pipeline
    gathered = checked = None
    if pipeline is not None and pipeline.opportunities:
        asked = question(asking, None, data.found.spec, pipeline, as_of)
        gathered = Gathered(pipeline, data.found.spec, asked, data.found.path is None, data.found)
        keep = sys.maxsize if spec.waivers else KEPT_PER_CODE
        # What is wrong with the past is told where the checks are looked at.
        needed = asks_of_the_past(data.found.spec)
        look = partial(past_of, gathered, Exports(), Recalling(), store_folder(data.found, Recalling()))
        _, past = (Looks().at("history", look) if needed else None) or (gathered, None)
        checked = looks.at("checks", partial(found_in, gathered, past, keep))
    if gathered is not None and checked is not None:
        return checks_seen(gathered, checked, looks)
    why = "there is no data that can be read" if pipeline is None else "every row is set aside"
    return unread(spec, places_of(plan.found, "waivers"), as_of, why, looks)
