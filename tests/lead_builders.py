"""Leads as tests say them: only what matters, and the answer about them."""

from datetime import datetime
from typing import Any

from pipectl.domain.contract import validator
from pipectl.domain.finding import NO_FINDINGS, Place
from pipectl.domain.lead import Lead, LeadBook
from pipectl.domain.moment import Moment
from pipectl.domain.period import parse_period
from pipectl.domain.pipeline import FileAccount, RowCount
from pipectl.domain.spec import PipelineSpec
from pipectl.report.lead_scores import ScoreQuestion
from pipectl.report.leads import LeadQuestion, LeadSources, build_leads
from pipectl.spec.working_hours import working_hours

from .builders import AS_OF, day

ALL_FIELDS = frozenset(
    {"id", "name", "created", "first_response", "source", "owner", "team", "status", "converted", "converted_on"}
)
NO_SCORE_ASKED = ScoreQuestion()
STAGES = [{"name": "Proposal"}, {"name": "Won", "kind": "won"}, {"name": "Lost", "kind": "lost"}]
OFFICE = {"hours": "09:00-17:00"}
_made = iter(range(2, 10**9))


def moment(text):
    """`2026-01-05 09:15`, or a day alone."""
    return None if text is None else Moment(datetime.fromisoformat(text), timed=" " in text)


def a_lead(created="2026-01-05 09:00", answered=None, **given):
    """A lead that did not convert, on a line of its own."""
    values: dict[str, Any] = {"converted": False, "place": Place("leads.csv", next(_made))} | given
    values["converted_on"] = day(values.get("converted_on"))
    if values["converted_on"] or values.get("opportunities"):
        values["converted"] = True
    return Lead(moment(created), first_response=moment(answered), **values)


def a_plan(leads=None, **settings):
    """A pipeline.yaml with these settings of leads."""
    given = {"version": 1, "currency": "USD", "stages": STAGES, "leads": leads or {}} | settings
    return validator(PipelineSpec).validate_python(given)


def said_of(
    *leads,
    spec=None,
    fields=ALL_FIELDS,
    pipeline=None,
    as_of=AS_OF,
    period="2026-Q1",
    by=(),
    rules=(),
    named=False,
    headers=(),
    scores=NO_SCORE_ASKED,
    files=None,
):
    """The answer about some leads."""
    plan = spec or a_plan({"respond_within": "4h"})
    alone = {
        field
        for field, moments in (
            ("created", [each.created for each in leads]),
            ("first_response", [each.first_response for each in leads]),
        )
        if not any(one is not None and one.timed for one in moments)
    }
    hours, words = working_hours(plan.leads.business_hours, [as_of.year])
    account = FileAccount("leads.csv", "UTF-8", "comma", 1, RowCount(len(leads), len(leads)), (), headers, ())
    book = LeadBook(leads, frozenset(fields), frozenset(alone & set(fields)))
    filters = tuple(rule.key for rule in rules)
    asked = LeadQuestion(as_of, parse_period(period, as_of), tuple(by), tuple(rules), filters, named, scores)
    return build_leads(LeadSources(book, files or (account,), NO_FINDINGS, pipeline, hours, words), plan, asked)
