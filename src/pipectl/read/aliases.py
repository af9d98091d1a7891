"""The headers our fields go by in spreadsheets and exports: data, most usual first.

Only exact matches count (see `headers.normal`): a header that is not here stays a column of its own.
"""

#: Field to the normalised headers that name it. Where a file has two of one field, the earlier one here is taken.
ALIASES: dict[str, tuple[str, ...]] = {
    "name": (
        "opportunity name", "opportunity", "deal name", "deal", "name", "topic", "deal title", "potential name",
        "deal topic", "opportunity title",
    ),
    "amount": (
        "opportunity revenue", "opportunity amount", "opportunity value", "amount", "revenue", "deal amount",
        "deal value", "value", "est revenue", "estimated revenue", "estimated value", "potential revenue",
        "total amount", "deal size", "amount in company currency", "monetary value",
    ),
    "created": (
        "create date", "created date", "date created", "creation date", "created on", "created at", "created",
        "created time", "createddate", "createdat", "deal created", "opportunity created", "opportunity create date",
        "opportunity created date", "open date", "created on date",
    ),
    "expected_close": (
        "expected close date", "estimated close date", "est close date", "expected close", "expected closing",
        "expected closing date", "expected closure date", "close date", "closing date", "closedate",
        "estimatedclosedate", "target close date", "forecast close date", "projected close date",
        "anticipated close date", "target close", "forecast close", "close by",
    ),
    "probability": (
        "close percentage", "close percent", "close pct", "close probability", "probability",
        "win probability", "probability percent", "deal probability", "win percentage", "win percent",
        "chance to close", "likelihood", "confidence", "prob", "prob percent", "chance",
    ),
    "stage": (
        "opportunity stage", "stage", "sales stage", "deal stage", "stage name", "stagename", "pipeline stage",
        "pipeline phase", "current stage", "sales phase", "phase",
    ),
    "id": (
        "opportunity id", "deal id", "id", "record id", "opportunityid", "dealid", "opportunity number", "deal number",
        "opportunity key", "opp id",
    ),
    "currency": (
        "currency", "currency code", "currencyisocode", "currency iso code", "currency of value", "amount currency",
        "opportunity currency", "opportunity revenue currency", "amountcurrency", "deal currency", "value currency",
        "revenue currency", "ccy", "curr", "währung", "devise", "moneda", "moeda", "valuta", "waehrung",
    ),
    "closed": (
        "closed date", "actual close date", "date closed", "closed on", "closed at", "deal closed on", "closed",
        "actual closed date", "won lost date", "date of close",
    ),
    "status": (
        "status", "opportunity status", "deal status", "outcome", "status type", "won lost",
    ),
    "owner": (
        "opportunity owner", "deal owner", "owner", "owner name", "sales rep", "rep", "salesperson", "sales person",
        "account executive", "assigned to", "assigned user name", "assignee", "seller", "sales representative",
        "opportunity owner name",
    ),
    "team": (
        "team", "sales team", "owner team", "hubspot team", "owner role", "sales group", "business unit",
    ),
    "account": (
        "account name", "account", "company", "company name", "customer", "customer name", "organization",
        "organisation", "client", "potential customer", "associated company", "client name",
    ),
    "source": (
        "lead source", "source", "opportunity source", "deal source", "leadsource", "original source",
    ),
    "type": ("opportunity type", "deal type", "type"),
    "forecast_category": ("forecast category", "forecastcategory", "forecast category name", "forecastcategoryname"),
    "next_step": ("next step", "next steps", "nextstep", "next action"),
    "last_activity": (
        "last activity date", "last activity", "last activity on", "lastactivitydate", "last touch", "last contacted",
        "last contact date",
    ),
    "stage_changed": (
        "stage changed", "stage changed on", "stage change date", "last stage change date", "last stage change",
        "laststagechangedate", "last stage update", "stage entered", "stage entered date", "stage date",
        "in stage since",
    ),
    "lost_reason": (
        "lost reason", "loss reason", "closed lost reason", "reason lost", "reason for loss", "close reason",
    ),
    "lost_from_stage": ("lost from stage", "stage at loss", "stage lost from", "last stage", "laststage"),
}  # fmt: skip
#: Those of amounts that are converted to the company's currency, whatever that of their opportunity.
CONVERTED = frozenset({"amount in company currency"})
