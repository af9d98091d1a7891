"""Every flag, spelled once. A command asks for a group of them by its dataclass (see `signature.from_groups`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import typer

#: How the plan and the data are called where no name is given.
SPEC_NAME, DATA_NAME = "pipeline.yaml", "opportunities.csv"

READ = "What to read"
ASK = "What to ask"
SHOW = "How to show it"

Format = Literal[
    "terminal", "json", "csv", "markdown", "github", "azure", "junit", "gitlab", "sarif", "svg", "png", "html", "xlsx"
]
#: Those that every command writes.
EVERYWHERE: tuple[Format, ...] = ("terminal", "json", "csv", "markdown", "svg")
#: Those that every command writes to a file alone, as they are no text.
FILES: tuple[Format, ...] = ("xlsx",)


def known_periods() -> list[str]:
    """Periods that go by a name, as completion and `ui` offer them."""
    return [
        "this-month",
        "this-quarter",
        "this-year",
        "last-month",
        "last-quarter",
        "last-year",
        "next-month",
        "next-quarter",
        "next-year",
        "all",
    ]


def _formats() -> list[str]:
    return [*EVERYWHERE, *FILES]


def _presets() -> list[str]:
    from ..read.preset import NO_PRESET, keys

    return [*keys(), NO_PRESET]


def _groupings() -> list[str]:
    return [
        "owner",
        "team",
        "account",
        "source",
        "type",
        "stage",
        "created_month",
        "close_month",
        "close_quarter",
        "amount_band",
    ]


def format_option(formats: str, known: Callable[[], list[str]]) -> typer.models.OptionInfo:
    """`--format`; `formats` are those that the command writes, in words, and `known` gives them to completion."""
    found: typer.models.OptionInfo = typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        rich_help_panel=SHOW,
        help=f"{formats}. Default: by the suffix of --output, else terminal.",
        show_default=False,
        autocompletion=known,
    )
    return found


def output_option(suffixes: str = "") -> typer.models.OptionInfo:
    """`--output`; `suffixes` are those that choose a format, in words."""
    found: typer.models.OptionInfo = typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        rich_help_panel=SHOW,
        help=f"Write here instead of stdout{suffixes and f'; {suffixes} choose the format'}.",
        show_default=False,
    )
    return found


def limit_option(most: str) -> typer.models.OptionInfo:
    """`--limit`; `most` says of what there are at most so many."""
    found: typer.models.OptionInfo = typer.Option(
        "--limit", "-n", metavar="N", rich_help_panel=ASK, help=f"At most this many {most}", show_default=False
    )
    return found


# Options that several groups of them have.
Config = Annotated[
    str | None,
    typer.Option(
        "--config",
        "-c",
        metavar="FILE",
        rich_help_panel=READ,
        help="pipeline.yaml to use. Default: PIPECTL_CONFIG, else the one here or above, else built-in stages.",
        show_default=False,
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        rich_help_panel=READ,
        help="Text encoding of the files, e.g. cp1252. Default: found from the file.",
        show_default=False,
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        rich_help_panel=READ,
        help="Sheet of a workbook (.xlsx, .ods): its name or number. Default: the first that is shown.",
        show_default=False,
    ),
]
Delimiter = Annotated[
    str | None,
    typer.Option(
        "--delimiter",
        metavar="CHAR",
        rich_help_panel=READ,
        help="Cell delimiter: one character, or tab. Default: found from the file.",
        show_default=False,
    ),
]
DateOrdered = Annotated[
    Literal["dmy", "mdy", "ymd"] | None,
    typer.Option(
        "--date-order",
        metavar="ORDER",
        rich_help_panel=READ,
        help="Order of day, month and year where the dates leave it open: dmy, mdy or ymd.",
        show_default=False,
    ),
]
SerialDates = Annotated[
    bool,
    typer.Option(
        "--serial-dates",
        rich_help_panel=READ,
        help="Read columns of nothing but bare numbers as days, as a spreadsheet counts them.",
        show_default=False,
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", rich_help_panel=READ, help="Fail when any row is set aside.", show_default=False)
]


@dataclass(frozen=True)
class Exports:
    """Which export, held against which pipeline.yaml, read how."""

    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILES",
            help="Exports to read as one (CSV, also gzipped, or workbooks): paths, globs, or - for stdin. "
            "Default: data in pipeline.yaml, else opportunities.csv beside it, else what is piped in.",
            show_default=False,
        ),
    ] = None
    config: Config = None
    preset: Annotated[
        str | None,
        typer.Option(
            "--preset",
            metavar="NAME",
            rich_help_panel=READ,
            help="CRM whose export it is, e.g. hubspot; none for none. Default: seen by the headers.",
            show_default=False,
            autocompletion=_presets,
        ),
    ] = None
    encoding: Encoding = None
    sheet: Sheet = None
    delimiter: Delimiter = None
    date_order: DateOrdered = None
    header: Annotated[
        str | None,
        typer.Option(
            "--header",
            metavar="NAMES",
            rich_help_panel=READ,
            help="Names of the columns of a file without a header, as 'Name,Amount,Stage'.",
            show_default=False,
        ),
    ] = None
    serial_dates: SerialDates = False
    locale: Annotated[
        str | None,
        typer.Option(
            "--locale",
            metavar="NAME",
            rich_help_panel=READ,
            help="Language of the numbers where they leave it open, e.g. en_US or de_DE.",
            show_default=False,
        ),
    ] = None
    percent_scale: Annotated[
        Literal["fraction", "percent"] | None,
        typer.Option(
            "--percent-scale",
            metavar="SCALE",
            rich_help_panel=READ,
            help="How close % is written where the column leaves it open: fraction (0 to 1) or percent (0 to 100).",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Reading(Exports):
    """The same, and what becomes of rows that are set aside."""

    strict: Strict = False
    rejects: Annotated[
        str | None,
        typer.Option(
            "--rejects",
            metavar="FILE",
            rich_help_panel=READ,
            help="Write the rows that were set aside here, with the reason.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Day:
    """The day that is spoken about."""

    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DAY",
            rich_help_panel=ASK,
            help="The day to speak about, as 2026-01-31. Default: today.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Span:
    """The span that the figures speak about."""

    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            "-p",
            metavar="PERIOD",
            rich_help_panel=ASK,
            autocompletion=known_periods,
            help="this-quarter (default), last-month, next-year, 2026-Q4, FY26-Q2, 2026-11, 2026, A..B or all.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Filters:
    """Which opportunities are spoken of, and how far back the usual is learnt from."""

    lookback: Annotated[
        str | None,
        typer.Option(
            "--lookback",
            metavar="SPAN",
            rich_help_panel=ASK,
            help="Closed opportunities that rates are learnt from: days such as 365d, or all. "
            "Default: lookback in pipeline.yaml, else 365d.",
            show_default=False,
        ),
    ] = None
    owner: Annotated[
        list[str] | None,
        typer.Option(
            "--owner", metavar="NAME", rich_help_panel=ASK, help="Only this owner; repeat for more.", show_default=False
        ),
    ] = None
    stage: Annotated[
        list[str] | None,
        typer.Option(
            "--stage", metavar="NAME", rich_help_panel=ASK, help="Only this stage; repeat for more.", show_default=False
        ),
    ] = None
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="RULE",
            rich_help_panel=ASK,
            help="Only opportunities for which this holds: amount>=10000, region=EMEA, seats>100, owner!=Ann, "
            "created>=2026-01-31, expected_close<as_of, next_step:missing, next_step:set; of open ones by days, too: "
            "age_days>=90, days_in_stage, days_since_activity, days_to_close, days_overdue>0. "
            "Repeat for all of them to hold.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Choosing(Filters, Day):
    """Which opportunities are listed."""


@dataclass(frozen=True)
class Asking(Filters, Span, Day):
    """What the figures speak about."""


@dataclass(frozen=True)
class Writing:
    """Where the answer goes and how it looks."""

    #: Those that the command can write.
    formats: ClassVar[tuple[Format, ...]] = (*EVERYWHERE, *FILES)

    format: Annotated[
        Format | None, format_option("terminal, json, csv, markdown, xlsx or svg (the screen as a picture)", _formats)
    ] = None
    output: Annotated[str | None, output_option(".json, .csv, .md, .txt, .xlsx and .svg")] = None
    width: Annotated[
        str | None,
        typer.Option(
            "--width",
            metavar="N",
            rich_help_panel=SHOW,
            help="Columns of the screen. Default: the terminal's, else 100.",
            show_default=False,
        ),
    ] = None
    display_locale: Annotated[
        str | None,
        typer.Option(
            "--display-locale",
            metavar="NAME",
            rich_help_panel=SHOW,
            help="Whose custom figures and days are written in, e.g. de_DE, en_GB; on the screen and in Markdown. "
            "Default: display_locale in pipeline.yaml, else en_US. How a file is read is --locale.",
            show_default=False,
        ),
    ] = None
    color: Annotated[
        Literal["auto", "always", "never"] | None,
        typer.Option(
            "--color",
            metavar="WHEN",
            rich_help_panel=SHOW,
            help="Colour: auto (default: on a terminal; NO_COLOR and FORCE_COLOR are honoured), always, never.",
            show_default=False,
        ),
    ] = None
    theme: Annotated[
        Literal["light", "dark"] | None,
        typer.Option(
            "--theme",
            metavar="THEME",
            rich_help_panel=SHOW,
            help="Colours of a picture: light (default) or dark.",
            show_default=False,
        ),
    ] = None
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", rich_help_panel=SHOW, help="Nothing on stderr but errors.", show_default=False),
    ] = False
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", rich_help_panel=SHOW, help="Say on stderr what was found and decided.", show_default=False
        ),
    ] = False

    def height(self) -> int | None:
        """Lines that the answer should fit; None where it may be as long as it is."""
        return None

    def catch(self, answer: str | bytes) -> bool:  # noqa: ARG002 - who keeps it needs it
        """Keep the answer, where somebody shows it otherwise; False where it is to be written."""
        return False


@dataclass(frozen=True)
class Showing(Writing):
    """The same for what may be worth looking at again and again."""

    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            rich_help_panel=SHOW,
            help="Stay, and draw the answer anew whenever a file it is made from changes; q or Ctrl-C ends.",
            show_default=False,
        ),
    ] = False


@dataclass(frozen=True)
class Charted(Writing):
    """The same for one chart; made by `charting.charted`, never asked for as a group."""

    formats: ClassVar[tuple[Format, ...]] = ("svg", "png")

    chart: str = ""


By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="FIELD",
        rich_help_panel=ASK,
        autocompletion=_groupings,
        help="All figures per owner, team, account, source, type, stage, created_month, close_month, close_quarter, "
        "amount_band or any other column of the file; repeat for more.",
        show_default=False,
    ),
]
