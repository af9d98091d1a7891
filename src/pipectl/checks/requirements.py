"""Open opportunities in a stage that they have not earned: what pipeline.yaml requires there, or in a stage before."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..domain.condition import Criterion
from ..domain.derived import DERIVED, derived_key
from ..domain.finding import Place, quoted
from ..domain.judging import Judge, Judged, unjudged
from ..domain.opportunity import Opportunity
from ..domain.spec import PipelineSpec, Stage
from ..domain.values import Outcome
from ..engines.binding import Known, bind, value_of
from ..engines.keys import find_name
from .looked import Hit, Looked
from .row_checks import percent

#: What history alone tells, or tells better than a column does.
OF_THE_PAST = frozenset(("push_count", "days_in_stage"))
NO_CONDITION = "it has no condition, only words"


class _Asked(NamedTuple):
    """A requirement put to one opportunity."""

    stage: Stage
    """Whose requirement it is."""
    criterion: Criterion
    opportunity: Opportunity
    judged: Judged


def has_requirements(spec: PipelineSpec) -> bool:
    """Whether any open stage requires anything."""
    return any(stage.require for stage in spec.open_stages)


def asks_of_the_past(spec: PipelineSpec) -> bool:
    """Whether a requirement hangs on history."""
    fields = (field for stage in spec.open_stages for each in stage.require for field in each.fields())
    return any(derived_key(field) in OF_THE_PAST for field in fields)


def unearned(looked: Looked) -> Iterator[Hit]:
    """Open opportunities that lack what their stage requires, or one before it; one hit a requirement."""
    for asked in _asked(looked):
        if asked.judged.holds is False:
            yield _hit(looked, asked)


def not_judged(looked: Looked) -> Iterator[Hit]:
    """Requirements that can't be judged of some opportunities: one hit a requirement, with how many and why."""
    counts: dict[tuple[str, Criterion], int] = {}
    lacking: dict[tuple[str, Criterion], list[_Asked]] = {}
    for asked in _asked(looked):
        key = asked.stage.name, asked.criterion
        counts[key] = counts.get(key, 0) + 1
        if asked.judged.holds is None:
            lacking.setdefault(key, []).append(asked)
    for key, some in lacking.items():
        yield _untold(looked, some, counts[key])


def unjudged_places(looked: Looked) -> frozenset[Place]:
    """The places of those of whom a requirement can't be judged."""
    return frozenset(asked.opportunity.place for asked in _asked(looked) if asked.judged.holds is None)


def _asked(looked: Looked) -> Iterator[_Asked]:
    """Every requirement of every open opportunity, in the order of the files."""
    known = Known(looked.pipeline, looked.spec, looked.facts)
    bound: dict[tuple[str, int], Judge[Opportunity] | None] = {}
    for opportunity in looked.opportunities:
        if opportunity.outcome is not Outcome.OPEN:
            continue
        for number, (stage, criterion) in enumerate(looked.spec.required(opportunity.stage)):
            key = (stage.name, number)
            if key not in bound:
                bound[key] = bind(criterion, known) if criterion.asks else None
            judge = bound[key]
            judged = unjudged(NO_CONDITION) if judge is None else judge.judge(opportunity)
            yield _Asked(stage, criterion, opportunity, judged)


def _hit(looked: Looked, asked: _Asked) -> Hit:
    opportunity, criterion = asked.opportunity, asked.criterion
    field = next(criterion.fields())
    named = _of_file(looked, field)
    says = f"{_value(looked, opportunity, field)}; " if criterion.field else ""
    before = "" if asked.stage.name == opportunity.stage else f", before {opportunity.stage},"
    what = f"{says}{asked.stage.name}{before} requires {_called(criterion)}"
    label = _label(looked, opportunity, field) if criterion.field else f"stage {opportunity.stage}"
    column = looked.column(opportunity.place.file, named)
    link = " is " if says else " is not earned: "
    return Hit(opportunity.place._replace(column=column), named, f"{label}{link}{what}", opportunity)


def _label(looked: Looked, opportunity: Opportunity, field: str) -> str:
    """What a field that a condition names is called: as the file has it, where it is one of the file."""
    own, derived = find_name(field, looked.pipeline), derived_key(field)
    if own is None and derived is not None:
        return DERIVED[derived].title
    return looked.label(opportunity.place.file, _of_file(looked, field))


def _called(criterion: Criterion) -> str:
    """The requirement in its own words, with its condition where these are others."""
    words = criterion.words() if criterion.asks else ""
    if criterion.text is None:
        return words
    return f"{quoted(criterion.text)} ({words})" if words else quoted(criterion.text)


def _value(looked: Looked, opportunity: Opportunity, field: str) -> str:
    """What a field holds, in words."""
    found = value_of(field, opportunity, Known(looked.pipeline, looked.spec, looked.facts))
    if found is None:
        return "empty"
    is_share = isinstance(found, Decimal) and _of_file(looked, field) == "probability"
    return percent(Decimal(str(found))) if is_share else quoted(str(found))


def _of_file(looked: Looked, field: str) -> str:
    """The field of the file that a name in a condition is about: a derived one is about what it is made of."""
    own, derived = find_name(field, looked.pipeline), derived_key(field)
    if own is not None or derived is None:
        return own or field
    return next((each for each in DERIVED[derived].needs if each in looked.pipeline.fields), derived)


def _untold(looked: Looked, some: list[_Asked], whole: int) -> Hit:
    """How many can't be judged by a requirement, and why most of them can't."""
    stage, criterion, first, _ = some[0]
    reasons = Counter(why for asked in some for why in asked.judged.why)
    [(why, count), *others] = reasons.most_common()
    of_some = "" if count == len(some) else f" ({count:,} of them)"
    more = " and other reasons" if others else ""
    were = f"{len(some):,} of {whole:,} open opportunities can't be judged by what {stage.name} requires"
    problem = f"{were}, {_called(criterion)}: {why}{of_some}{more}"
    named = _of_file(looked, next(criterion.fields())) if criterion.asks else "stage"
    return Hit(Place(first.place.file), named, problem)
