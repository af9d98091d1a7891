"""What can be wrong with leads beyond what can be wrong with a cell: each finding's code, level and remedy."""

from .finding import Code, Level

LEAD_TWICE = Code(
    "LEAD101",
    "The same lead twice",
    Level.WARNING,
    "nothing to do if the files overlap; else remove one of the two",
    "Two rows have the same id. The one that is read last counts, that of the newer file where there are several.",
)
ANSWERED_EARLY = Code(
    "LEAD102",
    "Answered before it was created",
    Level.WARNING,
    "correct one of the two, or set time_zone in pipeline.yaml where their clocks are not the same",
    "The first response is before the creation. The lead counts as answered, and is in no figure of response times.",
)
CREATED_LATE = Code(
    "LEAD103",
    "Created after the day of the report",
    Level.WARNING,
    "check the date, or use --as-of",
    "The lead was created after the day of the report: a slip in the date, or a report on a day gone by. It is in no "
    "figure.",
)
AFTER_THE_DAY = Code(
    "LEAD104",
    "Answered or converted after the day of the report",
    Level.WARNING,
    "check the date, or use --as-of",
    "The first response, or the day it became an opportunity, is after the day of the report. Then it had not happened "
    "yet, and is counted so.",
)
CONVERTED_EARLY = Code(
    "LEAD105",
    "Converted before it was created",
    Level.WARNING,
    "correct one of the two days",
    "The day it became an opportunity is before the day it was created. It counts as converted.",
)
OPPORTUNITY_UNKNOWN = Code(
    "LEAD106",
    "Opportunity that is not there",
    Level.WARNING,
    "export the opportunities anew, closed ones too, or without a filter that leaves it out",
    "The lead names an opportunity that the export of opportunities doesn't have, has set aside, or has several of by "
    "that name. It counts as converted, and as neither open, won nor lost.",
)
CONVERSION_DISPUTED = Code(
    "LEAD107",
    "Converted and not converted",
    Level.WARNING,
    "correct one of the columns",
    "The flag says that the lead did not become an opportunity, and an id, a yes, a day or a status that it did. It "
    "counts as converted where it names an opportunity that the export of opportunities has, else as the flag says.",
)

CODES: dict[str, Code] = {each.code: each for each in tuple(globals().values()) if isinstance(each, Code)}
