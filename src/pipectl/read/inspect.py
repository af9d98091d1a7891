"""What a file says about itself, for `pipectl init`: its columns, its stages, and what they leave open."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from ..domain.spec import StageKind
from ..domain.values import ONE, ZERO
from .dialect import Layout, layout
from .encoding import decode
from .formats.evidence import Question
from .headers import normal, weighted
from .ledger import Ledger
from .other_sheets import naming_other_sheets
from .preset import PresetStage
from .quoting import records
from .reader import ReadOptions
from .settling import Resolved, Settings, readers, resolve
from .shape import Kind
from .source import Source, unchanged
from .stages import loose, may_be_slip, named_outcome, stages_by_spelling
from .status_column import restated
from .survey import Survey, survey
from .unread import unread
from .weighted import told_apart
from .word_column import without_words

#: Rows a stage needs for its close % to say that it is won or lost, and how alike to the name of a more frequent one
#: its own may be: a misspelled stage is no stage of another kind.
_ENOUGH, _ALIKE = 2, 0.85
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
    """A guess: as its CRM has it, else by the stage's name, else by a close % of 100 or 0 in all its rows, if these
    are two or more."""
    sure: bool = True
    """Whether something speaks for the guess: its CRM, its name, or the close % of its rows."""
    closed: int = 0
    """How many of its rows have the day they were closed."""

    @property
    def seems_decided(self) -> bool:
        """Whether it is taken as open though at least half of its opportunities have been closed."""
        return self.kind is StageKind.OPEN and 0 < self.rows <= 2 * self.closed


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file without a pipeline.yaml."""

    name: str
    encoding: str
    delimiter: str
    header_line: int
    rows: int
    """Rows that fit the header; blank lines, footers and misfits don't count."""
    headers: tuple[str, ...]
    mapping: dict[str, str]
    """Field to header."""
    unused: tuple[str, ...]
    stages: tuple[StageSeen, ...]
    """In the order the file first has them."""
    settled: tuple[str, ...]
    questions: tuple[Question, ...]
    """What only a person can say, needed columns that no header names included."""
    currency: str | None = None
    """The one currency that all amounts name, where they do."""
    currencies: tuple[str, ...] = ()
    """All that amounts name, in order."""
    flagged: bool = False
    """Whether columns of its CRM say which rows are closed and won."""
    unread: tuple[str, ...] = ()
    """Columns of which some values can't be read, each with how many rows that sets aside, in words."""


def inspect(
    source: Source, options: ReadOptions, columns: Mapping[str, str] | None = None, currency: str | None = None
) -> Inspection:
    """What a file says about itself.

    Args:
        source: The file.
        options: How to read it.
        columns: Our field to the header that a person named for it.
        currency: The one a person says amounts are in; none to find it in the file.

    Raises:
        InputProblem: the file is empty, is no table, or no header of it is ours.
    """
    with unchanged([source]):
        return _inspected(source, options, columns or {}, currency)


def _inspected(source: Source, options: ReadOptions, columns: Mapping[str, str], currency: str | None) -> Inspection:
    with naming_other_sheets(source):
        decoded = decode(source, options.encoding, Ledger())
        found = layout(
            source.name, decoded.text, options.delimiter, columns, options.preset, partial=True, header=options.header
        )
    serial = options.serial_dates or source.is_sheet
    how = Settings(
        options.date_order, options.locale, options.probability_scale, currency, serial=serial, preset=options.preset
    )
    found, surveyed = survey(source.name, decoded.text, found, readers(how, None, found.chosen), lambda _: None)
    again = restated(found, surveyed.profiles, None, columns)
    again = without_words(again or found, surveyed.profiles) or again
    if again:
        found, surveyed = survey(source.name, decoded.text, again, readers(how, None, again.chosen), lambda _: None)
    resolved = resolve(surveyed.profiles, found.chosen, how)
    labels, chosen, codes = found.chosen.labels, found.chosen, resolved.currencies
    unused = tuple(label for label, position in chosen.extras if position not in surveyed.empty)
    return Inspection(
        source.name,
        decoded.encoding,
        found.delimiter_name,
        found.line,
        surveyed.rows,
        tuple(label for position, label in enumerate(labels) if position not in surveyed.empty),
        {field: labels[position] for field, position in chosen.columns.items()},
        unused,
        _stages(source.name, decoded.text, found, surveyed, resolved),
        (*source.said, *chosen.said, *found.settled, *resolved.said),
        (*_missing(found, unused), *resolved.questions),
        currency or (codes[0] if len(codes) == 1 else None),
        codes,
        not chosen.roles.keys().isdisjoint(("is_closed", "is_active")),
        tuple(unread(surveyed, resolved, found)),
    )


