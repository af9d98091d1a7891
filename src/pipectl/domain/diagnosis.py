"""What `pipectl doctor` says, as plain data: what is found where, what each check lacks, and what is wrong."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .finding import Level, Place
from .period import Period
from .pipeline import RowCount
from .validation import NotRun
from .verdict import WaiverLine


class Package(NamedTuple):
    """A library that pipectl stands on."""

    name: str
    version: str | None
    """None where it is not installed."""
    extra: str | None = None
    """The extra that brings it; None for what always has to be there."""
    added_by: str | None = None
    """The command that adds it."""
    means: str | None = None
    """What it is there for, or what its version changes."""


class Machine(NamedTuple):
    """What runs, and on what."""

    version: str
    """Of pipectl."""
    folder: str
    """Where pipectl lies."""
    implementation: str
    python: str
    """Version of Python."""
    bits: int
    executable: str
    system: str
    release: str
    processor: str
    packages: tuple[Package, ...]


class Stream(NamedTuple):
    """stdin, stdout or stderr."""

    name: str
    kind: str
    """terminal, pipe, file or device."""
    encoding: str


class Build(NamedTuple):
    """The build server that the run is part of."""

    key: str
    """github, gitlab, azure, or other where only CI says so."""
    title: str
    hint: str
    """What pipectl can write for it."""


class Surroundings(NamedTuple):
    """What the terminal and the environment say."""

    width: int
    width_by: str
    """--width, COLUMNS, terminal, or default."""
    colour: bool
    colour_by: str
    """--color, NO_COLOR, FORCE_COLOR, TERM=dumb, terminal, or no terminal."""
    all_signs: bool
    """Whether stdout takes more than ASCII."""
    streams: tuple[Stream, ...]
    file_names: str
    """Encoding of file names."""
    locale: str
    """As the operating system calls it."""
    locale_encoding: str
    utf8_mode: bool
    """Whether Python was told to take UTF-8 for everything."""
    build: Build | None
    summary: bool
    """Whether `check` and `validate` add to the summary of a build's step."""
    variables: tuple[tuple[str, str], ...]
    """Those set that change what is read or printed."""
    ignored: tuple[tuple[str, str], ...] = ()
    """Those that are set to what can't be used."""


class PlanFound(NamedTuple):
    """pipeline.yaml, and what it names beside itself."""

    path: str | None = None
    by: str | None = None
    """--config, PIPECTL_CONFIG, here, or above."""
    usable: bool = False
    instead: str | None = None
    """What is used where it is not there, or can't be used."""
    stages: int = 0
    quotas: int = 0
    """All of them, those of the file it names included."""
    checks: int = 0
    waivers: int = 0
    time_zone: str | None = None
    quotas_file: str | None = None
    quotas_read: int | None = None
    """How many that file has; None where there is none, or it can't be used."""
    spend_file: str | None = None
    spend_read: int | None = None
    """How many entries that file has; None where there is none, or it can't be used."""

    @property
    def is_broken(self) -> bool:
        """Whether there is one that can't be used."""
        return self.path is not None and not self.usable


class FileFound(NamedTuple):
    """One file of the data; what could not be found out is None."""

    name: str
    kind: str | None = None
    """csv, gzip or sheet."""
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    preset: str | None = None
    """Key of the CRM whose export it is."""
    read_as: str | None = None
    """What that is called: a Salesforce report."""
    preset_by: str | None = None
    """headers, --preset or pipeline.yaml."""
    told_by: tuple[str, ...] = ()
    """The headers that tell it."""
    rows: RowCount | None = None
    columns: tuple[tuple[str, str], ...] = ()
    """Our field and the header it is read from."""
    unused: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    """What was decided, in words."""


class DataFound(NamedTuple):
    """The data, and the rule by which it was found."""

    by: str | None = None
    """argument, data, beside, or stdin; None where there is none."""
    files: tuple[FileFound, ...] = ()
    findings: tuple[tuple[str, int], ...] = ()
    """What reading found: code and how often."""
    currencies: int = 0
    """How many its amounts are in."""
    opportunities: int = 0


class Answer(StrEnum):
    """Whether a check can be judged."""

    YES = "yes"
    PARTLY = "partly"
    """Of its groups, some."""
    NO = "no"


class CheckFound(NamedTuple):
    """A check of pipeline.yaml: whether this data lets it be judged, and nothing of how it comes out."""

    title: str
    subject: str
    """Key of its measure, or the code or level of its findings."""
    bounds: tuple[str, ...]
    """Which bounds it has: min, max_drop."""
    answer: Answer
    lacking: tuple[str, ...] = ()
    """Why not, in the words of the gate."""
    by: str | None = None
    period: str | None = None
    filters: tuple[str, ...] = ()
    groups: int | None = None
    judged: int | None = None
    """How many of its groups can be."""
    counts_as: str | None = None
    """What pipeline.yaml lets it count as where it can't."""
    stops: bool = False
    """Whether `pipectl check` has no answer because of it."""
    place: Place | None = None


class Problem(NamedTuple):
    """What is wrong, or wants a look."""

    level: Level
    about: str
    """pipeline.yaml, quotas, data, checks, waivers, terminal, or packages."""
    text: str
    """What is wrong, and what to do."""
    details: tuple[str, ...] = ()
    """Its places, a line each."""
    kinds: tuple[str, ...] = ()
    """Our names of the error and of what was found; nothing foreign."""


class Diagnosis(NamedTuple):
    """Everything `pipectl doctor` says."""

    as_of: date
    """The day that checks are looked at for."""
    period: Period
    machine: Machine
    surroundings: Surroundings
    plan: PlanFound
    data: DataFound
    checks: tuple[CheckFound, ...]
    waivers: tuple[WaiverLine, ...]
    not_run: tuple[NotRun, ...]
    """Data checks that have nothing to look at."""
    problems: tuple[Problem, ...]
    """The gravest first."""
    line: str = ""
    """One line for a bug report, free of data."""
