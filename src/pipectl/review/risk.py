"""What a risk rule is: a function of one open opportunity and what is known besides, with its meaning beside it.

```python
@risk(title="No next step", reason=Reason.NO_NEXT_STEP, why="…", source="…", next="…", needs=Needs(("next_step",)))
def no_next_step(opportunity: Opportunity) -> Answer:
    \"\"\"It has no next step.\"\"\"
    return Fires("no next step") if opportunity.next_step is None else CLEAR
```
The function's name is the rule's key in pipeline.yaml, its docstring says when it fires, and its parameters what it
looks at: opportunity, ground, limit, header.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from re import sub
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.risk import Fact, Lack, Reason, RuleEntry, Severity
from ..domain.values import Unit
from .ground import Ground


class Fires(NamedTuple):
    """That a rule speaks against an opportunity, with the numbers behind it."""

    text: str
    """Why, with the facts in braces."""
    facts: tuple[Fact, ...] = ()
    days: int | None = None
    limit: Decimal | None = None
    in_stage: bool = False
    times: int | None = None


class Unknown(NamedTuple):
    """That it can't be judged, and why."""

    why: str
    lack: Lack = Lack.ENTRY


#: Judged, and nothing speaks against it.
CLEAR = None
Answer = Fires | Unknown | None
#: A rule that knows all but the opportunity; or why it can't be judged of any.
Judge = Callable[[Opportunity], Answer]


class Limit(NamedTuple):
    """What a rule is bounded by, where pipeline.yaml says nothing else."""

    value: Decimal
    unit: Unit
    means: str
    """It in words: days without any activity."""


class Needs(NamedTuple):
    """What a rule must know to be judged."""

    columns: tuple[str, ...] = ()
    """Fields that the file must have."""
    besides: str = ""
    """What else, in words; empty for nothing."""
    visible: tuple[str, ...] | None = None
    """Fields by which an export still shows of decided ones that they had the sign; None where it can't."""
    headers: tuple[str, ...] = ()
    """Headers that its own column is known by; none where it looks at no such column."""


_NOTHING = Needs()


class Risk(NamedTuple):
    """One rule of the catalog."""

    key: str
    title: str
    reason: Reason
    fires: str
    """When it fires, in words."""
    why: str
    """Why it matters."""
    source: str
    next: str
    """What to do, with facts in braces."""
    level: Severity
    judge: Callable[..., Answer]
    looks_at: tuple[str, ...]
    limit: Limit | None
    needs: Needs

    def on(self, ground: Ground, limit: Decimal | None, header: str | None) -> Judge | Unknown:
        """The rule as it is judged here, or why it can't be of any opportunity."""
        missing = [field for field in self.needs.columns if field not in ground.fields]
        if missing:
            return Unknown(f"the data has no {' and no '.join(missing)}", Lack.COLUMN)
        found = ground.header(header, self.needs.headers)
        if self.needs.headers and found is None:
            named = f"the data has no {header}" if header else f"the data has no column of it; {self._name_it}"
            return Unknown(named, Lack.COLUMN)
        known = {"ground": ground, "limit": limit, "header": found}
        return partial(self.judge, **{name: known[name] for name in self.looks_at if name in known})

    @property
    def entry(self) -> RuleEntry:
        """What it means, for documents and `explain`."""
        needs, bound = self.needs, self.limit
        known_by = f"a column such as {needs.headers[0]}, or one that column: names" if needs.headers else ""
        return RuleEntry(
            key=self.key,
            title=self.title,
            reason=self.reason,
            fires=self.fires,
            why=self.why,
            next=sub(r"\{\w+\}", "…", self.next),
            needs=tuple(each for each in (*needs.columns, known_by, needs.besides) if each),
            limit=None if bound is None else bound.value,
            unit=None if bound is None else bound.unit,
            bounds="" if bound is None else bound.means,
            level=self.level,
            source=self.source,
        )

    @property
    def _name_it(self) -> str:
        return f"name one in pipeline.yaml: risks: [{{rule: {self.key}, column: …}}]"


def risk(
    *,
    title: str,
    reason: Reason,
    why: str,
    source: str,
    next: str,  # noqa: A002 - as in pipeline.yaml
    level: Severity = Severity.MEDIUM,
    limit: Limit | None = None,
    needs: Needs = _NOTHING,
) -> Callable[[Callable[..., Answer]], Risk]:
    """Make a function a rule of the catalog."""

    def made(judge: Callable[..., Answer]) -> Risk:
        return Risk(
            key=judge.__name__,
            title=title,
            reason=reason,
            fires=" ".join((judge.__doc__ or "").split()),
            why=why,
            source=source,
            next=next,
            level=level,
            judge=judge,
            looks_at=judge.__code__.co_varnames[: judge.__code__.co_argcount],
            limit=limit,
            needs=needs,
        )

    return made
