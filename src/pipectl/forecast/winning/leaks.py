"""Columns that are written when an opportunity closes: they know the answer, and no open one has them.

They give themselves away by what open opportunities lack. Found are columns

- that are filled in for most of the won or of the lost, and for open ones less than half as often;
- with a value that is a word for the outcome, which no open one has;
- most of whose values, among the won or the lost, no open one has;
- with a value, or a gap, that nearly all who have it were won by, or lost, and that hardly any open one has;
- that tell nearly alone how every single one ended.

One that is honest and fits this, such as the source of leads that are lost within days, is left out as well: rather too
little is known than too much. What is rewritten at the close with values that open ones have, too, can't be found so.
"""

from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from .features import Cell, number_of
from .sheet import DECIDED, Beside, Census, Count, Level, Sheet, is_unlikely

#: Open ones needed to tell what they lack.
FEWEST_OPEN = 10
#: Of the won or of the lost, in how many a column must be filled in to be judged by that.
_MOST = 0.5
#: How much more often than for open ones, as a difference of shares; and how much of it these may have.
_MORE, _HALF = 0.3, 0.5
#: Opportunities behind a single value that is judged by who has it, and the share of them of one outcome.
_FEWEST, _PURE = 15, 0.95
#: A value is rare on open ones where they have it at most this times as often as decided ones.
_RARE = 0.2
#: That it is, where it means one outcome, need not be surer than so: the two together are sure enough.
_ONCE_IN = 20
#: What is told alone: at most this share of mistakes, and at most this part of those of the base rate.
_MISTAKES, _PART = 0.05, 0.25
#: Opportunities behind a value that counts there; values of a single opportunity tell nothing.
_SEVERAL = 5
#: Opportunities with a word for the outcome, at least.
_NAMED = 3
_WORDS = frozenset(
    ("won", "lost", "closed won", "closed lost", "win", "loss", "closed", "closed - won", "closed - lost",
     "closed/won", "closed/lost", "signed", "cancelled", "canceled", "abandoned", "disqualified", "no decision",
     "dead", "gewonnen", "verloren", "gagné", "perdu", "ganado", "perdido", "vinto", "perso")
)  # fmt: skip


class Why(StrEnum):
    """What gave a column away."""

    FILLED = "filled_at_close"
    NAMES_OUTCOME = "names_outcome"
    DECIDED_ONLY = "decided_only"
    ONE_OUTCOME = "one_outcome"
    TELLS_ALONE = "tells_alone"


_TOLD = {
    Why.FILLED: "it is filled in at the close, for",
    Why.NAMES_OUTCOME: "it names the outcome ({values}):",
    Why.DECIDED_ONLY: "most decided ones have values that no open one has ({values}):",
    Why.ONE_OUTCOME: "those with {values} ended alike, and hardly any open one has it:",
    Why.TELLS_ALONE: "it alone tells how nearly every one ended, so it was written afterwards; it is filled in for",
}


class Leak(NamedTuple):
    """A column that is left out."""

    column: str
    why: Why
    having: Count
    """Those that have what gave it away."""
    of: Count
    values: tuple[str, ...] = ()
    """The values it is about, the most frequent first; none where it is about being filled in at all."""

    @property
    def words(self) -> str:
        """Why it is left out, with the counts."""
        told = _TOLD[self.why].format(values=", ".join(self.values[:3]) or "any value")
        won, lost, opened = (f"{have:,} of {of:,}" for have, of in zip(self.having, self.of, strict=True))
        return f"{self.column} is left out: {told} {won} won, {lost} lost and {opened} open"


class _Found(NamedTuple):
    why: Why
    having: Count
    levels: Collection[Level] = ()


def leak_of(column: str, cell: Cell, census: Census) -> Leak | None:
    """What gives a column away, held on opportunities as they are today; None where nothing does."""
    sheet = Sheet(cell, census)
    if sheet.of.open < FEWEST_OPEN:
        return None
    found = next((found for rule in _RULES for found in rule(sheet)), None)
    if found is None:
        return None
    often = sorted(found.levels, key=lambda level: -sum(sheet.levels[level]))
    values = tuple("nothing" if level is None else sheet.spelled[level] for level in often)
    return Leak(column, found.why, found.having, sheet.of, values)


def _filled_at_close(sheet: Sheet) -> Iterator[_Found]:
    zeros = {level for level in sheet.spelled if number_of(level) == 0}
    for blank in ({None}, {None, *zeros}):
        for outcome in DECIDED:
            filled = sheet.beside(blank, (outcome,)).rest
            if filled.usual >= _MOST and filled.usual - filled.share >= _MORE and filled.is_rare(_HALF):
                yield _Found(Why.FILLED, sheet.lacking(blank))


def _names_outcome(sheet: Sheet) -> Iterator[_Found]:
    named = [level for level in sorted(sheet.spelled) if level in _WORDS and not sheet.levels[level].open]
    having = sheet.having(named)
    if having.decided >= _NAMED:
        yield _Found(Why.NAMES_OUTCOME, having, named)


def _decided_only(sheet: Sheet) -> Iterator[_Found]:
    missing = [
        level
        for level in sheet.spelled
        if sheet.levels[level].decided >= _SEVERAL
        and not sheet.levels[level].open
        and sheet.beside((level,)).is_rare(_RARE)
    ]
    having = sheet.having(missing)
    if having.won >= _MOST * max(sheet.of.won, 1) or having.lost >= _MOST * max(sheet.of.lost, 1):
        yield _Found(Why.DECIDED_ONLY, having, missing)


def _one_outcome(sheet: Sheet) -> Iterator[_Found]:
    if _ended_alike(sheet.lacking({None}), sheet.of, lambda: sheet.beside({None}).rest):
        yield _Found(Why.ONE_OUTCOME, sheet.lacking({None}))
    for level, having in sheet.levels.items():
        if _ended_alike(having, sheet.of, partial(sheet.beside, (level,))):
            yield _Found(Why.ONE_OUTCOME, having, (level,))


def _ended_alike(having: Count, of: Count, beside: Callable[[], Beside]) -> bool:
    """Whether nearly all of them ended alike, more of them than chance would give, and hardly any is open."""
    if having.decided < _FEWEST:
        return False
    for same, whole in ((having.won, of.won), (having.lost, of.lost)):
        share, usual = same / having.decided, whole / of.decided
        if share >= _PURE and share > usual and is_unlikely(having.decided, share, usual):
            return beside().is_rare(_RARE, _ONCE_IN)
    return False


def _tells_alone(sheet: Sheet) -> Iterator[_Found]:
    judged = [count for count in sheet.levels.values() if count.decided >= _SEVERAL]
    number, mistakes = sum(count.decided for count in judged), sum(min(count.won, count.lost) for count in judged)
    base = min(sum(count.won for count in judged), sum(count.lost for count in judged))
    if base >= 2 * _SEVERAL and mistakes <= min(_MISTAKES * number, _PART * base):
        yield _Found(Why.TELLS_ALONE, sheet.lacking({None}))


_RULES = (_filled_at_close, _names_outcome, _decided_only, _one_outcome, _tells_alone)
