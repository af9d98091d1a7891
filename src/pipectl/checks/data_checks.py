"""The data checks: what is asked of opportunities that were accepted, each with its code, remedy and rule.

What is found while reading has its codes in `read/codes.py` and is not said twice. These run for `pipectl validate`.
A check is one `DataCheck` here and one function from what is looked at to its hits.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ..domain.derived import Past
from ..domain.finding import KEPT_PER_CODE, NOBODY, Code, Findings, Level, Place
from ..domain.ledger import Ledger
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.validation import NotRun
from .bulk_checks import LEAST, MONTH_ENDS, SAME_AMOUNT, month_ends, same_amount
from .likely_duplicates import NEAR_DAYS, likely_duplicates
from .looked import Hit, Looked
from .requirements import has_requirements, not_judged, unearned, unjudged_places
from .row_checks import FAR, STALE_DAYS, decided_ahead, far_from_stage, overdue, stale, undecided, without_next_step
from .spellings import spellings

NO_REQUIRE = "require of stages in pipeline.yaml"
#: What a reading must have columns for: one field of each group.
Needs = tuple[tuple[str, ...], ...]


class DataCheck(NamedTuple):
    """A rule over opportunities."""

    code: Code
    needs: Needs
    find: Callable[[Looked], Iterator[Hit]]
    by_stage: bool = False
    """Whether it needs a probability of stages in pipeline.yaml."""
    of_files: bool = False
    """Whether it is about files as a whole, and so about nobody's rows."""
    by_require: bool = False
    """Whether nothing is asked for it without require of stages in pipeline.yaml."""


class Checked(NamedTuple):
    """What the data checks found."""

    findings: Findings
    not_run: tuple[NotRun, ...]
    unasked: tuple[NotRun, ...] = ()
    """Checks that pipeline.yaml asks nothing for: neither passed nor kept from running by the data."""
    unjudged: frozenset[Place] = frozenset()
    """Where those stand of whom a requirement of pipeline.yaml can't be judged."""


#: What a stage requires and an opportunity in it, or further on, lacks.
UNEARNED = Code(
    "DATA310",
    "Stage not earned",
    Level.WARNING,
    "enter what is missing, or move it back to the stage it has earned",
    "An open opportunity does not meet what pipeline.yaml requires (`require`) of its stage, or of an open stage "
    "before it. Named once for each requirement that it lacks.",
)
DATA_CHECKS: tuple[DataCheck, ...] = (
    DataCheck(
        Code(
            "DATA301",
            "Open past its close date",
            Level.WARNING,
            "close it, or enter the day it should close",
            "An open opportunity should have closed before the day of the report.",
        ),
        (("expected_close",),),
        overdue,
    ),
    DataCheck(
        Code(
            "DATA302",
            "Open without next step",
            Level.NOTE,
            "enter what happens next",
            "Nothing is planned for an open opportunity.",
        ),
        (("next_step",),),
        without_next_step,
    ),
    DataCheck(
        Code(
            "DATA303",
            "Close % far from its stage's",
            Level.WARNING,
            "correct it or the stage, or the stage's probability in pipeline.yaml",
            f"The close % of an open opportunity is more than {FAR * 100:f} points from the probability that "
            "pipeline.yaml gives its stage.",
        ),
        (("probability",),),
        far_from_stage,
        by_stage=True,
    ),
    DataCheck(
        Code(
            "DATA304",
            "Close % of one that is decided",
            Level.NOTE,
            "leave it where somebody entered it before the outcome; else set it to 100 when won and to 0 when lost",
            "A won opportunity has another close % than 100, or a lost one another than 0. No figure uses it but "
            "probability_calibration, which holds what was entered against what was won.",
        ),
        (("probability",),),
        undecided,
    ),
    DataCheck(
        Code(
            "DATA305",
            "Open without activity",
            Level.NOTE,
            "take it up again, or close it",
            f"The last activity on an open opportunity is more than {STALE_DAYS} days before the day of the report.",
        ),
        (("last_activity",),),
        stale,
    ),
    DataCheck(
        Code(
            "DATA306",
            "Likely duplicate",
            Level.WARNING,
            "remove one of them if they are the same; both are counted",
            "Two opportunities with different ids have the same account and the same amount, and were created or "
            f"close within {NEAR_DAYS} days of each other. Where neither has an id, the same name stands in for a "
            "missing account. A pair is named once, at the one with the greater id or name.",
        ),
        (("account", "name"), ("created", "expected_close", "closed")),
        likely_duplicates,
    ),
    DataCheck(
        Code(
            "DATA307",
            "Close dates at the end of the month",
            Level.WARNING,
            "enter the day each of them should close",
            f"{MONTH_ENDS} % or more of a file's open opportunities with an expected close date, {LEAST} or more, have "
            "the last day of a month, as a CRM puts it where nobody enters a day. Said once a file; no row is flagged.",
        ),
        (("expected_close",),),
        month_ends,
        of_files=True,
    ),
    DataCheck(
        Code(
            "DATA308",
            "Amounts that are all the same",
            Level.WARNING,
            "enter what each of them is worth",
            f"{SAME_AMOUNT} % or more of a file's amounts, {LEAST} or more, are the same, as a placeholder is. Said "
            "once a file; no row is flagged.",
        ),
        (("amount",),),
        same_amount,
        of_files=True,
    ),
    DataCheck(
        Code(
            "DATA309",
            "Names spelled in several ways",
            Level.NOTE,
            "spell each of them in one way",
            "Owners, teams or sources differ by case or by spaces alone. They are one name in "
            "groups, filters, quotas and waivers, spelled as most rows have it. Said once a file; no row is flagged.",
        ),
        (("owner", "team", "source"),),
        spellings,
        of_files=True,
    ),
    DataCheck(UNEARNED, (), unearned, by_require=True),
    DataCheck(
        Code(
            "DATA311",
            "Requirement that can't be judged",
            Level.NOTE,
            "add the column, the history or the condition it takes, or take it out of require",
            "What a stage requires can't be judged of some open opportunities, as the data lacks what it takes. They "
            "are neither taken to meet it nor not to. Said once a requirement, with how many and why.",
        ),
        (),
        not_judged,
        of_files=True,
        by_require=True,
    ),
    DataCheck(
        Code(
            "DATA312",
            "Decided on a day that is ahead",
            Level.WARNING,
            "enter the day it was decided, or reopen it",
            "A won or lost opportunity has a close date after the day of the report. It counts as won or lost in the "
            "period of that date, and not in win rate or cycle, which learn nothing from what lies ahead.",
        ),
        (("expected_close", "closed"),),
        decided_ahead,
    ),
)


