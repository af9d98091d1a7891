"""Files of leads, the hours they are answered in, and the opportunities they became: all that their figures need."""

from datetime import date
from typing import TYPE_CHECKING

from ..domain.finding import Place
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from .asking import parse_day
from .lead_options import LEADS_NAME, LeadAsking, LeadReading
from .lead_rules import lead_rule
from .options import Writing
from .output import refuse_unwritable
from .places import FoundSpec, find_spec
from .side_tables import opportunities_beside, read_beside
from .spine import today

if TYPE_CHECKING:
    from ..domain.lead import LeadBook
    from ..report.lead_scores import ScoreQuestion
    from ..report.leads import LeadQuestion, LeadSources


def gather_leads(
    reading: LeadReading,
    asking: LeadAsking,
    writing: Writing,
    by: list[str] | None,
    opportunities: list[str] | None,
    scoring: "ScoreQuestion | None" = None,
) -> "tuple[LeadSources, PipelineSpec, LeadQuestion]":
    """Find pipeline.yaml and the leads, read them, and settle what is asked.

    Raises:
        PipectlError: no answer is possible; it says why.
    """
    from ..domain.period import parse_period
    from ..read.side.leads import read_leads
    from ..report.lead_scores import ScoreQuestion
    from ..report.leads import LeadQuestion, LeadSources
    from ..spec.working_hours import working_hours

    refuse_unwritable(writing)
    as_of, found = parse_day(asking.as_of, today()), find_spec(reading.config)
    period = parse_period(asking.period or "this-quarter", as_of, found.spec.fiscal_year_starts)
    table = LEADS_NAME, found.spec.leads.files
    leads = read_beside(reading, found, as_of, writing, opportunities, table, read_leads)
    rules = tuple(lead_rule(text, as_of, leads.book) for text in asking.where or ())
    filters = tuple(text.strip() for text in asking.where or ())
    hours, said = working_hours(found.spec.leads.business_hours, _years(leads.book, as_of), str(found.path))
    pipeline = _opportunities(found, leads.book, as_of, writing, opportunities)
    scores = (scoring or ScoreQuestion())._replace(places=_rule_places(found))
    question = LeadQuestion(as_of, period, tuple(by or ()), rules, filters, asking.period is not None, scores)
    return LeadSources(leads.book, leads.files, leads.findings, pipeline, hours, said), found.spec, question


def _rule_places(found: FoundSpec) -> dict[tuple[int, int], Place]:
    """Where pipeline.yaml has each rule of the scores of leads."""
    if found.path is None or not found.spec.leads.scores:
        return {}
    from ..spec.loader import places

    name = str(found.path)
    return {
        (score, rule): place
        for score in range(len(found.spec.leads.scores))
        for rule, place in enumerate(places(found.text, name, "leads", "scores", score, "rules"))
    }


def _years(book: "LeadBook", as_of: date) -> range:
    """The years that response times may lie in."""
    return range(min((lead.created.day.year for lead in book.leads), default=as_of.year), as_of.year + 1)


def _opportunities(
    found: FoundSpec, book: "LeadBook", as_of: date, writing: Writing, named: list[str] | None
) -> Pipeline | None:
    """The export that tells what became of leads, where one is named or found, and a lead names an opportunity."""
    if not named and not any(lead.opportunities for lead in book.leads):
        return None
    return opportunities_beside(found, as_of, writing, named)
