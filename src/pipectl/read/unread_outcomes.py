"""Columns that are not read and say won or lost of opportunities that stand as open."""

from collections.abc import Iterable
from functools import lru_cache

from ..domain.errors import UnsettledProblem
from ..domain.opportunity import Opportunity
from ..domain.values import Outcome
from .chosen import Chosen
from .codes import quoted
from .formats import flags
from .headers import normal
from .stages import status

#: What a column of yes and no is headed where yes is lost, normalised.
_LOST = frozenset({"lost", "is lost", "islost", "deal lost", "lost flag", "verloren", "perdu", "perdido", "perso"})
#: Columns and roles that say themselves what was won and lost.
_TELLING = frozenset({"status", "is_won", "is_closed", "is_active", "won_on", "lost_on"})


def unread_outcomes(name: str, chosen: Chosen, opportunities: Iterable[Opportunity]) -> str:
    """What is to be said of a column that holds outcomes and nothing else, where open rows are won or lost by it.

    Raises:
        UnsettledProblem: there is one, and no opportunity of the file is won or lost otherwise.
    """
    if not _TELLING.isdisjoint(chosen.located):
        return ""
    found: dict[str, list[Opportunity]] = {label: [] for label, _ in chosen.extras}
    decided = False
    for one in opportunities:
        decided = decided or one.outcome is not Outcome.OPEN
        _note(one, found)
        if not found:
            return ""
    label = next((label for label, against in found.items() if against), None)
    if label is None:
        return ""
    text = _text(label, found[label])
    if decided:
        return f'{text}; if that is so, columns: {{status: "{label}"}} in pipeline.yaml reads it'
    raise UnsettledProblem(f"{name}: {text}{_remedy(name, label)}")


def _note(one: Opportunity, found: dict[str, list[Opportunity]]) -> None:
    """Keep the columns that hold nothing else, each with the open opportunities that it speaks against."""
    for label in [label for label in found if label in one.extra]:
        outcome = _said(label, one.extra[label])
        if outcome is None:
            del found[label]
        elif one.outcome is Outcome.OPEN and outcome is not Outcome.OPEN:
            found[label].append(one)


@lru_cache(maxsize=1000)
def _said(label: str, text: str) -> Outcome | None:
    """The outcome that a cell says, if it does."""
    if normal(label) not in _LOST:
        return status(text).outcome
    lost = flags.read(text).flag
    return None if lost is None else Outcome.LOST if lost else Outcome.OPEN


def _text(label: str, against: list[Opportunity]) -> str:
    first = against[0]
    rows = "1 opportunity is" if len(against) == 1 else f"{len(against):,} opportunities are"
    example = f"such as {quoted(first.extra[label])} (line {first.place.line})"
    return f"column {quoted(label)} says what was won and lost, {example}, and is not read: by it {rows} not open"


def _remedy(name: str, label: str) -> str:
    from shlex import quote

    if normal(label) in _LOST:
        return "; write won, lost or open in a column Status, or leave this one out"
    option = f"--from {quote('-' if name == 'stdin' else name)} --column {quote(f'status={label}')}"
    return (
        f"; name it with `pipectl init {option}`, which writes a pipeline.yaml, or add it to the one that is there: "
        f'columns: {{status: "{label}"}}; leave the column out if it says something else'
    )