def run_data_checks(
    pipeline: Pipeline,
    spec: PipelineSpec,
    as_of: date,
    keep: int = KEPT_PER_CODE,
    past: Mapping[Place, Past] | None = None,
) -> Checked:
    """What all checks find, in the order of the files and their lines; of each code the first `keep` are kept.

    `past` is what history tells of the opportunities, where somebody looked back.
    """
    looked, ledger = Looked(pipeline, spec, as_of, past), Ledger(keep)
    not_run = []
    planned = any(stage.probability is not None for stage in spec.open_stages)
    required = has_requirements(spec)
    unasked = () if required else tuple(NotRun(each.code, NO_REQUIRE) for each in DATA_CHECKS if each.by_require)
    for check in DATA_CHECKS:
        if check.by_require and not required:
            continue
        lacking = _lacking(check.needs, pipeline)
        if check.by_stage and not planned:
            lacking = lacking or "probability of stages in pipeline.yaml"
        if lacking:
            not_run.append(NotRun(check.code, lacking))
            continue
        for hit in check.find(looked):
            about = NOBODY if hit.opportunity is None else hit.opportunity.about
            ledger.add(check.code, hit.place, hit.problem, field=hit.field, about=about)
    found = ledger.findings([account.name for account in pipeline.files])
    return Checked(found, tuple(not_run), unasked, unjudged_places(looked) if required else frozenset())


def _lacking(needs: Needs, pipeline: Pipeline) -> str:
    """The fields that no file has all of, in words; empty where the check can run."""
    lacking = ""
    beside = {"last_activity"} if pipeline.reach is not None else set()
    for account in pipeline.files:
        have = beside | {field for field, _ in account.columns}
        # Names of opportunities that have ids repeat: they tell nothing.
        useless = {"name"} if "id" in have else set()
        groups = [[field for field in group if field not in useless] for group in needs]
        missing = [" or ".join(group) for group in groups if have.isdisjoint(group)]
        if not missing:
            return ""
        lacking = lacking or ", and ".join(missing)
    return lacking
