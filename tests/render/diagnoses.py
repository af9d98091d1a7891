"""Diagnoses that renderers are shown: one of everything, one of next to nothing, and one full of hostile names."""

from pipectl.domain.check import Waiver
from pipectl.domain.diagnosis import (
    Answer,
    Build,
    CheckFound,
    DataFound,
    Diagnosis,
    FileFound,
    Machine,
    Package,
    PlanFound,
    Problem,
    Stream,
    Surroundings,
)
from pipectl.domain.finding import Code, Level, Place
from pipectl.domain.period import parse_period
from pipectl.domain.pipeline import RowCount
from pipectl.domain.validation import NotRun
from pipectl.domain.verdict import WaiverLine, WaiverState
from tests.render.samples import AS_OF, NASTY

MACHINE = Machine(
    version="0.1.0",
    folder="/opt/pipectl",
    implementation="CPython",
    python="3.12.1",
    bits=64,
    executable="/opt/bin/python3",
    system="Linux",
    release="6.1",
    processor="x86_64",
    packages=(
        Package("PyYAML", "6.0.3", means="with its parser in C"),
        Package("rich", None, added_by="pip install sales-pipectl"),
        Package("python-calamine", None, "xlsx", "pip install 'sales-pipectl[xlsx]'", "workbooks: .xlsx, .ods"),
    ),
)
SURROUNDINGS = Surroundings(
    width=80,
    width_by="COLUMNS",
    colour=True,
    colour_by="FORCE_COLOR",
    all_signs=False,
    streams=(Stream("stdin", "device", "utf-8"), Stream("stdout", "pipe", "ascii"), Stream("stderr", "file", "utf-8")),
    file_names="utf-8",
    locale="C",
    locale_encoding="ascii",
    utf8_mode=True,
    build=Build("github", "GitHub Actions", "check --format github annotates the pull request"),
    summary=True,
    variables=(("TERM", "xterm"), ("COLUMNS", "80")),
    ignored=(("TERMINAL_WIDTH", "7"),),
)
PLAN = PlanFound(
    "../pipeline.yaml",
    "above",
    usable=True,
    stages=7,
    quotas=12,
    checks=3,
    waivers=1,
    time_zone="Europe/Berlin",
    quotas_file="quotas.csv",
    quotas_read=4,
    spend_file="spend.csv",
    spend_read=24,
)
FILE = FileFound(
    "deals.csv",
    "csv",
    encoding="UTF-8",
    delimiter="comma",
    header_line=3,
    preset="hubspot",
    read_as="a HubSpot export",
    preset_by="headers",
    told_by=("Deal Name", "Deal Stage"),
    rows=RowCount(read=120, accepted=118, set_aside=2),
    columns=(("name", "Deal Name"), ("stage", "Deal Stage"), ("amount", "Amount")),
    unused=tuple(f"Column {number}" for number in range(40)),
    settled=("read as a HubSpot export", "the header is on line 3; the lines above it were passed over"),
)
DATA = DataFound(
    "data", (FILE, FileFound("none.csv"), FileFound("b.xlsx", "sheet", "Deals")), (("DATA012", 2),), 1, 118
)
CHECKS = (
    CheckFound("Coverage", "coverage", ("min",), Answer.YES, place=Place("../pipeline.yaml", 9, 5)),
    CheckFound(
        "Coverage",
        "coverage",
        ("min", "max"),
        Answer.PARTLY,
        ("Bo: pipeline.yaml has no quota of Bo", "and 3 more"),
        by="owner",
        groups=5,
        judged=1,
        stops=True,
    ),
    CheckFound(
        "Coverage",
        "coverage",
        ("min",),
        Answer.NO,
        ("there is no quota",),
        period="2027-Q1",
        filters=("amount>=5",),
        counts_as="warn",
    ),
)
WAIVER = WaiverLine(
    Waiver(check="coverage", owner="Bo", reason="new", until="2026-01-31"), WaiverState.EXPIRED, 0, None
)
PROBLEMS = (
    Problem(
        Level.ERROR,
        "pipeline.yaml",
        "can't be used: 1 problem",
        ("pipeline.yaml:2:3: SPEC004 " + "long " * 30,),
        ("SPEC004",),
    ),
    Problem(Level.WARNING, "data", "2 rows are set aside (DATA012 ×2); pipectl validate shows each"),
    Problem(Level.NOTE, "terminal", "stdout is ascii"),
)
DIAGNOSIS = Diagnosis(
    AS_OF,
    parse_period("2026-Q1", AS_OF),
    MACHINE,
    SURROUNDINGS,
    PLAN,
    DATA,
    CHECKS,
    (WAIVER,),
    (NotRun(Code("DATA305", "Open without activity", Level.NOTE, ""), "last_activity"),),
    PROBLEMS,
    "pipectl 0.1.0; " + "the line goes on; " * 20 + "end",
)
NOTHING = DIAGNOSIS._replace(
    surroundings=SURROUNDINGS._replace(build=None, summary=False, variables=(), ignored=(), all_signs=True),
    plan=PlanFound(instead="the built-in stages"),
    data=DataFound(),
    checks=(),
    waivers=(),
    not_run=(),
    problems=(),
)
_ALL = " ".join(NASTY)
HOSTILE = DIAGNOSIS._replace(
    machine=MACHINE._replace(folder=_ALL, executable=_ALL),
    surroundings=SURROUNDINGS._replace(locale=_ALL, variables=(("TERM", _ALL),)),
    plan=PLAN._replace(path=_ALL, quotas_file=_ALL, spend_file=_ALL, time_zone=_ALL),
    data=DATA._replace(
        files=(
            FILE._replace(
                name=_ALL,
                delimiter=_ALL,
                told_by=(_ALL,),
                columns=(("name", _ALL),),
                unused=(_ALL,),
                settled=(_ALL,),
            ),
            FileFound(_ALL, "sheet", _ALL),
        )
    ),
    checks=tuple(each._replace(title=_ALL, by=_ALL, filters=(_ALL,), lacking=(_ALL,)) for each in CHECKS),
    problems=tuple(each._replace(text=_ALL, details=(_ALL,)) for each in PROBLEMS),
)


def without_places(found: Diagnosis) -> Diagnosis:
    """The same without what is as long as it is: the places of problems, and the line to copy."""
    return found._replace(problems=tuple(each._replace(details=()) for each in found.problems), line="the line")
