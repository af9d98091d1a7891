"""The risk rules as they are asked here: those of the catalog as pipeline.yaml changes them, then its own."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.risk import Fact, Lack, Reason, RuleEntry, Said, Severity
from ..domain.risk_setting import RiskSetting
from ..domain.rule import field_value
from ..domain.spec import PipelineSpec
from ..domain.values import Outcome, Unit
from ..engines.binding import bind
from ..engines.keys import find_name
from .ground import Ground
from .risk import CLEAR, Answer, Fires, Judge, Risk, Unknown
from .risks import RISKS

#: What to do about a rule of one's own that doesn't say.
LOOK = "look into it with its owner"
#: Fields that closing an opportunity leaves as they were.
STEADY = frozenset(("name", "id", "created", "currency", "owner", "team", "account", "source", "type"))


class Asked(NamedTuple):
    """One rule as it is asked."""

    key: str
    title: str
    reason: Reason
    level: Severity
    is_fixed: bool
    """Whether pipeline.yaml says how grave it is, whatever the past does."""
    limit: Decimal | None
    unit: Unit | None
    own: bool
    next: str
    """What to do, with facts in braces; of rules of one's own the whole is a fact."""
    facts: tuple[Fact, ...]
    """Facts that both sentences may name, beside those of the answer."""
    on: Callable[[Ground], Judge | Unknown]
    """The rule as it is judged on some ground; or why it can't be of any opportunity."""
    stays_visible: Callable[[Ground], bool]
    """Whether an export still shows of decided ones that they had the sign."""

    def why(self, found: Fires) -> Said:
        """Why it speaks against an opportunity."""
        return Said(found.text, (*self.facts, *found.facts))

    def next_of(self, found: Fires) -> Said:
        """What to do about it."""
        return Said(self.next, (*self.facts, *found.facts))


def asked(spec: PipelineSpec) -> tuple[Asked, ...]:
    """Every rule that pipeline.yaml does not leave out."""
    changes = {loose(each.rule): each for each in spec.risks if each.rule is not None}
    return (*_of_catalog(changes), *(_own(each) for each in spec.risks if each.rule is None))


def as_asked(key: str, spec: PipelineSpec) -> RuleEntry:
    """What a rule of the catalog means, as pipeline.yaml changes it."""
    entry = RISKS[key].entry
    change = next((each for each in spec.risks if each.rule is not None and loose(each.rule) == key), None)
    if change is None:
        return entry
    return entry._replace(
        limit=entry.limit if change.limit is None else change.limit,
        level=change.level or entry.level,
        next=change.next or entry.next,
        needs=entry.needs if change.column is None else (change.column,),
        changed=change.changes,
        left_out=change.is_left_out,
    )


def _of_catalog(changes: dict[str, RiskSetting]) -> Iterator[Asked]:
    for each in RISKS.values():
        change = changes.get(each.key)
        if change is None:
            yield _usual(each)
        elif not change.is_left_out:
            yield _changed(each, change)


def _usual(each: Risk, limit: Decimal | None = None, header: str | None = None) -> Asked:
    bound = each.limit
    at = limit if limit is not None or bound is None else bound.value
    return Asked(
        key=each.key,
        title=each.title,
        reason=each.reason,
        level=each.level,
        is_fixed=False,
        limit=at,
        unit=None if bound is None else bound.unit,
        own=False,
        next=each.next,
        facts=(),
        on=lambda ground: each.on(ground, at, header),
        stays_visible=lambda ground: _shows(each, ground),
    )


def _shows(each: Risk, ground: Ground) -> bool:
    return each.needs.visible is not None and ground.fields.issuperset(each.needs.visible)


def _changed(each: Risk, change: RiskSetting) -> Asked:
    found = _usual(each, change.limit, change.column)
    if change.next is not None:
        found = found._replace(next="{own_next}", facts=(Fact("own_next", change.next),))
    return found if change.level is None else found._replace(level=change.level, is_fixed=True)


def _own(setting: RiskSetting) -> Asked:
    name = setting.name or ""
    return Asked(
        key=name,
        title=name,
        reason=Reason.OWN,
        level=setting.level or Severity.MEDIUM,
        is_fixed=setting.level is not None,
        limit=None,
        unit=None,
        own=True,
        next="{own_next}",
        facts=(Fact("own_next", setting.next or LOOK), Fact("reason", setting.reason or setting.words())),
        on=lambda ground: _bound(setting, ground),
        stays_visible=lambda ground: _is_steady(setting, ground),
    )


def own_entry(setting: RiskSetting) -> RuleEntry:
    """What a rule of one's own means."""
    return RuleEntry(
        key=setting.name or "",
        title=setting.name or "",
        reason=Reason.OWN,
        fires=setting.words(),
        why=setting.reason or "",
        next=setting.next or LOOK,
        needs=tuple(dict.fromkeys(setting.fields())),
        limit=None,
        unit=None,
        bounds="",
        level=setting.level or Severity.MEDIUM,
        source="pipeline.yaml",
    )


def _bound(setting: RiskSetting, ground: Ground) -> Judge:
    """The condition of a rule of one's own: where it holds, it fires."""
    judge = bind(setting, ground.known._replace(is_empty_unknown=True))

    def answer(opportunity: Opportunity) -> Answer:
        found = judge.judge(opportunity)
        if found.holds is None:
            return Unknown("; ".join(found.why), Lack.UNTOLD)
        return Fires("{reason}") if found.holds else CLEAR

    return answer


def _is_steady(setting: RiskSetting, ground: Ground) -> bool:
    """Whether it looks at nothing that closing an opportunity changes: steady fields, and columns that are not ours.

    A column that nothing open has filled is filled on closing.
    """
    pipeline = ground.known.pipeline
    names = [find_name(name, pipeline) for name in setting.fields()]
    return all(
        name is not None and (name in STEADY or (name in pipeline.headers and _is_filled(name, pipeline)))
        for name in names
    )


def _is_filled(header: str, pipeline: Pipeline) -> bool:
    """Whether anything open has something in a column."""
    return any(each.outcome is Outcome.OPEN and field_value(each, header) is not None for each in pipeline)
