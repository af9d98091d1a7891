"""Opportunities against a qualification framework: what is known of each, and what is missing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..domain.finding import Place, quoted
from ..domain.judging import Judge
from ..domain.opportunity import Opportunity
from ..domain.qualification import FrameworkKey, Qualification
from ..domain.rule import Value
from ..domain.scorecard import Answer, ElementLine, Stand
from ..domain.spec import PipelineSpec
from ..domain.values import EXACT, ONE, ZERO, Outcome
from ..engines.binding import Known, bind
from ..engines.keys import Reader, find_name, nameable, reader
from . import scales
from .frameworks import FRAMEWORKS, Planned, columns_of, planned, seen_by

#: What a framework of one's own is called.
_OWN = "Qualification"


class Element(NamedTuple):
    """One element that knows where to look."""

    line: ElementLine
    from_stage: int
    """Position of the open stage from which it must be met."""
    read: Reader | None = None
    """What gives its cell, where a single one tells."""
    scale: scales.Scale | None = None
    judge: Judge[Opportunity] | None = None
    why: str | None = None
    """Why no opportunity can be judged by it."""


class Scorecard(NamedTuple):
    """A framework that knows where to look."""

    title: str
    qualified_at: Decimal
    elements: tuple[Element, ...]
    positions: Mapping[str, int]
    """Open stages by name."""
    taken: str | None = None
    """Why it is this one, where nobody named it."""

    def answers(self, opportunity: Opportunity) -> tuple[Answer, ...]:
        """How an opportunity stands against each element."""
        is_open = opportunity.outcome is Outcome.OPEN
        place = self.positions.get(opportunity.stage, -1) if is_open else -1
        return tuple(_answer(each, opportunity, needed=place >= each.from_stage) for each in self.elements)

    def qualified(self, answers: Sequence[Answer]) -> bool | None:
        """Whether enough elements are met; None where those that can't be judged would decide it."""
        needed = EXACT.multiply(self.qualified_at, Decimal(len(answers)))
        met = sum(each.stand is Stand.MET for each in answers)
        unjudged = sum(each.stand is Stand.UNJUDGED for each in answers)
        return True if met >= needed else None if met + unjudged >= needed else False


def scorecard(known: Known, framework: FrameworkKey | None = None) -> Scorecard | None:
    """The framework named, else that of pipeline.yaml, else the one whose columns the file has; None without any."""
    settings, taken = known.spec.qualification, None
    if framework is not None and (settings is None or settings.framework is not framework):
        settings = Qualification(framework=framework)
    elif settings is None:
        seen = seen_by(nameable(known.pipeline))
        if seen is None:
            return None
        settings, taken = Qualification(framework=seen[0]), _taken(*seen)
    positions = {stage.name: place for place, stage in enumerate(known.spec.open_stages)}
    elements = _alike([(plan, _bound(plan, known, positions)) for plan in planned(settings)], known)
    title = FRAMEWORKS[settings.framework].title if settings.framework else _OWN
    return Scorecard(title, settings.qualified_at, elements, positions, taken)


def missing_needed(card: Scorecard, opportunities: Sequence[Opportunity]) -> dict[Place, tuple[str, ...]]:
    """What each open one lacks of what its stage needs, by the place of its row; nothing lacking is an empty tuple.

    One that lacks nothing as far as can be judged, where something needed can't be, is left out.
    """
    found = {}
    for each in opportunities:
        if each.outcome is not Outcome.OPEN:
            continue
        needed = [answer for answer in card.answers(each) if answer.needed]
        lacking = tuple(answer.title for answer in needed if answer.is_lacking)
        if lacking or all(answer.stand is not Stand.UNJUDGED for answer in needed):
            found[each.place] = lacking
    return found


def unqualified(known: Known) -> dict[Place, tuple[str, ...]] | None:
    """The same by the qualification of pipeline.yaml; None where it has none: nobody agreed to a framework."""
    card = None if known.spec.qualification is None else scorecard(known)
    return None if card is None else missing_needed(card, known.pipeline.opportunities)


def readings(card: Scorecard) -> tuple[str, ...]:
    """What columns hold and what counts as met, in words; those of yes and no together, unsettled ones left out."""
    told = [(each.line.column or "", each.scale) for each in card.elements if each.scale is not None]
    told = [(column, scale) for column, scale in told if scale.kind is not scales.Kind.UNSETTLED]
    flags = [quoted(column) for column, scale in told if scale.kind is scales.Kind.YES_NO]
    others = [scale.words for _, scale in told if scale.kind is not scales.Kind.YES_NO]
    if len(flags) < 2:
        return tuple(scale.words for _, scale in told)
    return (f"{', '.join(flags[:-1])} and {flags[-1]} hold yes and no", *others)


