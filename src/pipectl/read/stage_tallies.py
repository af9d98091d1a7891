"""What the rows of each stage of a file say of it, counted; the counts of several files add."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ..domain.cells import loose
from ..domain.values import Outcome
from .chosen import Chosen
from .dialect import Layout
from .no_words import is_nothing
from .preset import PresetStage
from .quoting import records
from .roles import flagged
from .settling import Resolved
from .shape import Kind
from .stage_names import unnumbered
from .stage_pipelines import without_pipeline
from .stages import outcome_of, stages_by_spelling
from .survey import Survey

#: Columns that say of a row what its stage may be.
_TELLING = frozenset({"closed", "probability", "is_won", "is_closed"})


#: Stages that are looked at, the first ones of a file.
_LOOKED_AT = 10_000


class Tally:
    """What the rows of one stage say."""

    __slots__ = ("closed", "left", "outcomes", "percents", "rank", "spelled", "untold", "usual")

    def __init__(self, usual: PresetStage | None = None, rank: int | None = None) -> None:
        self.usual = usual
        """The stage of this name that its CRM comes with."""
        self.rank = rank
        """The place of that among those of the CRM."""
        self.spelled: Counter[str] = Counter()
        """Its spellings, with the rows that stand in it; none for one that others were only lost from."""
        self.percents: Counter[Decimal] = Counter()
        self.outcomes: Counter[tuple[bool, Outcome | None]] = Counter()
        """What columns beside it say of its rows; first whether these follow from the stage, as flags of a CRM do."""
        self.closed = 0
        """Rows that have the day they were closed."""
        self.left = 0
        """Rows that stand in another stage and were in this one before."""
        self.untold = 0
        """Rows of files where no column beside the stage says whether they are open, won or lost."""

    @property
    def name(self) -> str:
        """Its usual spelling; of those that are as usual, the same in whatever order files are read."""
        return min(self.spelled, key=lambda text: (-self.spelled[text], text))

    @property
    def rows(self) -> int:
        """How many rows stand in it."""
        return self.spelled.total()

    def add(self, other: "Tally") -> None:
        """Add what the rows of another file say; ranks are those of one CRM."""
        self.usual = self.usual or other.usual
        self.closed += other.closed
        self.left += other.left
        self.untold += other.untold
        for mine, theirs in (
            (self.spelled, other.spelled),
            (self.percents, other.percents),
            (self.outcomes, other.outcomes),
        ):
            mine.update(theirs)  # type: ignore[arg-type]  # the same counter of two tallies


#: Stage as it is compared to what its rows say.
Tallies = Mapping[str, Tally]


def tallied(name: str, text: Iterable[str], found: Layout, surveyed: Survey, resolved: Resolved) -> Tallies:
    """The stages of the stage column and of the column of stages at loss, in the order the file first has them."""
    chosen = found.chosen
    if "stage" not in chosen.columns:
        return {}
    counting = _Counting(chosen, resolved, surveyed.pipelines)
    for cells in rows_of(name, text, found, surveyed):
        counting.note(cells)
    return counting.tallies


def added(files: Iterable[Tallies]) -> Tallies:
    """What the rows of all files say."""
    whole: dict[str, Tally] = {}
    for each in files:
        for key, tally in each.items():
            whole.setdefault(key, Tally()).add(tally)
    return whole


def rows_of(name: str, text: Iterable[str], found: Layout, surveyed: Survey) -> Iterator[list[str]]:
    """The cells of each row of a file, as wide as its header."""
    entries = records(name, text, found.delimiter, found.start)
    for number, (_, (_, cells, flaw)) in enumerate(entries):
        if surveyed.kind(number, cells, flaw) is Kind.ROW:
            yield surveyed.shape.fitted(cells)


class _Counting:
    """Counts what rows of one file say, each at its stage."""

    def __init__(self, chosen: Chosen, resolved: Resolved, pipelines: frozenset[str]) -> None:
        self.tallies: dict[str, Tally] = {}
        self._pipelines = pipelines
        columns, preset = chosen.columns, chosen.preset
        self._stage, self._left = columns["stage"], columns.get("lost_from_stage")
        unsettled = {question.field for question in resolved.questions}
        told = [(field, at) for field, at in chosen.located.items() if field in _TELLING - unsettled]
        self._told = [(field, at, resolved.values[field]) for field, at in told if field in resolved.values]
        flags = chosen.roles.keys()
        self._flagged = not flags.isdisjoint(("is_closed", "is_won"))
        self._follows = "is_won" not in chosen.guessed
        self._tells = "status" in columns or {"is_closed", "is_won"} <= flags or "is_active" in flags
        # A CRM with a status beside the stage keeps the stage of what is decided: it says nothing of the stage.
        self._status = columns.get("status") if preset is None else None
        self._order = () if preset is None else preset.stages
        self._usual = {} if preset is None else stages_by_spelling(preset)

    def note(self, cells: list[str]) -> None:
        """Count a row."""
        stage = cells[self._stage].strip()
        if stage and not _is_nothing(stage):
            self._count(self._of(stage, 1), cells)
        before = "" if self._left is None else cells[self._left].strip()
        if before and not _is_nothing(before) and loose(before) != loose(stage):
            self._of(before, 0).left += 1

    def _of(self, stage: str, rows: int) -> Tally:
        """The tally of a stage, with its spelling counted."""
        spelled = self._spelled(stage)
        key = loose(spelled)
        tally = self.tallies.get(key)
        if tally is None and len(self.tallies) >= _LOOKED_AT:
            return Tally()
        if tally is None:
            usual = self._usual.get(key) or self._usual.get(loose(unnumbered(spelled)))
            tally = self.tallies[key] = Tally(usual, usual and self._order.index(usual))
        tally.spelled[spelled] += rows
        return tally

    def _spelled(self, stage: str) -> str:
        """A stage without the pipeline behind it, where that makes it one that its CRM comes with."""
        bare = stage if loose(stage) in self._usual else without_pipeline(stage, self._pipelines)
        return bare if {loose(bare), loose(unnumbered(bare))} & self._usual.keys() else stage

    def _count(self, tally: Tally, cells: list[str]) -> None:
        row = {field: known[cells[at]] for field, at, known in self._told}
        if isinstance(row.get("probability"), Decimal):
            tally.percents[row["probability"]] += 1
        tally.closed += isinstance(row.get("closed"), date)
        tally.untold += not self._tells
        if self._flagged:
            tally.outcomes[self._follows, flagged(row.get("is_won"), row.get("is_closed"))] += 1
        elif self._status is not None and (said := _word(cells[self._status])) is not None:
            tally.outcomes[False, said] += 1


_is_nothing = lru_cache(maxsize=1000)(is_nothing)
_word = lru_cache(maxsize=1000)(outcome_of)
