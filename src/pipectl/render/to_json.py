"""Results as JSON: exact decimals as text, the schema named first, safe to show on a terminal as it is."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..domain.listing import Listing
from ..domain.result import Measure, Report
from . import document
from .document_parts import Tree, measured
from .entry import Entry
from .harmless import for_json

if TYPE_CHECKING:
    from ..domain.activities import Activities
    from ..domain.changes import Changes
    from ..domain.diagnosis import Diagnosis
    from ..domain.funnel import Funnel
    from ..domain.leads import Leads
    from ..domain.playbook import Playbook
    from ..domain.remembered import Remembered
    from ..domain.review import Review
    from ..domain.risk import RuleEntry, RuleLine
    from ..domain.scorecard import Qualifying
    from ..domain.validation import Validation
    from ..domain.verdict import CheckResult


def report(found: Report) -> str:
    """Schema `pipectl.report/1`."""
    return _written(document.report(found))


def listing(found: Listing) -> str:
    """Schema `pipectl.list/1`."""
    return _written(document.listing(found))


def check(found: "CheckResult") -> str:
    """Schema `pipectl.check/1`."""
    from .document_check import check as tree

    return _written(tree(found))


def validation(found: "Validation") -> str:
    """Schema `pipectl.validate/1`."""
    from .document_validation import tree

    return _written(tree(found))


def diagnosis(found: "Diagnosis") -> str:
    """Schema `pipectl.doctor/1`."""
    from .document_diagnosis import tree

    return _written(tree(found))


def changes(found: "Changes") -> str:
    """Schema `pipectl.changes/1`."""
    from .document_changes import tree

    return _written(tree(found))


def funnel(found: "Funnel") -> str:
    """Schema `pipectl.funnel/1`."""
    from .document_funnel import tree

    return _written(tree(found))


def playbook(found: "Playbook") -> str:
    """Schema `pipectl.playbook/1`."""
    from .document_playbook import tree

    return _written(tree(found))


def leads(found: "Leads") -> str:
    """Schema `pipectl.leads/1`."""
    from .document_leads import tree

    return _written(tree(found))


def review(found: "Review") -> str:
    """Schema `pipectl.review/1`."""
    from .document_review import tree

    return _written(tree(found))


def activity(found: "Activities") -> str:
    """Schema `pipectl.activity/1`."""
    from .document_activity import tree

    return _written(tree(found))


def remembered(found: "Remembered") -> str:
    """Schema `pipectl.history/1`."""
    from .document_history import tree

    return _written(tree(found))


def qualifying(found: "Qualifying") -> str:
    """Schema `pipectl.qualify/1`."""
    from .document_qualify import tree

    return _written(tree(found))


def explain(measure: Measure | None, entries: Sequence[Entry], currency: str | None = None) -> str:
    """Schema `pipectl.explain/1`: the metrics of `entries`; figures of `measure` stand at the metric of its key."""
    metrics = [
        {
            "key": each.key,
            "title": each.title,
            "unit": each.unit.published,
            "definition": each.definition,
            "formula": each.formula,
            "source": each.source,
            "measure": measured(measure) if measure is not None and measure.key == each.key else None,
        }
        for each in entries
    ]
    return _written({"schema": "pipectl.explain/1", "currency": currency, "metrics": metrics, "risks": []})


def explain_risk(line: "RuleLine | None", entry: "RuleEntry", currency: str | None = None) -> str:
    """The same schema, for a risk rule; `line` is what it says of the data at hand."""
    from .document_risk import explained

    risks = [explained(entry, line)]
    return _written({"schema": "pipectl.explain/1", "currency": currency, "metrics": [], "risks": risks})


def _written(tree: Tree) -> str:
    return for_json(json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"