def _missing(found: Layout, unused: tuple[str, ...]) -> list[Question]:
    return [
        Question(
            group[0],
            "",
            f"no header names the {' or '.join(group)}; which column is it?{_apart(group[0], unused)}",
            unused,
            f"columns.{group[0]}",
            "",
        )
        for group in found.chosen.missing
    ]


def _apart(field: str, headers: tuple[str, ...]) -> str:
    said = told_apart(weighted(headers)) if field == "amount" else ""
    return said and f" {said}"


class _Tally:
    """What the rows of one stage say."""

    def __init__(self) -> None:
        self.spelled: Counter[str] = Counter()
        self.percents: Counter[Decimal] = Counter()
        self.closed = 0

    @property
    def name(self) -> str:
        """Its usual spelling."""
        return self.spelled.most_common(1)[0][0]


def _stages(
    name: str, text: Iterable[str], found: Layout, surveyed: Survey, resolved: Resolved
) -> tuple[StageSeen, ...]:
    """The stages of the stage column, each in its usual spelling, with their close % where its scale is settled."""
    columns = found.chosen.columns
    if "stage" not in columns:
        return ()
    unsettled = {question.field for question in resolved.questions}
    percents = None if "probability" in unsettled else resolved.values.get("probability")
    days = resolved.values.get("closed")
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    entries = records(name, text, found.delimiter, found.start)
    for number, (_, (_, cells, flaw)) in enumerate(entries):
        fitted = surveyed.shape.fitted(cells) if surveyed.kind(number, cells, flaw) is Kind.ROW else []
        stage = fitted[columns["stage"]].strip() if fitted else ""
        if not stage:
            continue
        tally = tallies[loose(stage)]
        tally.spelled[stage] += 1
        value = None if percents is None else percents[fitted[columns["probability"]]]
        if isinstance(value, Decimal):
            tally.percents[value] += 1
        if days is not None and isinstance(days[fitted[columns["closed"]]], date):
            tally.closed += 1
    rows = {tally.name: tally.spelled.total() for tally in tallies.values()}
    usual = {} if found.chosen.preset is None else stages_by_spelling(found.chosen.preset)
    return tuple(_seen(tally, rows, usual.get(key)) for key, tally in tallies.items())


def _seen(tally: _Tally, rows: Mapping[str, int], usual: PresetStage | None) -> StageSeen:
    """What is seen of a stage; `usual` is the stage of this name that its CRM comes with."""
    name, typical = tally.name, _typical(tally.percents)
    guess = _kind(name, tally.percents, rows) if usual is None else StageKind(usual.kind)
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
    if percents.keys() in ({ONE}, {ZERO}) and rows[stage] >= _ENOUGH and not _is_misspelled(stage, rows):
        return StageKind.WON if ONE in percents else StageKind.LOST
    return StageKind.OPEN if percents and all(ZERO < percent < ONE for percent in percents) else None


def _is_misspelled(stage: str, rows: Mapping[str, int]) -> bool:
    """Whether a stage's name is nearly that of a more frequent one."""
    from difflib import SequenceMatcher

    others = (loose(other) for other, count in rows.items() if count > rows[stage] and may_be_slip(stage, other))
    return any(SequenceMatcher(None, loose(stage), other).ratio() >= _ALIKE for other in others)
