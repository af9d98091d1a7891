"""What a command is asked about: the stage that was named, or the one opportunity."""

import os
import re
from collections.abc import Iterable
from dataclasses import replace

from ..domain.cells import loose
from ..domain.errors import UsageProblem
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..engines.selection import resolved, select
from ..report.playbook import Subject
from .options import Reading
from .output import DASH
from .places import find_spec
from .spine import Gathered
from .where import did_you_mean, stages_of

#: What names an export, whether it is there or not.
_FILE = re.compile(r"(?i).*(\.(csv|tsv|txt|gz|xlsx?|ods)|[*?].*)")
#: Opportunities of one name that a refusal lists.
CHOICES = 12


def settled(stage: str | None, reading: Reading, deal: str | None) -> tuple[str | None, Reading]:
    """The stage that was named, and what to read: a file in the place of the stage is read.

    Raises:
        UsageProblem: a stage was named beside an opportunity.
    """
    if stage is None:
        return None, reading
    if _is_data(stage, reading):
        return None, replace(reading, files=[stage, *(reading.files or ())])
    if deal is not None:
        raise UsageProblem(f"{stage!r} beside --deal, which stands in a stage of its own; leave out one of the two")
    return stage, reading


def _is_data(text: str, reading: Reading) -> bool:
    """Whether it is the name of an export and not of a stage."""
    looks = text == DASH or _FILE.fullmatch(text) is not None or os.path.isfile(text)  # noqa: PTH113 - it may be too long
    return looks and loose(text) not in stages_of(find_spec(reading.config).spec)


def subject(stage: str | None, deal: str | None, given: Gathered) -> Subject:
    """What is asked about.

    Raises:
        UsageProblem: there is no such stage or opportunity, or there are several.
    """
    if deal is not None:
        return Subject(deal=_staged(deal, one_deal(deal, given), given))
    if stage is None:
        return Subject()
    known = stages_of(given.spec)
    if loose(stage) not in known:
        raise UsageProblem(f"{stage!r} is no stage{did_you_mean(stage, known.values())}")
    return Subject(stage=given.spec.stage(known[loose(stage)]))


def _staged(text: str, deal: Opportunity, given: Gathered) -> Opportunity:
    """The same, where it stands in a stage that there is something to say of."""
    if given.spec.stage(deal.stage) is None:
        raise UsageProblem(
            f"--deal {text!r} stands in {deal.stage!r}, which is no stage of pipeline.yaml; add it to the aliases "
            "of one"
        )
    return deal


def one_deal(text: str, given: Gathered) -> Opportunity:
    """The one opportunity of an id, else of a whole name, among those that the filters leave.

    Raises:
        UsageProblem: there is none, or there are several.
    """
    rules = resolved(given.question.rules, given.pipeline)
    some = select(given.pipeline, rules, given.spec.fiscal_year_starts)
    found = _named(text, some)
    if not found and _named(text, given.pipeline):
        raise UsageProblem(
            f"--deal {text!r} is left out by the filters ({'; '.join(given.question.filters)}); loosen them"
        )
    if not found:
        known = [name for each in some for name in (each.name, each.id) if name]
        raise UsageProblem(f"--deal {text!r} is no id and no name here{did_you_mean(text, known)}")
    if len(found) > 1:
        _refuse_several(text, found, given.pipeline)
    return found[0]


def _named(text: str, some: Iterable[Opportunity]) -> list[Opportunity]:
    """Those of an id, else of a whole name."""
    known = list(some)
    of_id = [each for each in known if each.id == text.strip()]
    return of_id or [each for each in known if loose(each.name) == loose(text)]


def _refuse_several(text: str, found: list[Opportunity], pipeline: Pipeline) -> None:
    """Raise about opportunities of one name, each with what tells it from the others."""
    shown = "; ".join(
        " · ".join(part for part in (each.id, each.name, each.account, each.owner, each.stage, str(each.place)) if part)
        for each in found[:CHOICES]
    )
    more = f"; and {len(found) - CHOICES:,} more" if len(found) > CHOICES else ""
    way = "name one by its id" if "id" in pipeline.fields else "choose one with --owner or --where"
    raise UsageProblem(f"--deal {text!r} is {len(found):,} opportunities: {shown}{more}; {way}")
