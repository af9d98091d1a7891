"""What can be wrong with histories: each finding's code, level and remedy, in one place."""

from ..domain.finding import Code, Level

NOBODYS = Code(
    "HIST010",
    "Change without id, time or stage",
    Level.ERROR,
    "export the history again with this column, or fill in the cell",
    "A row of a history doesn't say which opportunity changed, when, or what it became. The row is set aside.",
)
AFTER_GAP = Code(
    "HIST101",
    "Change that is missing",
    Level.WARNING,
    "export the whole history if rows were left out",
    "What a change says was so before it is not what the change before it made it. It is taken to have been so just "
    "before.",
)
BEFORE_UNKNOWN = Code(
    "HIST102",
    "What was before a change can't be read",
    Level.WARNING,
    "correct it, or add the stage to pipeline.yaml, as a stage or as an alias of one",
    "The value before a change, or the stage it came from, can't be read. The row is kept for what came after.",
)
BACKWARDS = Code(
    "HIST103",
    "Left before it was entered",
    Level.WARNING,
    "correct one of the two days",
    "A row of a history leaves its stage before it enters it. The day it left is not used.",
)
UNLIKE_SNAPSHOT = Code(
    "HIST201",
    "Snapshot unlike the CRM's history",
    Level.WARNING,
    "see which of the two is right, and whether the time zone of pipeline.yaml is that of the CRM",
    "A snapshot has an opportunity in a stage that the CRM's own history doesn't have on that day. The snapshot counts "
    "from that day on.",
)
UNLIKE_EXPORT = Code(
    "HIST202",
    "Export unlike the CRM's history",
    Level.WARNING,
    "export the history again, on the same day as the opportunities",
    "The history ends in another stage than the one the opportunity is in, mostly because it was exported earlier. The "
    "export counts.",
)
ONLY_IN_HISTORY = Code(
    "HIST203",
    "Opportunity in the history alone",
    Level.WARNING,
    "export the opportunities anew if it should be among them",
    "The history has changes of an opportunity that is not among those that were read: it was deleted, in the CRM or "
    "by a mark in its row, set aside, or left out by a filter.",
)
SEVERAL_OF_NAME = Code(
    "HIST204",
    "Change of one of several opportunities",
    Level.WARNING,
    "export the history with the id of the opportunity",
    "The history names opportunities without their ids, and several have this name. Its changes are left out.",
)
RENUMBERED = Code(
    "HIST205",
    "Id that seems to have changed",
    Level.WARNING,
    "export the ids of before, or match by --match name+account",
    "An opportunity is gone, and on the same day one of the same name and account is there under another id. They are "
    "taken to be two: one that was removed and one that was created.",
)
NOT_APART = Code(
    "HIST206",
    "Opportunities that can't be told apart",
    Level.WARNING,
    "export a column of ids",
    "Rows of today's export are known by the same as others, today or in a snapshot, and were not created on days that "
    "differ. They are left out of all that is told of the past.",
)

#: Every code, by its name in output.
CODES: dict[str, Code] = {value.code: value for value in tuple(globals().values()) if isinstance(value, Code)}
