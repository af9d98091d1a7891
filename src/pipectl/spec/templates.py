"""The stage lists that come with pipectl: templates to start a pipeline.yaml from, and what holds without one."""

import re
from typing import NamedTuple

from ..domain.contract import validator
from ..domain.spec import PipelineSpec


class Template(NamedTuple):
    """A ready pipeline.yaml."""

    name: str
    """How the command line names it."""
    title: str
    file: str
    """Its file name in the package."""


TEMPLATES = (
    Template("revenue-io", "Prospecting to post-sale, as the Revenue.io article lists the stages", "revenue-io.yaml"),
    Template("outreach", "Prospecting to deal closing, as the Outreach article lists the stages", "outreach.yaml"),
)

#: Settings of a template that are examples and hold for nobody.
_PERSONAL = (
    "currency",
    "exchange_rates",
    "time_zone",
    "display_locale",
    "quotas",
    "spend",
    "spend_file",
    "qualification",
    "leads",
    "activities",
    "activity_standards",
    "columns",
    "forecast",
    "checks",
    "data",
)
#: A criterion or rule about a header of the example's export; fields of pipectl's own are in small letters.
_OF_EXPORT = re.compile(r" +- \{.*\bfield: [A-Z]")

#: Stages used without a pipeline.yaml: name, kind, probability, days, and the spellings common exports use.
_BUILT_IN = (
    ("Prospecting", "open", "0.05", 21, "Lead Generation|Prospecting / Lead Generation|Lead|New|New Opportunity"),
    ("Qualification", "open", "0.15", 21, "Qualified|Qualify|Qualified To Buy|SQL|Sales Qualified|BANT"),
    (
        "Discovery",
        "open",
        "0.25",
        28,
        "Needs Analysis|Discovery Call|Develop|Develop Value|Value Proposition|Contacted",
    ),
    (
        "Solution Presentation",
        "open",
        "0.4",
        28,
        "Presentation|Demo|Demo Scheduled|Presentation Scheduled|Proposal|Propose|Proposal Sent|Proposal/Price Quote",
    ),
    ("Handling Objections", "open", "0.5", 21, "Objections|Evaluation|Decision Maker Bought-In|Technical Evaluation"),
    (
        "Negotiation",
        "open",
        "0.7",
        21,
        "Negotiations|Negotiate|Negotiation/Review|Negotiation / Proposal|In Negotiation",
    ),
    ("Closing", "open", "0.9", 14, "Close|Contract Sent|Commit|Verbal|Verbal Commit|Deal Closing"),
    ("Closed Won", "won", "1", None, "Won|Closed - Won|Closed/Won|ClosedWon|Closed-Won|Win|Signed"),
    ("Post-sale", "post_sale", "1", None, "Post Sale|After Sale|After Sales"),
    (
        "Closed Lost",
        "lost",
        "0",
        None,
        "Lost|Closed - Lost|Closed/Lost|ClosedLost|Closed-Lost|Lose|Abandoned|Disqualified",
    ),
)


def template_text(name: str) -> str:
    """The text of a template.

    Raises:
        KeyError: no template has this name.
    """
    from importlib.resources import files

    file = {template.name: template.file for template in TEMPLATES}[name]
    return files(__package__).joinpath("templates", file).read_text(encoding="utf-8")


def starter_text(name: str) -> str:
    """A template to start from: what only its user can know (targets, files, headers) stands as comments.

    Raises:
        KeyError: no template has this name.
    """
    lines, own = [], False
    for line in template_text(name).splitlines():
        if line and not line.startswith((" ", "#", "-")):
            own = line.partition(":")[0] in _PERSONAL
        if _OF_EXPORT.match(line):
            margin = len(line) - len(line.lstrip())
            lines.append(f"{line[:margin]}# {line[margin:]}")
        else:
            lines.append(f"# {line}" if own and line and not line.startswith("#") else line)
    return "\n".join(lines) + "\n"


def built_in_spec() -> PipelineSpec:
    """The stages that hold where no pipeline.yaml is found: no quota, no currency, no check."""
    stages = [
        {"name": name, "kind": kind, "probability": probability, "max_days": days, "aliases": tuple(aliases.split("|"))}
        for name, kind, probability, days, aliases in _BUILT_IN
    ]
    built: PipelineSpec = validator(PipelineSpec).validate_python({"version": 1, "stages": tuple(stages)})
    return built
