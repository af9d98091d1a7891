"""What pipeline.yaml says of risk rules: a change to one that comes with pipectl, or one of its own.

Field descriptions are published in the JSON Schema, so they are written for the person who edits pipeline.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from .condition import Condition, written
from .risk import Severity
from .values import YesNo

if TYPE_CHECKING:
    from .constraints import Field, Header, NotNegative, Text

#: What changes a rule that comes with pipectl, and what only one of one's own has.
_CHANGES, _OWN = ("limit", "column", "level", "next"), ("name", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSetting(Condition):
    """A change to a risk rule, or a rule of one's own: a condition that, where it holds, speaks against a deal."""

    __pydantic_config__ = {"extra": "forbid", "alias_generator": written}  # noqa: RUF012 - read by Pydantic

    rule: Annotated[
        Header | None,
        Field(
            description="Key of the rule to change, as overdue or no_activity; docs/risks.md lists them. Left out, it "
            "is a rule of your own."
        ),
    ] = None
    use: Annotated[YesNo | None, Field(description="no leaves the rule out.")] = None
    limit: Annotated[
        NotNegative | None, Field(description="Limit of the rule in its own unit: days, times, a multiple or a share.")
    ] = None
    column: Annotated[
        Header | None, Field(description="Header that the rule looks at, where its name isn't one that is known.")
    ] = None
    name: Annotated[Text | None, Field(description="What your own rule is called.")] = None
    reason: Annotated[
        Text | None, Field(description="Why it speaks against the opportunity; left out, the condition in words.")
    ] = None
    next: Annotated[Text | None, Field(description="What to do where it holds.")] = None
    level: Annotated[
        Severity | None, Field(description="How grave it is, whatever the past says: high, medium or low.")
    ] = None

    @property
    def is_left_out(self) -> bool:
        """Whether the rule is not to be used."""
        return self.use is YesNo.NO

    @property
    def changes(self) -> tuple[str, ...]:
        """What of a rule that comes with pipectl it sets."""
        return tuple(self._given(_CHANGES))

    def flaw(self) -> str | None:
        """What is wrong between its settings."""
        return self._own_flaw() if self.rule is None else self._change_flaw()

    def _own_flaw(self) -> str | None:
        if self.name is None:
            return "names no rule; add rule: the one to change, or name: what to call your own"
        odd = self._given(("use", "limit", "column"))
        if odd:
            return f"has {odd[0]}, which only rules that come with pipectl have; remove it"
        return Condition.flaw(self)

    def _change_flaw(self) -> str | None:
        if self.asks or self.comparisons:
            return "has rule beside a condition; make the condition a rule of its own, with a name"
        odd, changes = self._given(_OWN), self._given(_CHANGES)
        if odd:
            return f"has rule beside {odd[0]}, which is for rules of your own; keep one of the two"
        if self.is_left_out and changes:
            return f"leaves the rule out, and has {changes[0]}; keep one of the two"
        return None if changes or self.use else "changes nothing; add limit, level, next, column or use: no"

    def _given(self, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if getattr(self, name) is not None]
