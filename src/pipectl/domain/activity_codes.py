"""What can be wrong with activities beyond what can be wrong with a cell: each finding's code, level and remedy."""

from .finding import Code, Level

ACTIVITY_TWICE = Code(
    "ACT101",
    "The same activity twice",
    Level.WARNING,
    "nothing to do if the files overlap; else remove one of the two",
    "Two rows have the same id. The one that is read last counts, that of the newer file where there are several.",
)
STATUS_STRANGE = Code(
    "ACT102",
    "Status of an activity that is not known",
    Level.WARNING,
    "name it in pipeline.yaml under activities: statuses, as done, planned, cancelled or no_show",
    "The status is no word that is known to mean done, planned, cancelled or not attended, or it is empty where the "
    "export fills it. The activity is in no figure but the count of these.",
)
KIND_STRANGE = Code(
    "ACT103",
    "Kind of activity that is not listed",
    Level.NOTE,
    "name it in pipeline.yaml under activities: kinds, as a word of a kind or as a kind of its own",
    "The kind is no word of a call, an email, a meeting, a proposal or a kind of pipeline.yaml. The activity counts as "
    "one of another kind, and as a touch of its opportunity.",
)
OPPORTUNITY_STRANGE = Code(
    "ACT104",
    "Activity on an opportunity that is not there",
    Level.WARNING,
    "export the opportunities anew, closed ones too, or without a filter that leaves it out",
    "The activity names an opportunity that the export of opportunities doesn't have, has set aside, or has several of "
    "by that name. It counts for its owner, and touches nothing.",
)
DONE_LATE = Code(
    "ACT105",
    "Done after the day of the report",
    Level.WARNING,
    "check the date, or use --as-of",
    "The status says that it was done, and the day is after that of the report. Then it had not happened yet: it is in "
    "no figure.",
)

CODES: dict[str, Code] = {each.code: each for each in tuple(globals().values()) if isinstance(each, Code)}
