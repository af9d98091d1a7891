"""The catalog of what can be wrong with data: each finding's code, level and remedy, in one place."""

from typing import NamedTuple

from ..domain.finding import Code, Level, quoted

__all__ = ("CODES", "Code", "Trouble", "quoted")


class Trouble(NamedTuple):
    """Why one value can't be used: the end of a sentence that begins with the column and the value."""

    code: Code
    says: str
    remedy: str = ""
    """What to do, where the code's own remedy is not the best one."""


MISFIT = Code(
    "DATA001",
    "Row with too few or too many cells",
    Level.ERROR,
    "put cells that hold the delimiter in quotes, or add the missing cells",
    "The row has more cells than the header, or ends before its name, stage or amount, mostly for a delimiter in a "
    "cell without quotes; cells that are missing behind these are empty ones. Or it is the last one, is "
    "shorter than all others and has no line end, so that the file was cut off in the middle of it.",
)
QUOTES = Code(
    "DATA002",
    "Quotes that don't match",
    Level.ERROR,
    "double each quote inside a quoted cell, or remove the quotes",
    "A quote is opened and not closed, or stands in the middle of a cell. Nobody can say where the cells begin.",
)
NAME_EMPTY = Code(
    "DATA003",
    "No name",
    Level.ERROR,
    "give the opportunity a name",
    "The cell of the opportunity's name is empty. An id is enough only where the file has no column of names.",
)
STAGE_EMPTY = Code(
    "DATA004",
    "No stage",
    Level.ERROR,
    "enter the opportunity's stage",
    "The cell of the stage is empty, and no status tells where the opportunity stands.",
)
STAGE_UNKNOWN = Code(
    "DATA005",
    "Unknown stage",
    Level.ERROR,
    "add it to stages in pipeline.yaml, as a stage or as an alias of one",
    "The stage is neither the name nor an alias of a stage.",
)
STATUS_UNKNOWN = Code(
    "DATA006",
    "Unknown status",
    Level.ERROR,
    "use open, won or lost",
    "The status is none that says open, won or lost.",
)
AMOUNT_UNREADABLE = Code(
    "DATA007",
    "Amount that is not a number",
    Level.ERROR,
    "correct it or leave it empty",
    "The amount is no number as the rest of its column is written.",
)
AMOUNT_LONG = Code(
    "DATA008",
    "Amount with too many digits",
    Level.ERROR,
    "correct it; amounts are never rounded",
    "The amount has more than 18 digits before or behind its decimal mark.",
)
AMOUNT_FOREIGN = Code(
    "DATA009",
    "Amount in another currency",
    Level.ERROR,
    "give it a rate under exchange_rates in pipeline.yaml, or convert it",
    "The amount is in another currency than the others, and no rate says what it is worth.",
)
AMOUNT_MARK = Code(
    "DATA010",
    "Amount with the other decimal mark",
    Level.ERROR,
    "write it like the rest of the column, or name the language with --locale",
    "The amount has a point where the rest of its column has a comma, or the other way round.",
)
DATE_UNREADABLE = Code(
    "DATA011",
    "Value that is not a date",
    Level.ERROR,
    "write it as 2026-01-31 or leave it empty",
    "The cell of a date holds something that is no date.",
)
DATE_CALENDAR = Code(
    "DATA012",
    "Date that is not a day of the calendar",
    Level.ERROR,
    "correct it or leave it empty",
    "The date has a day that its month does not have, such as 30 February.",
)
DATE_YEAR = Code(
    "DATA013",
    "Date in an unlikely year",
    Level.ERROR,
    "correct the year or leave the date empty",
    "The year is before 1970 or after 2199, mostly a slip.",
)
DATE_ORDER = Code(
    "DATA014",
    "Date in another order of day and month",
    Level.ERROR,
    "write it as 2026-01-31, or use --date-order",
    "The date only makes sense with day and month the other way round than in the rest of its column.",
)
PERCENT_UNREADABLE = Code(
    "DATA015",
    "Close % that is not a number",
    Level.ERROR,
    "write it as 40% or leave it empty",
    "The close % is no number.",
)
PERCENT_RANGE = Code(
    "DATA016",
    "Close % outside 0 to 100",
    Level.ERROR,
    "correct it or leave it empty",
    "The close % is below 0 or above 100.",
)
CLOSED_EARLY = Code(
    "DATA017",
    "Closed before it was created",
    Level.ERROR,
    "correct one of the two dates",
    "The day it was won or lost is before the day it was created.",
)
CONTRACT = Code(
    "DATA018",
    "Value the contract refuses",
    Level.ERROR,
    "correct it",
    "The value breaks a rule of the contract of opportunities that no other code speaks of.",
)

DELETED = Code(
    "DATA019",
    "Deleted opportunity",
    Level.ERROR,
    "leave deleted ones out of the export",
    "A column of its CRM says that the opportunity was deleted, so it is no part of the pipeline.",
)
OUTCOME_UNSAID = Code(
    "DATA020",
    "Closed, and not said whether it was won",
    Level.ERROR,
    "say with its stage's kind in pipeline.yaml what it is, or export both whether it is closed and whether it was won",
    "A column of its CRM says that it is closed or not won, and neither its stage nor another column says what it is.",
)
TOTAL = Code(
    "DATA021",
    "Row of a total",
    Level.ERROR,
    "leave rows of totals out of the export",
    "The row is called a total and its amount is the sum of rows above, so it is no opportunity.",
)

