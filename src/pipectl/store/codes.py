"""What can be wrong with snapshots: each finding's code, level and remedy."""

from ..domain.finding import Code, Level

DAMAGED = Code(
    "HIST001",
    "Damaged snapshot",
    Level.ERROR,
    "restore it from a copy (git checkout, a backup), or move it out of the folder",
    "A snapshot's content is not what was written: cut off, changed or renamed. It is left out of history.",
)
UNREADABLE = Code(
    "HIST002",
    "Snapshot that can't be read",
    Level.ERROR,
    "put the file itself there and allow reading it, or move it out of the folder",
    "The operating system refuses to read it, or it is no regular file (a link, a folder). It is left out of history.",
)
NEWER = Code(
    "HIST003",
    "Snapshot of a newer pipectl",
    Level.ERROR,
    "install a newer pipectl",
    "It is written in a version of the format that this pipectl does not know.",
)
FOREIGN = Code(
    "HIST004",
    "CSV file among the snapshots that is none",
    Level.WARNING,
    "move it elsewhere, or give it back the name it had",
    "A .csv in the folder is not named as a snapshot is. It is left out of history.",
)
WITHOUT_KEY = Code(
    "HIST005",
    "Rows that can't be followed",
    Level.WARNING,
    "export the id, or match by --match name+account",
    "Rows of a snapshot lack what opportunities are known again by. They are left out of history.",
)
TWICE = Code(
    "HIST006",
    "One opportunity twice in a snapshot",
    Level.WARNING,
    "export each opportunity once, and its id: a column of ids tells opportunities of one name apart",
    "Rows of a snapshot are known by the same id, or by the same name and account. Those of one name and account that "
    "were created on days that differ are followed each by itself; others that differ are left out of history.",
)
STAGE_GONE = Code(
    "HIST007",
    "Stage of then that is unknown today",
    Level.WARNING,
    "add it to the aliases of a stage in pipeline.yaml",
    "A snapshot has a stage that is neither the name nor an alias of a stage. It is kept as it was called.",
)
CURRENCY_CHANGED = Code(
    "HIST008",
    "Snapshots in several currencies",
    Level.WARNING,
    "compare amounts of snapshots in one currency only",
    "The pipeline's currency was another one when the snapshot was kept. Its amounts are taken as they stand.",
)

CODES: dict[str, Code] = {value.code: value for value in tuple(globals().values()) if isinstance(value, Code)}
