"""Files of activities: Salesforce's, HubSpot's and Pipedrive's, and any with headers that say what they hold."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ...domain.activity import Activity, ActivityBook, Standing
from ...domain.activity_codes import ACTIVITY_TWICE, KIND_STRANGE, STATUS_STRANGE
from ...domain.finding import Findings
from ...domain.ledger import Ledger
from ...domain.pipeline import FileAccount
from ...domain.spec import PipelineSpec
from ..codes import quoted
from ..reader import ReadOptions
from ..source import Source
from .activity_words import ActivityWords, kinds_of
from .once import each_once, oldest_first
from .reading import SideRow, read_side
from .several import opportunities_in
from .shape import Kind, SideExport, SideField, SideShape

ACTIVITIES = SideShape(
    noun="activity",
    plural="activities",
    fields=(
        SideField("id", Kind.TEXT, ("activity id", "task id", "event id", "engagement id", "record id", "id")),
        SideField(
            "day",
            Kind.DAY,
            ("date", "activity date", "activitydate", "activity due date", "due date", "day", "due date only",
             "activity start date", "start date", "startdatetime", "start time", "start", "meeting start time",
             "datum", "fecha"),
        ),
        SideField(
            "done_on",
            Kind.DAY,
            ("activity marked as done time", "marked as done time", "activity marked as done", "completed date",
             "completeddatetime", "completed date time", "date completed", "completed on", "completed at", "done time",
             "done on", "done at"),
        ),
        SideField(
            "owner",
            Kind.TEXT,
            ("activity assigned to user", "activity assigned to", "assigned to user", "assigned to", "assigned",
             "owner name", "activity owner", "owner", "assigned user name", "sales rep", "rep", "salesperson", "user",
             "done by"),
        ),
        SideField("kind", Kind.TEXT, ("activity type", "engagement type", "kind", "type", "activity")),
        SideField(
            "subtype",
            Kind.TEXT,
            ("task event subtype", "task subtype", "tasksubtype", "activity subtype", "subtype"),
        ),
        SideField("event", Kind.TEXT, ("event subtype", "eventsubtype", "event type")),
        SideField("status", Kind.TEXT, ("status", "activity status", "task status", "activity done", "done", "is done",
                                        "isclosed", "closed", "completed", "is completed", "iscompleted")),
        SideField("call_outcome", Kind.TEXT, ("call outcome", "call and meeting outcome", "call meeting outcome")),
        SideField("meeting_outcome", Kind.TEXT, ("meeting outcome", "outcome")),
        SideField(
            "opportunity",
            Kind.TEXT,
            ("opportunity id", "opportunityid", "activity deal id", "associated deal ids", "associated deal id",
             "deal id", "deal ids", "dealid", "related to id", "whatid", "related record id", "activity deal",
             "opportunity", "opportunity name", "associated deals", "associated deal", "deal", "deal title",
             "activity deal title", "deal name", "related to", "what name", "regarding"),
        ),
        SideField(
            "account",
            Kind.TEXT,
            ("account", "account name", "company account", "company", "company name", "associated company",
             "activity organization", "organization", "organisation"),
        ),
        SideField("is_deleted", Kind.DELETED, ("isdeleted", "is deleted", "deleted")),
    ),
    needed=(("day", "done_on"),),
    filled=(("day", "done_on"),),
    setting="activities.columns",
    exports=(
        SideExport(
            "Pipedrive's activities",
            "pipedrive",
            (frozenset({"activity type", "activity due date"}), frozenset({"activity deal", "activity due date"}),
             frozenset({"marked as done time"}), frozenset({"activity assigned to user"})),
        ),
        SideExport(
            "activities from Salesforce's API",
            "salesforce-api",
            (frozenset({"whatid"}), frozenset({"activitydate"}), frozenset({"tasksubtype"})),
        ),
        SideExport(
            "a Salesforce report of activities",
            "salesforce-report",
            (frozenset({"assigned", "related to"}), frozenset({"assigned", "subject"}),
             frozenset({"task event subtype"}), frozenset({"assigned", "task subtype"}),
             frozenset({"assigned", "opportunity id"})),
        ),
        SideExport(
            "HubSpot's activities",
            "hubspot",
            (frozenset({"activity assigned to"}), frozenset({"associated deal ids"}),
             frozenset({"activity type", "meeting outcome"})),
        ),
    ),
)  # fmt: skip
_SALESFORCE = ("salesforce-api", "salesforce-report")
#: An id of Salesforce, and what begins those of opportunities: what an activity is related to may be anything.
_OF_SALESFORCE, _OF_OPPORTUNITIES = re.compile(r"[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?"), "006"


class ActivityReading(NamedTuple):
    """What files of activities were read to."""

    book: ActivityBook
    findings: Findings
    files: tuple[FileAccount, ...]


def read_activities(sources: Sequence[Source], spec: PipelineSpec, options: ReadOptions) -> ActivityReading:
    """All activities of the files, each id once: of two rows the one that counts is that of the newer file.

    Raises:
        InputProblem: a file is empty, or holds no activities.
        UnsettledProblem: a column can be read in two ways.
        NothingToReport: no row can be used.
    """
    ordered = oldest_first(sources)
    read = read_side(ordered, ACTIVITIES, spec, options, spec.activities.columns.headers())
    ledger = Ledger(options.keep_findings)
    presets = {account.name: account.preset for account in read.files}
    rows = _Rows(ActivityWords(spec.activities), presets, options.as_of)
    every = [rows.activity(row) for row in read.rows]
    once, files = each_once(every, read.files, "activity", ACTIVITY_TWICE, ledger)
    for each in once:
        _look(each, ledger)
    by_day = sum(each.place in rows.by_day for each in once)
    findings = read.findings + ledger.findings([source.name for source in ordered])
    book = ActivityBook(once, _fields(read.fields), kinds_of(spec.activities), by_day)
    return ActivityReading(book, findings, files)


def _fields(found: frozenset[str]) -> frozenset[str]:
    """The fields of an activity that the columns tell."""
    more = {"status"} if found & {"done_on", "call_outcome", "meeting_outcome"} else set()
    more |= {"kind"} if found & {"subtype", "event"} else set()
    return (found | more) - {"done_on", "call_outcome", "meeting_outcome", "subtype", "event", "is_deleted"}


class _Rows:
    """Rows to activities, and which of them stand as their day has it."""

    def __init__(self, words: ActivityWords, presets: Mapping[str, str | None], as_of: date) -> None:
        self._words, self._presets, self._as_of = words, presets, as_of
        self.by_day = set[object]()

    def activity(self, row: SideRow) -> Activity:
        values, preset = row.values, self._presets.get(row.place.file)
        named = [values.get(field) for field in ("kind", "subtype", "event")]
        kind = self._words.kind(named)
        day, done_on = values.get("day"), values.get("done_on")
        status = self._status(row, kind)
        standing = self._standing(row, kind, status)
        told: list[date] = [one for one in (day, done_on) if one is not None]
        when = told[-1] if standing is Standing.DONE else told[0]
        found = Activity(
            when,
            standing or Standing.DONE,
            kind,
            next((word for word in named if word), None),
            values.get("owner"),
            _opportunities(values.get("opportunity") or "", preset),
            values.get("account"),
            status,
            values.get("id"),
            row.place,
        )
        return found if standing is not None else self._as_its_day(found)

    def _as_its_day(self, found: Activity) -> Activity:
        self.by_day.add(found.place)
        return found if found.day <= self._as_of else found._replace(standing=Standing.PLANNED)

    def _status(self, row: SideRow, kind: str | None) -> str | None:
        """The word that tells what became of it: the outcome of what it is before a status of anything."""
        outcome = {"call": "call_outcome", "meeting": "meeting_outcome"}.get(kind or "", "")
        found = (row.values.get(field) for field in (outcome, "status", "meeting_outcome", "call_outcome"))
        return next((word for word in found if word), None)

    def _standing(self, row: SideRow, kind: str | None, status: str | None) -> Standing | None:
        """What became of it; None where nothing tells but the day."""
        values = row.values
        if status is not None:
            return self._words.standing(status, kind)
        if values.get("done_on") is not None:
            return Standing.DONE
        if values.keys().isdisjoint(("status", "call_outcome", "meeting_outcome")):
            return Standing.PLANNED if "done_on" in values else None
        return None if self._logs(row, kind) else Standing.UNTOLD

    def _logs(self, row: SideRow, kind: str | None) -> bool:
        """Whether the export leaves the status empty of what was only logged, or of what has none, as events."""
        preset = self._presets.get(row.place.file)
        if preset in _SALESFORCE:
            return True
        return preset == "hubspot" and kind != "meeting" and (row.values.get("kind") or "").casefold() != "task"


def _opportunities(text: str, preset: str | None) -> tuple[str, ...]:
    """What a cell names; an id of Salesforce of something else is none."""
    parts = opportunities_in(text)
    if preset in _SALESFORCE:
        parts = [part for part in parts if not _is_of_something_else(part)]
    return tuple(parts)


def _is_of_something_else(text: str) -> bool:
    is_id = _OF_SALESFORCE.fullmatch(text) is not None and text[:1].isdigit() and any(map(str.isdigit, text[3:]))
    return is_id and not text.startswith(_OF_OPPORTUNITIES)


def _look(each: Activity, ledger: Ledger) -> None:
    """Note a status or a kind that no word stands for."""
    if each.standing is Standing.UNTOLD:
        says = "is empty" if each.status is None else f"{quoted(each.status)} is none that is known"
        ledger.add(STATUS_STRANGE, each.place, f"the status {says}", field="status", about=each.about)
    if each.kind is None and each.word is not None:
        text = f"the kind {quoted(each.word)} is none that is listed"
        ledger.add(KIND_STRANGE, each.place, text, field="kind", about=each.about)
