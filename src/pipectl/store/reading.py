"""A folder of snapshots as the table of events, and one snapshot as the opportunities it shows."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from ..domain.cells import loose
from ..domain.errors import InputProblem
from ..domain.finding import Place, quoted
from ..domain.ledger import Ledger
from ..domain.opportunity import FIELDS, Opportunity
from ..history.chronicle import EVERYTHING, Chronicle, Source
from ..history.matching import Keyed
from .canonical import Head, Lines
from .codes import CURRENCY_CHANGED, WITHOUT_KEY
from .files import load
from .folder import Folder, looked_at
from .listing import Entry, Listed, snapshots
from .lives import Lives, StageOf
from .problems import Unusable


def opportunities_of(path: Path) -> tuple[Head, tuple[Opportunity, ...]]:
    """One snapshot, every byte of which is as it was written.

    Raises:
        InputProblem: it is damaged, can't be read, or is of a newer pipectl.
    """
    head, lines = load(path)
    reader = Lines(head.schema)
    try:
        return head, tuple(reader.opportunity(line, Place(str(path), n)) for n, line in enumerate(lines, 3))
    except Unusable as found:
        raise found.named(str(path)) from None


def refuse_other_pipeline(path: Path, head: Head, names: Collection[str]) -> None:
    """Refuse a snapshot of a pipeline that goes by none of these names; one without a name is anybody's.

    Raises:
        InputProblem: it is of another pipeline.
    """
    name = head.pipeline
    if name and loose(name) not in map(loose, names):
        ours = quoted(next(iter(names))) if names else "one without a name"
        raise InputProblem(
            f"{path}: it is of the pipeline {quoted(name)}, and this is {ours}; if that is its name of before, "
            f"add it to former_names in pipeline.yaml, else keep its snapshots in a folder of their own"
        )


def chronicle_of(
    folder: Folder | Path,
    keyed: Keyed,
    *,
    pipeline_names: Collection[str],
    stage_of: StageOf = str,
    until: date | None = None,
    currency: str | None = None,
) -> Chronicle:
    """What the snapshots of a folder tell, up to a day; nothing where there are none.

    A snapshot that is damaged or can't be read is left out, with a finding. `stage_of` gives a stage's name of
    today, and `currency` is that of the pipeline today, where it names one.

    Raises:
        InputProblem: one is of another pipeline or of a newer pipectl, or no row can be followed.
    """
    looked = looked_at(folder)
    reading = _Reading(looked.path, keyed, pipeline_names, stage_of)
    listed = snapshots(looked, until)
    if listed.newer:
        load(listed.newer[0])  # raises: without it the past would have a hole
    for entry in listed.entries:
        reading.take(entry)
    return reading.chronicle(listed, currency)


class _Reading:
    """One reading of a folder."""

    def __init__(self, folder: Path, keyed: Keyed, pipeline_names: Collection[str], stage_of: StageOf) -> None:
        self._folder = folder
        self._pipelines = tuple(pipeline_names)
        self._ledger = Ledger()
        self._lives = Lives(keyed, stage_of, self._ledger)
        self._heads: list[Head] = []
        self._currencies: dict[str, str] = {}
        """Each with the first snapshot that has it."""
        self._without: list[tuple[str, Head, int]] = []
        """Snapshots with rows that can't be followed, and how many these are."""

    def take(self, entry: Entry) -> None:
        """Go on to the next snapshot; one that can't be used is left out."""
        file = str(entry.path)
        try:
            snapshot = load(entry.path)
            refuse_other_pipeline(entry.path, snapshot.head, self._pipelines)
            self._lives.take(snapshot, file)
        except Unusable as found:
            self._ledger.add(found.code, Place(file), found.why)
            return
        self._heads.append(snapshot.head)
        self._currencies.setdefault(snapshot.head.currency, file)
        if self._lives.unkeyed:
            self._without.append((file, snapshot.head, self._lives.unkeyed))

    def chronicle(self, listed: Listed, currency: str | None) -> Chronicle:
        """All that was told."""
        lives = self._lives.lives
        self._speak_of_keys(followed=bool(lives or self._lives.twins))
        self._speak_of_currencies(currency)
        found = listed.problems + self._ledger.findings([str(entry.path) for entry in listed.entries])
        if not self._heads:
            return Chronicle({}, findings=found)
        days = tuple(dict.fromkeys(head.day for head in self._heads))
        holds = EVERYTHING.intersection(*(head.fields for head in self._heads))
        count = f"{len(self._heads):,} snapshot{'s' if len(self._heads) > 1 else ''} in {self._folder}"
        source = Source(count, holds, days[0], days[-1])
        said = tuple(self._holes())
        return Chronicle(lives, days[0], days, holds, (source,), said, found, twins=self._lives.twins)

    def _speak_of_keys(self, *, followed: bool) -> None:
        if not self._without:
            return
        file, head, count = self._without[-1]
        if not followed:
            raise InputProblem(f"{file}: no row has an id, so no opportunity can be followed; use --match name+account")
        others = len(self._without) - 1
        also = f", as in {others:,} snapshot{'s' if others > 1 else ''} before it" if others else ""
        lack = f"{count:,} of {head.rows:,} rows lack what opportunities are known by"
        self._ledger.add(WITHOUT_KEY, Place(file), f"{lack}{also}")

    def _speak_of_currencies(self, today: str | None) -> None:
        last = self._heads[-1].currency if self._heads else ""
        now, when = (today, "today") if today and last else (last, "in the last snapshot")
        for currency, file in self._currencies.items():
            if currency != now:
                problem = f"the pipeline's currency is {quoted(currency)}, and {quoted(now)} {when}"
                self._ledger.add(CURRENCY_CHANGED, Place(file), problem)

    def _holes(self) -> Iterator[str]:
        """Which fields some snapshots lack."""
        for name in FIELDS:
            lacking = [head.day for head in self._heads if name not in head.fields]
            if lacking and len(lacking) < len(self._heads):
                yield f"{len(lacking):,} of {len(self._heads):,} snapshots lack {name}, so its past is not told"