AMOUNT_EMPTY = Code(
    "DATA101",
    "No amount",
    Level.WARNING,
    "enter its amount; it counts as nothing in sums",
    "An open or won opportunity has no amount. It is counted, and adds nothing to any sum.",
)
AMOUNT_NEGATIVE = Code(
    "DATA102",
    "Negative amount",
    Level.WARNING,
    "check it; it lowers the sums",
    "The amount is below zero. It is added as it stands.",
)
CLOSE_EMPTY = Code(
    "DATA103",
    "Open without expected close date",
    Level.WARNING,
    "enter the day it should close",
    "An open opportunity does not say when it should close, so it is due in no period.",
)
CLOSED_EMPTY = Code(
    "DATA104",
    "Decided without close date",
    Level.WARNING,
    "enter the day it was won or lost",
    "A won or lost opportunity has no day it closed on, so it is won or lost in no period.",
)
CLOSE_EARLY = Code(
    "DATA105",
    "Expected to close before it was created",
    Level.WARNING,
    "check both dates",
    "The day it should close is before the day it was created.",
)
CREATED_LATE = Code(
    "DATA106",
    "Created after the day of the report",
    Level.WARNING,
    "check the date, or use --as-of",
    "It was created after the day of the report: a slip in the date, or a report on a day gone by.",
)
ID_TWICE = Code(
    "DATA107",
    "The same id twice",
    Level.WARNING,
    "remove one of them; both are counted",
    "Two rows have the same id. Both are counted, so sums may be too high.",
)
ROW_TWICE = Code(
    "DATA108",
    "The same row twice",
    Level.WARNING,
    "remove one of them; both are counted",
    "Two rows of a file without ids are the same in every cell. Both are counted, so sums may be too high.",
)
LOST_STAGE_UNKNOWN = Code(
    "DATA109",
    "Lost from an unknown stage",
    Level.WARNING,
    "add it to stages in pipeline.yaml; it is left empty",
    "The stage it was lost from is neither the name nor an alias of a stage.",
)
STAGE_BY_STATUS = Code(
    "DATA110",
    "No stage, but a status",
    Level.WARNING,
    "enter its stage",
    "The cell of the stage is empty; the status, or a column of its CRM, says whether it is open, won or lost.",
)
STATUS_DISAGREES = Code(
    "DATA111",
    "Stage and status that disagree",
    Level.WARNING,
    "correct one of the two; the status is what counts",
    "The stage says won or lost and the status something else; or columns of its CRM for closed and won, which follow "
    "from the stage, say another thing than it.",
)
OPEN_CLOSED = Code(
    "DATA112",
    "Open, with the day it was closed",
    Level.WARNING,
    "if its stage is one of the won or lost, say so with kind in pipeline.yaml; else empty the date",
    "An open opportunity has a day it was closed on, as if its stage or its status were behind.",
)

PERIODS_MIXED = Code(
    "DATA114",
    "Amounts for different periods",
    Level.WARNING,
    "convert them to one period, or look at one of them alone with --where",
    "Some amounts are for a month, others for a year or for once. They are added as they stand.",
)
CALLED_TOTAL = Code(
    "DATA115",
    "Called a total",
    Level.WARNING,
    "leave it out of the export if it is a total; it is counted as an opportunity",
    "The row is called a total, and its amount is not the sum of rows above, or it has an id, or a stage and a date, "
    "of its own. It is counted.",
)

TWICE_ALIKE = Code(
    "DATA205",
    "The same opportunity in two files",
    Level.NOTE,
    "nothing to do; it counts once",
    "Two files have the same id with the same values. What is wrong with them is said of the newer row alone.",
)
TWICE_CHANGED = Code(
    "DATA113",
    "An opportunity that two files have otherwise",
    Level.WARNING,
    "leave the older file out if it is not meant; the newer one counts",
    "Two files have the same id, with the same name or create date, and different values; or the newer row was set "
    "aside. The newer file is the one with the later day in its name, or, where not all names have one, the one that "
    "was changed last; what is piped in is newer than any file.",
)

ENCODING_ASSUMED = Code(
    "DATA201",
    "Encoding taken as Windows-1252",
    Level.NOTE,
    "name another one with --encoding if letters look wrong",
    "The file is not UTF-8 and was read as Windows-1252, which fits most such exports.",
)
ENCODING_BROKEN = Code(
    "DATA206",
    "UTF-8 but for a few bytes",
    Level.WARNING,
    "correct that letter and save the file as UTF-8, or export it again",
    "Most letters of the file are UTF-8 and some bytes are not, so that it was read as Windows-1252: accents and other "
    "letters beyond ASCII are wrong throughout.",
)
BYTES_REPLACED = Code(
    "DATA202",
    "Bytes that are no text",
    Level.WARNING,
    "name the file's encoding with --encoding",
    "The file holds bytes that are no text in its encoding. They are shown as a replacement sign.",
)
ZERO_TAIL = Code(
    "DATA203",
    "File filled up with zero bytes",
    Level.WARNING,
    "export it again if rows are missing at its end",
    "The file ends in zero bytes, as one does that was not written to its end. They are dropped.",
)
ZERO_BYTES = Code(
    "DATA204",
    "Zero bytes in cells",
    Level.WARNING,
    "check the cell; the zero bytes were removed",
    "There are zero bytes inside the file. They are dropped.",
)

#: Every code, by its name in output.
CODES: dict[str, Code] = {value.code: value for value in tuple(globals().values()) if isinstance(value, Code)}
