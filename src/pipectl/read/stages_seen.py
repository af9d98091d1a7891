"""The stages of one or several files as their rows have them: name, usual close %, and what kind each seems."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from ..domain.cells import loose
from ..domain.spec import MOST_STAGES, StageKind
from ..domain.values import ONE, ZERO, Outcome
from .stage_names import is_after_sale, sounds_after_sale
from .stage_tallies import Tallies, Tally
from .stages import may_be_slip, named_outcome, plain_outcome

#: Rows a stage needs for its close % or its status to say that it is won or lost, and how alike to the name of a more
#: frequent one its own may be: a misspelled stage is no stage of another kind.
_ENOUGH, _ALIKE = 2, 0.85


@dataclass(frozen=True, slots=True)
class StageSeen:
    """A stage as files have it."""

    name: str
    rows: int
    """How many stand in it; none where others were only lost from it."""
    typical: Decimal | None
    """Median close % of its rows, from 0 to 1, else the one its CRM comes with; None where neither is known."""
    kind: StageKind
    """What flags of its CRM say of all its rows; else a guess: as its CRM has it, else by a name that says won or lost,
    else by what all its rows say."""
    sure: bool = True
    """Whether something speaks for the guess: its CRM, its name, a status or flag, or the close % of its rows."""
    closed: int = 0
    """How many of its rows have the day they were closed."""
    told: bool = False
    """Whether a column beside it says of each of its rows whether it is open, won or lost."""
    rank: int | None = None
    """Its place among the stages its CRM comes with."""
    hinted: Outcome | None = None
    """Won or lost, where a close % of 100 or 0 in too few rows says so."""
    lent: bool = False
    """Whether its close % is not that of its rows."""

    @property
    def seems_decided(self) -> bool:
        """Whether it is taken as open though at least half of its opportunities have been closed."""
        return self.kind is StageKind.OPEN and 0 < self.rows <= 2 * self.closed


def stages_seen(tallies: Tallies) -> tuple[StageSeen, ...]:
    """Each stage in its usual spelling, in the order of the tallies."""
    rows = {tally.name: tally.rows for tally in tallies.values()}
    kept = _kept_where_decided(tallies)
    return tuple(_seen(tally, rows, kept) for tally in tallies.values())


def _kept_where_decided(tallies: Tallies) -> frozenset[Outcome | None]:
    """The outcomes whose opportunities keep the stage they stood in, so that it says nothing of the stage."""
    mixed = ({outcome for _, outcome in tally.outcomes} for tally in tallies.values())
    return frozenset(outcome for said in mixed if len(said) > 1 for outcome in said)


def _seen(tally: Tally, rows: Mapping[str, int], kept: frozenset[Outcome | None]) -> StageSeen:
    """What is seen of a stage."""
    usual, name, typical = tally.usual, tally.name, _typical(tally.percents)
    guess = _kind(tally, rows, kept) if usual is None else StageKind(usual.kind)
    flagged = _flagged(tally)
    if flagged is not None and (guess is None or guess.outcome is not flagged):
        guess = StageKind(flagged.value)
    kind = StageKind.OPEN if guess is None else guess
    if kind is StageKind.OPEN:
        # 0 and 1 are written when a deal is closed, and say nothing of what is open here.
        typical = _typical(Counter({one: rows for one, rows in tally.percents.items() if ZERO < one < ONE}))
    lent = typical is None and usual is not None and usual.probability is not None
    if lent and usual is not None and usual.probability is not None:
        typical = Decimal(usual.probability)
    told, sure = not tally.untold, guess is not None
    return StageSeen(name, tally.rows, typical, kind, sure, tally.closed, told, tally.rank, _extreme(tally), lent)


def _typical(percents: Counter[Decimal]) -> Decimal | None:
    """The median of counted values."""
    rows, ranks = percents.total(), sorted(percents)
    ends = list(accumulate(percents[one] for one in ranks))
    if not rows:
        return None
    low, high = (ranks[bisect_right(ends, at)] for at in ((rows - 1) // 2, rows // 2))
    return low if low == high else (low + high) / 2


def _kind(tally: Tally, rows: Mapping[str, int], kept: frozenset[Outcome | None]) -> StageKind | None:
    """What a stage seems to be; None where nothing speaks for one or the other.

    A name that says no more than won or lost is believed, since close % and status of such rows are often behind; one
    that only means it, as Cancelled, unless they are all open. Any other word, as delivery, is no more than a name:
    what comes after the sale is what rows are won in.
    """
    named = named_outcome(tally.name)
    if named is not None and (plain_outcome(tally.name) or not _is_under_way(tally)):
        return StageKind(named.value)
    said = _said(tally, kept) or _by_percent(tally, rows)
    if is_after_sale(tally.name) and said is None:
        return StageKind.POST_SALE
    if sounds_after_sale(tally.name) and Outcome.WON in (said, _extreme(tally)) and said is not Outcome.OPEN:
        return StageKind.POST_SALE
    return None if said is None else StageKind(said.value)


def _flagged(tally: Tally) -> Outcome | None:
    """What flags say of all rows of a stage; None where they differ or say nothing of some."""
    [*said] = tally.outcomes
    return said[0][1] if len(said) == 1 and said[0][0] else None


def _said(tally: Tally, kept: frozenset[Outcome | None]) -> Outcome | None:
    """What flags say of all rows of a stage, or a status where it follows from the stage throughout."""
    said = {outcome: rows for (follows, outcome), rows in tally.outcomes.items() if not follows}
    if not said:
        return _flagged(tally)
    # Where several stand, what was decided was left standing.
    outcome = next(iter(said)) if len(said) == 1 else Outcome.OPEN
    told = outcome is Outcome.OPEN or (said[outcome] >= _ENOUGH and outcome not in kept)
    return outcome if told else None


def _by_percent(tally: Tally, rows: Mapping[str, int]) -> Outcome | None:
    extreme = _extreme(tally)
    if extreme is not None:
        # Where there are very many, holding each against all others would take hours.
        clear = tally.rows >= _ENOUGH and len(rows) <= MOST_STAGES and not _is_misspelled(tally.name, rows)
        return extreme if clear else None
    return Outcome.OPEN if _is_between(tally) or tally.left else None


def _is_between(tally: Tally) -> bool:
    """Whether all rows of a stage that have a close % have one between 0 and 100."""
    return bool(tally.percents) and all(ZERO < percent < ONE for percent in tally.percents)


def _is_under_way(tally: Tally) -> bool:
    """Whether the close % of a stage's rows says that they are open, and no status or day that they are not."""
    decided = any(outcome not in {None, Outcome.OPEN} for _, outcome in tally.outcomes)
    return _is_between(tally) and not decided and 2 * tally.closed < tally.rows


def _extreme(tally: Tally) -> Outcome | None:
    """Won or lost, where all rows of a stage that have a close % have 100 or 0."""
    known = {ONE: Outcome.WON, ZERO: Outcome.LOST}
    return known.get(next(iter(tally.percents))) if len(tally.percents) == 1 else None


def _is_misspelled(stage: str, rows: Mapping[str, int]) -> bool:
    """Whether a stage's name is nearly that of a more frequent one."""
    from difflib import SequenceMatcher

    others = (loose(other) for other, count in rows.items() if count > rows[stage] and may_be_slip(stage, other))
    return any(SequenceMatcher(None, loose(stage), other).ratio() >= _ALIKE for other in others)
