"""The stages of a file as its rows have them: how each is spelled, its usual close %, and what kind it seems."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from ..domain.cells import loose
from ..domain.spec import MOST_STAGES, StageKind
from ..domain.values import ONE, ZERO, Outcome
from .dialect import Layout
from .headers import normal
from .preset import PresetStage
from .quoting import records
from .roles import flagged
from .settling import Resolved
from .shape import Kind
from .stages import may_be_slip, named_outcome, stages_by_spelling
from .survey import Survey

#: Rows a stage needs for its close % to say that it is won or lost, and how alike to the name of a more frequent one
#: its own may be: a misspelled stage is no stage of another kind.
_ENOUGH, _ALIKE = 2, 0.85
#: Stages that are looked at, the first ones of a file.
_LOOKED_AT = 10_000
#: Words in the name of a stage that comes after winning.
_POST_SALE = (
    "post sale",
    "onboarding",
    "implementation",
    "delivery",
    "live",
    "renewal",
    "retention",
    "customer success",
)


@dataclass(frozen=True, slots=True)
class StageSeen:
    """A stage as a file has it."""

    name: str
    rows: int
    typical: Decimal | None
    """Median close % of its rows, from 0 to 1, else the one its CRM comes with; None where neither is known."""
    kind: StageKind
    """What columns of its CRM for closed and won say of all its rows; else a guess: as its CRM has it, else by the
    stage's name, else by a close % of 100 or 0 in all its rows, if these are two or more."""
    sure: bool = True
    """Whether something speaks for it: such columns, its CRM, its name, or the close % of its rows."""
    closed: int = 0
    """How many of its rows have the day they were closed."""

    @property
    def seems_decided(self) -> bool:
        """Whether it is taken as open though at least half of its opportunities have been closed."""
        return self.kind is StageKind.OPEN and 0 < self.rows <= 2 * self.closed


class _Tally:
    """What the rows of one stage say."""

    def __init__(self) -> None:
        self.spelled: Counter[str] = Counter()
        self.percents: Counter[Decimal] = Counter()
        self.closed = 0
        self.outcomes: Counter[Outcome | None] = Counter()

    @property
    def outcome(self) -> Outcome | None:
        """What flags say of all its rows; None where they differ or say nothing."""
        return next(iter(self.outcomes)) if len(self.outcomes) == 1 else None

    @property
    def name(self) -> str:
        """Its usual spelling."""
        return self.spelled.most_common(1)[0][0]


def stages_seen(
    name: str, text: Iterable[str], found: Layout, surveyed: Survey, resolved: Resolved
) -> tuple[StageSeen, ...]:
    """The stages of the stage column, each in its usual spelling, with their close % where its scale is settled."""
    columns = found.chosen.located
    if "stage" not in columns:
        return ()
    scale_is_open = any(question.field == "probability" for question in resolved.questions)
    telling = {"closed", "is_closed", "is_won", *([] if scale_is_open else ["probability"])}
    told = {field: (columns[field], resolved.values[field]) for field in telling & columns.keys()}
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    for cells in _rows(name, text, found, surveyed):
        stage = cells[columns["stage"]].strip()
        if stage and (len(tallies) < _LOOKED_AT or loose(stage) in tallies):
            _count(tallies[loose(stage)], stage, {field: known[cells[at]] for field, (at, known) in told.items()})
    rows = {tally.name: tally.spelled.total() for tally in tallies.values()}
    usual = {} if found.chosen.preset is None else stages_by_spelling(found.chosen.preset)
    return tuple(_seen(tally, rows, usual.get(key)) for key, tally in tallies.items())


def _rows(name: str, text: Iterable[str], found: Layout, surveyed: Survey) -> Iterator[list[str]]:
    entries = records(name, text, found.delimiter, found.start)
    for number, (_, (_, cells, flaw)) in enumerate(entries):
        if surveyed.kind(number, cells, flaw) is Kind.ROW:
            yield surveyed.shape.fitted(cells)


def _count(tally: _Tally, stage: str, row: Mapping[str, Any]) -> None:
    """Add what a row of a stage says."""
    tally.spelled[stage] += 1
    if isinstance(row.get("probability"), Decimal):
        tally.percents[row["probability"]] += 1
    if isinstance(row.get("closed"), date):
        tally.closed += 1
    tally.outcomes[flagged(row.get("is_won"), row.get("is_closed"))] += 1


def _seen(tally: _Tally, rows: Mapping[str, int], usual: PresetStage | None) -> StageSeen:
    """What is seen of a stage; `usual` is the stage of this name that its CRM comes with."""
    name, typical = tally.name, _typical(tally.percents)
    guess = _kind(name, tally.percents, rows) if usual is None else StageKind(usual.kind)
    if tally.outcome is not None and (guess is None or guess.outcome is not tally.outcome):
        guess = StageKind(tally.outcome.value)
    kind = StageKind.OPEN if guess is None else guess
    if kind is StageKind.OPEN:
        # 0 and 1 are written when a deal is closed, and say nothing of what is open here.
        typical = _typical(Counter({one: rows for one, rows in tally.percents.items() if ZERO < one < ONE}))
    if typical is None and usual is not None and usual.probability is not None:
        typical = Decimal(usual.probability)
    return StageSeen(name, rows[name], typical, kind, guess is not None, tally.closed)


def _typical(percents: Counter[Decimal]) -> Decimal | None:
    """The median of counted values."""
    rows, ranks = percents.total(), sorted(percents)
    ends = list(accumulate(percents[one] for one in ranks))
    if not rows:
        return None
    low, high = (ranks[bisect_right(ends, at)] for at in ((rows - 1) // 2, rows // 2))
    return low if low == high else (low + high) / 2


def _kind(stage: str, percents: Counter[Decimal], rows: Mapping[str, int]) -> StageKind | None:
    """What a stage seems to be; None where nothing speaks for one or the other."""
    words = normal(stage)
    if any(word in words for word in _POST_SALE):
        return StageKind.POST_SALE
    named = named_outcome(stage)
    if named is not None:
        return StageKind(named.value)
    if percents.keys() in ({ONE}, {ZERO}) and rows[stage] >= _ENOUGH:
        # Where there are very many, holding each against all others would take hours.
        if len(rows) <= MOST_STAGES and not _is_misspelled(stage, rows):
            return StageKind.WON if ONE in percents else StageKind.LOST
        return None
    return StageKind.OPEN if percents and all(ZERO < percent < ONE for percent in percents) else None


def _is_misspelled(stage: str, rows: Mapping[str, int]) -> bool:
    """Whether a stage's name is nearly that of a more frequent one."""
    from difflib import SequenceMatcher

    others = (loose(other) for other, count in rows.items() if count > rows[stage] and may_be_slip(stage, other))
    return any(SequenceMatcher(None, loose(stage), other).ratio() >= _ALIKE for other in others)