def _taken(key: FrameworkKey, count: int) -> str:
    own = FRAMEWORKS[key]
    return (
        f"{own.title} is taken, since {count} of its {len(own.elements)} elements have a column; qualification in "
        "pipeline.yaml, or --framework, names another"
    )


def _bound(plan: Planned, known: Known, positions: Mapping[str, int]) -> Element:
    """An element of this data: judged by its condition, else read from its column."""
    place = _needed_from(plan, known.spec, positions)
    stage = next((stage.name for stage in known.spec.open_stages[place:]), None)
    line = ElementLine(plan.key, plan.title, plan.question, stage, None, None, None)
    setting = plan.setting
    if setting is None or not setting.asks:
        return _by_column(Element(line, place), plan, known)
    name = find_name(setting.field, known.pipeline) if setting.field else None
    read = None if name is None else reader(name, known.spec.fiscal_year_starts)
    return Element(line._replace(condition=setting.words()), place, read, judge=bind(setting, known))


def _needed_from(plan: Planned, spec: PipelineSpec, positions: Mapping[str, int]) -> int:
    """The stage named for it, else the one after `qualified_from`, else the second; none lies behind the last."""
    if plan.setting is not None and plan.setting.needed_from is not None:
        return positions[plan.setting.needed_from]
    qualified = 0 if spec.qualified_from is None else positions[spec.qualified_from]
    return max(0, min(qualified + 1, len(positions) - 1))


def _alike(found: Sequence[tuple[Planned, Element]], known: Known) -> tuple[Element, ...]:
    """The elements, those with bare numbers on the scale that most of them have by themselves, where there is one."""
    tops = {each.line.key: each.scale.top for _, each in found if each.scale is not None and each.scale.is_bare}
    common = scales.common(tops.values())
    return tuple(
        each
        if tops.get(each.line.key, common) == common
        else _by_column(each, plan, known, _Others(common, max(tops.values())))
        for plan, each in found
    )


class _Others(NamedTuple):
    """What bare numbers of the same scorecard are on."""

    common: Decimal | None
    """The scale of most columns; None where there is none."""
    top: Decimal
    """The highest of all."""


def _by_column(element: Element, plan: Planned, known: Known, others: _Others | None = None) -> Element:
    header, why = _column(plan, known)
    if header is None:
        return element._replace(why=why)
    read = reader(header, known.spec.fiscal_year_starts)
    texts = Counter(text for each in known.pipeline if (text := _text(read(each))) is not None)
    own = plan.setting.scale if plan.setting else None
    scale = scales.settle(header, texts, own)
    if others is not None:
        scale = scales.beside(header, texts, scale, *others)
    line = element.line._replace(column=header, reading=scale.words)
    return element._replace(line=line, read=read, scale=scale)


def _column(plan: Planned, known: Known) -> tuple[str | None, str | None]:
    """The column of an element as the data names it; or why there is none."""
    named = plan.setting.column if plan.setting else None
    if named is not None:
        return find_name(named, known.pipeline), f"the data has no column {quoted(named)}"
    found = columns_of(plan, nameable(known.pipeline))
    if len(found) == 1:
        return found[0], None
    if found:
        both = " and ".join(map(quoted, found[:3]))
        return None, f"{both} may both be it; name one as its column in pipeline.yaml"
    return None, "the data has no column for it; name one, or a condition, in pipeline.yaml"


def _answer(element: Element, opportunity: Opportunity, *, needed: bool) -> Answer:
    line = element.line
    value = None if element.read is None else _text(element.read(opportunity))
    stand, score, why = _by_judge(element.judge, opportunity) if element.judge else _by_cell(element, value)
    if stand is Stand.NOT_MET and element.judge is not None and element.read is not None and value is None:
        stand, score = Stand.MISSING, None
    return Answer(line.key, line.title, stand, value, score, needed, line.question, why)


_Found = tuple[Stand, Decimal | None, tuple[str, ...]]


def _by_judge(judge: Judge[Opportunity], opportunity: Opportunity) -> _Found:
    found = judge.judge(opportunity)
    if found.holds is None:
        return Stand.UNJUDGED, None, found.why
    return (Stand.MET, ONE, ()) if found.holds else (Stand.NOT_MET, ZERO, ())


def _by_cell(element: Element, value: str | None) -> _Found:
    if element.scale is None:
        return Stand.UNJUDGED, None, (element.why or "",)
    cell = scales.read(element.scale, value)
    if cell.why is not None:
        return Stand.UNJUDGED, None, (cell.why,)
    if cell.met is None:
        return Stand.MISSING, None, ()
    return Stand.MET if cell.met else Stand.NOT_MET, cell.score, ()


def _text(value: Value | None) -> str | None:
    """A cell as text; our own fields as they are read."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
