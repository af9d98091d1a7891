"""The catalog of what can be wrong with data: each finding's code, level and remedy, in one place."""

from typing import NamedTuple

from ..domain.finding import Level

#: A quoted value is cut to this many characters in a message.
QUOTE_LENGTH = 60


class Code(NamedTuple):
    """One kind of finding."""

    code: str
    title: str
    level: Level
    remedy: str


class Trouble(NamedTuple):
    """Why one value can't be used: the end of a sentence that begins with the column and the value."""

    code: Code
    says: str
    remedy: str = ""
    """What to do, where the code's own remedy is not the best one."""


def quoted(value: str) -> str:
    """The value as it stood, in quotes, on one line, shortened."""
    text = " ".join(value[: QUOTE_LENGTH * 4].split())
    if len(text) > QUOTE_LENGTH:
        text = text[: QUOTE_LENGTH - 1] + "…"
    return f"'{text}'"


MISFIT = Code(
    "DATA001",
    "Row with too few or too many cells",
    Level.ERROR,
    "put cells that hold the delimiter in quotes, or add the missing cells",
)
QUOTES = Code(
    "DATA002", "Quotes that don't match", Level.ERROR, "double each quote inside a quoted cell, or remove the quotes"
)
NAME_EMPTY = Code("DATA003", "No name", Level.ERROR, "give the opportunity a name")
STAGE_EMPTY = Code("DATA004", "No stage", Level.ERROR, "enter the opportunity's stage")
STAGE_UNKNOWN = Code(
    "DATA005", "Unknown stage", Level.ERROR, "add it to stages in pipeline.yaml, as a stage or as an alias of one"
)
STATUS_UNKNOWN = Code("DATA006", "Unknown status", Level.ERROR, "use open, won or lost")
AMOUNT_UNREADABLE = Code("DATA007", "Amount that is not a number", Level.ERROR, "correct it or leave it empty")
AMOUNT_LONG = Code("DATA008", "Amount with too many digits", Level.ERROR, "correct it; amounts are never rounded")
AMOUNT_FOREIGN = Code(
    "DATA009",
    "Amount in another currency",
    Level.ERROR,
    "give it a rate under exchange_rates in pipeline.yaml, or convert it",
)
AMOUNT_MARK = Code(
    "DATA010",
    "Amount with the other decimal mark",
    Level.ERROR,
    "write it like the rest of the column, or name the language with --locale",
)
DATE_UNREADABLE = Code("DATA011", "Value that is not a date", Level.ERROR, "write it as 2026-01-31 or leave it empty")
DATE_CALENDAR = Code("DATA012", "Date that is not a day of the calendar", Level.ERROR, "correct it or leave it empty")
DATE_YEAR = Code("DATA013", "Date in an unlikely year", Level.ERROR, "correct the year or leave the date empty")
DATE_ORDER = Code(
    "DATA014", "Date in another order of day and month", Level.ERROR, "write it as 2026-01-31, or use --date-order"
)
PERCENT_UNREADABLE = Code("DATA015", "Close % that is not a number", Level.ERROR, "write it as 40% or leave it empty")
PERCENT_RANGE = Code("DATA016", "Close % outside 0 to 100", Level.ERROR, "correct it or leave it empty")
CLOSED_EARLY = Code("DATA017", "Closed before it was created", Level.ERROR, "correct one of the two dates")
CONTRACT = Code("DATA018", "Value the contract refuses", Level.ERROR, "correct it")

AMOUNT_EMPTY = Code("DATA101", "No amount", Level.WARNING, "enter its amount; it counts as nothing in sums")
AMOUNT_NEGATIVE = Code("DATA102", "Negative amount", Level.WARNING, "check it; it lowers the sums")
CLOSE_EMPTY = Code("DATA103", "Open without expected close date", Level.WARNING, "enter the day it should close")
CLOSED_EMPTY = Code("DATA104", "Decided without close date", Level.WARNING, "enter the day it was won or lost")
CLOSE_EARLY = Code("DATA105", "Expected to close before it was created", Level.WARNING, "check both dates")
CREATED_LATE = Code("DATA106", "Created after the day of the report", Level.WARNING, "check the date, or use --as-of")
ID_TWICE = Code("DATA107", "The same id twice", Level.WARNING, "remove one of them; both are counted")
ROW_TWICE = Code("DATA108", "The same row twice", Level.WARNING, "remove one of them; both are counted")
LOST_STAGE_UNKNOWN = Code(
    "DATA109", "Lost from an unknown stage", Level.WARNING, "add it to stages in pipeline.yaml; it is left empty"
)
STAGE_BY_STATUS = Code("DATA110", "No stage, but a status", Level.WARNING, "enter its stage")
STATUS_DISAGREES = Code(
    "DATA111", "Stage and status that disagree", Level.WARNING, "correct one of the two; the status is what counts"
)
OPEN_CLOSED = Code(
    "DATA112",
    "Open, with the day it was closed",
    Level.WARNING,
    "if its stage is one of the won or lost, say so with kind in pipeline.yaml; else empty the date",
)

ENCODING_ASSUMED = Code(
    "DATA201", "Encoding taken as Windows-1252", Level.NOTE, "name another one with --encoding if letters look wrong"
)
BYTES_REPLACED = Code("DATA202", "Bytes that are no text", Level.WARNING, "name the file's encoding with --encoding")
ZERO_TAIL = Code(
    "DATA203", "File filled up with zero bytes", Level.WARNING, "export it again if rows are missing at its end"
)
ZERO_BYTES = Code("DATA204", "Zero bytes in cells", Level.WARNING, "check the cell; the zero bytes were removed")

#: Every code, by its name in output.
CODES: dict[str, Code] = {value.code: value for value in tuple(globals().values()) if isinstance(value, Code)}
