"""Files of leads: those of Salesforce, HubSpot's contacts, and any with headers that say what they hold."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ...domain.cells import loose
from ...domain.errors import UnsettledProblem
from ...domain.finding import Findings
from ...domain.lead import Lead, LeadBook
from ...domain.lead_codes import LEAD_TWICE
from ...domain.ledger import Ledger
from ...domain.moment import Moment
from ...domain.pipeline import FileAccount
from ...domain.spec import PipelineSpec
from ..codes import quoted
from ..reader import ReadOptions
from ..source import Source
from .conversions import conversion_told, flags_apart, with_conversion
from .no_leads import refuse_no_leads
from .once import each_once, oldest_first
from .reading import SideReading, SideRow, read_side
from .several import opportunities_in
from .shape import Kind, SideExport, SideField, SideShape

LEADS = SideShape(
    noun="lead",
    plural="leads",
    fields=(
        SideField("id", Kind.TEXT, ("lead id", "leadid", "record id contact", "record id", "contact id", "id")),
        SideField("name", Kind.TEXT, ("lead name", "full name", "contact name", "name", "lead", "contact")),
        SideField("first_name", Kind.TEXT, ("first name", "firstname")),
        SideField("last_name", Kind.TEXT, ("last name", "lastname", "surname")),
        SideField(
            "company",
            Kind.TEXT,
            ("company", "company account", "company name", "account", "account name", "associated company",
             "primary associated company", "organization", "organisation"),
        ),
        SideField(
            "created",
            Kind.MOMENT,
            ("created date", "createddate", "create date", "created at", "created time", "created on", "created",
             "date created", "createdat", "lead created", "lead created date", "lead create date", "creation date",
             "creation time", "createdate", "received", "received at", "received on", "submitted", "submitted at",
             "became a lead date", "date", "timestamp"),
        ),
        SideField(
            "first_response",
            Kind.MOMENT,
            ("first respond date", "first response date", "first response", "first responded", "first responded at",
             "first response time", "first response at", "first responded on", "first respond time", "firstresponse",
             "first responded date", "date of first engagement", "time of first engagement", "first engagement date",
             "first engagement", "first contacted", "first contacted at", "first contacted on", "first contact",
             "first contact date", "first contact at", "first touch", "first touch date", "first reply", "answered",
             "answered at", "responded", "responded at", "responded on", "response date"),
        ),
        SideField("first_call", Kind.MOMENT, ("first call date", "firstcalldatetime", "first call", "first called")),
        SideField("first_email", Kind.MOMENT, ("first email date", "firstemaildatetime", "first email")),
        SideField(
            "source",
            Kind.TEXT,
            ("lead source", "leadsource", "original source", "original traffic source", "original source type",
             "source", "latest source", "latest traffic source", "channel"),
        ),
        SideField("status", Kind.TEXT, ("lead status", "status", "lead stage", "stage", "state")),
        SideField("lifecycle", Kind.TEXT, ("lifecycle stage", "lifecyclestage")),
        SideField(
            "owner",
            Kind.TEXT,
            ("lead owner", "contact owner", "owner name", "owner", "assigned to", "assigned user name", "sales rep",
             "rep", "salesperson", "owner full name"),
        ),
        SideField("team", Kind.TEXT, ("team", "hubspot team", "owner team", "sales team", "owner role")),
        SideField("converted", Kind.FLAG, ("converted", "isconverted", "is converted", "became opportunity")),
        SideField(
            "converted_on",
            Kind.DAY,
            ("converted date", "converteddate", "conversion date", "date converted", "converted on", "converted at",
             "became an opportunity date", "became opportunity on", "became an opportunity on"),
        ),
        SideField(
            "opportunity",
            Kind.TEXT,
            ("opportunity id", "opportunityid", "converted opportunity id", "convertedopportunityid",
             "associated deal ids", "associated deal id", "associated deals ids", "deal id", "deal ids", "dealid",
             "converted opportunity", "opportunity"),
        ),
        SideField("is_deleted", Kind.DELETED, ("isdeleted", "is deleted", "deleted")),
    ),
    needed=(("created",),),
    filled=(("created",),),
    setting="leads.columns",
    exports=(
        SideExport(
            "a Salesforce report of leads",
            "salesforce-report",
            (frozenset({"lead owner", "lead status"}), frozenset({"lead id", "lead source"}),
             frozenset({"lead owner", "company account"})),
        ),
        SideExport(
            "leads from Salesforce's API",
            "salesforce-api",
            (frozenset({"createddate", "isconverted"}), frozenset({"createddate", "leadsource"})),
        ),
        SideExport(
            "HubSpot's contacts",
            "hubspot",
            (frozenset({"contact owner", "create date"}), frozenset({"record id contact"}),
             frozenset({"lifecycle stage", "create date"})),
        ),
    ),
    refuse=refuse_no_leads,
)  # fmt: skip
#: What tells the first response: a column of its own, else the earlier of both others.
_RESPONSES = ("first_response", "first_call", "first_email")


class LeadReading(NamedTuple):
    """What files of leads were read to."""

    book: LeadBook
    findings: Findings
    files: tuple[FileAccount, ...]


def read_leads(sources: Sequence[Source], spec: PipelineSpec, options: ReadOptions) -> LeadReading:
    """All leads of the files, each id once: of two rows the one that counts is that of the newer file.

    Raises:
        InputProblem: a file is empty, or holds no leads.
        UnsettledProblem: a column can be read in two ways; or one column of moments names time zones and another not.
        NothingToReport: no row can be used.
    """
    ordered = oldest_first(sources)
    asked = frozenset(loose(name) for each in spec.leads.scores for rule in each.rules for name in rule.fields())
    read = read_side(ordered, LEADS, spec, options, spec.leads.columns.headers(), asked)
    tells = conversion_told(read.rows, read.fields)
    leads = [_lead(row, converts=bool(tells)) for row in flags_apart(read.rows)]
    _refuse_two_clocks(leads)
    if spec.leads.business_hours is not None and spec.time_zone is None:
        _refuse_two_offsets(leads)
    ledger = Ledger(options.keep_findings)
    once, files = each_once(leads, read.files, "lead", LEAD_TWICE, ledger)
    findings = read.findings + ledger.findings([source.name for source in ordered])
    return LeadReading(LeadBook(once, _fields(read.fields, tells), _days_alone(read)), findings, files)


def _lead(row: SideRow, *, converts: bool) -> Lead:
    values = row.values
    lead = Lead(
        created=values["created"],
        id=values.get("id"),
        name=values.get("name") or _whole_name(values),
        company=values.get("company"),
        first_response=_first_response(row),
        source=values.get("source"),
        status=values.get("status") or values.get("lifecycle"),
        owner=values.get("owner"),
        team=values.get("team"),
        converted_on=values.get("converted_on"),
        opportunities=tuple(opportunities_in(values.get("opportunity") or "")),
        place=row.place,
        extra=row.extra,
    )
    return with_conversion(lead, values) if converts else lead


def _first_response(row: SideRow) -> Moment | None:
    """The response in a column of its own, else the earlier of call and mail.

    Of one day the one that is told with its time: it was answered by then.
    """
    told: list[Moment | None] = [row.values.get(one) for one in _RESPONSES]
    own, *others = told
    some = [one for one in others if one is not None]
    if own is not None or not some:
        return own
    if _is_clocked_apart(some[0], some[-1]):
        raise UnsettledProblem(
            f"{row.place}: of the first call and the first mail one names a time zone and the other none, so that "
            "nobody can tell which was earlier; set time_zone in pipeline.yaml to that of the times without"
        )
    if all(one.timed for one in some):
        return min(some, key=lambda one: one.instant)
    return min(some, key=lambda one: (one.day, not one.timed))


def _whole_name(values: Mapping[str, Any]) -> str | None:
    return " ".join(part for one in ("first_name", "last_name") if (part := values.get(one))) or None


def _fields(found: frozenset[str], tells: frozenset[str]) -> frozenset[str]:
    """The fields of a lead that the columns tell."""
    more = {"first_response"} if found & set(_RESPONSES) else set()
    more |= {"name"} if found & {"first_name", "last_name"} else set()
    more |= {"status"} if "lifecycle" in found else set()
    more |= {"converted"} if tells else set()
    own = found - {"first_call", "first_email", "first_name", "last_name", "lifecycle", "is_deleted", "converted"}
    return own | more


def _days_alone(read: SideReading) -> frozenset[str]:
    """Moments of a lead without a single time of day."""
    alone = {"created"} & read.days_alone
    told = read.fields & set(_RESPONSES)
    return frozenset(alone | ({"first_response"} if told and told <= read.days_alone else set()))


def _refuse_two_clocks(leads: Sequence[Lead]) -> None:
    """Raise where creation and response are times of which only one names its time zone: their distance is unknown."""
    for lead in leads:
        answered = lead.first_response
        if answered is not None and _is_clocked_apart(lead.created, answered):
            where, other = ("creation", "response") if answered.east is None else ("response", "creation")
            raise UnsettledProblem(
                f"{lead.place}: the {where} of {quoted(lead.key)} names a time zone and its {other} none, so that "
                "nobody can tell the hours between them; set time_zone in pipeline.yaml to that of the times without"
            )


def _refuse_two_offsets(leads: Sequence[Lead]) -> None:
    """Raise where creation and response are by clocks of different offsets: nobody can tell by which one works."""
    for lead in leads:
        answered = lead.first_response
        if answered is not None and len({lead.created.east, answered.east, None}) > 2:
            raise UnsettledProblem(
                f"{lead.place}: the creation and the response of {quoted(lead.key)} are written in two offsets from "
                "UTC, so that nobody can tell the business hours between them; set time_zone in pipeline.yaml to where "
                "they are worked"
            )


def _is_clocked_apart(one: Moment, other: Moment) -> bool:
    return one.timed and other.timed and (one.east is None) != (other.east is None)
