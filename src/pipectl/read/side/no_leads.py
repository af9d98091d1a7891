"""Exports of something else that have a creation date as leads do, and would be counted as leads."""

from collections.abc import Sequence

from ...domain.errors import HeaderProblem
from ..codes import quoted
from ..headers import field_of, normal

#: Headers that only a table of leads or contacts has.
_OF_LEADS = frozenset({
    "lead id", "leadid", "lead name", "lead status", "lead owner", "lead created", "lead created date", "lead stage",
    "converted", "isconverted", "is converted", "converted date", "converteddate", "lifecycle stage", "lifecyclestage",
    "contact id", "record id contact", "contact owner", "contact name", "became a lead date", "first response",
    "first response date", "first responded",
})  # fmt: skip
#: Headers that only a table of activities has.
_OF_ACTIVITIES = frozenset({
    "activity id", "task id", "event id", "engagement id", "activity type", "activity date", "activitydate",
    "engagement type", "activity due date", "activity assigned to", "activity assigned to user", "task subtype",
    "tasksubtype", "task event subtype", "activity status", "call outcome", "meeting outcome",
})  # fmt: skip
#: Fields that opportunities have all of, and leads none or one.
_OF_OPPORTUNITIES = ("amount", "stage", "expected_close")


def refuse_no_leads(place: str, headers: Sequence[str]) -> None:
    """Refuse what its headers show to be opportunities or activities.

    Raises:
        HeaderProblem: they do, and none is of leads.
    """
    by_words = {normal(header): header for header in headers}
    if not _OF_LEADS.isdisjoint(by_words):
        return
    told = [by_words[each] for each in by_words if each in _OF_ACTIVITIES]
    if told:
        _refuse(place, "activities", told, "activity")
    fields = {known[0]: header for header in headers if (known := field_of(" ".join(header.split()))) is not None}
    if all(field in fields for field in _OF_OPPORTUNITIES):
        _refuse(place, "opportunities", [fields[field] for field in _OF_OPPORTUNITIES], "report")


def _refuse(place: str, what: str, headers: Sequence[str], command: str) -> None:
    listed = ", ".join(quoted(each) for each in headers[:3])
    raise HeaderProblem(
        f"{place}: this is an export of {what} ({listed}), not of leads; export the leads, or read it with "
        f"`pipectl {command}`; if its rows are leads all the same, name their creation date in pipeline.yaml: "
        'leads.columns: {created: "HEADER"}'
    )
