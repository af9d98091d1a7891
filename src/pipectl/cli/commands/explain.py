"""`pipectl explain`."""

import os
from dataclasses import fields
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from ...domain.errors import InputProblem, UsageProblem
from ..options import Asking, Reading, Writing
from ..recall_options import Recalling

if TYPE_CHECKING:
    from ...domain.activities import ActivityLine
    from ...domain.leads import LeadLine
    from ...domain.result import Measure, Report
    from ...domain.risk import RuleEntry
    from ...domain.spec import PipelineSpec
    from ...history.chronicle import Chronicle
    from ...metrics.metric import Metric
    from ..spine import Gathered


def _known() -> "dict[str, Metric]":
    """Every metric, those of forecasts, leads and activities behind those of opportunities."""
    from ...metrics.activity import ACTIVITY_METRICS
    from ...metrics.catalog import CHECKED
    from ...metrics.leads import LEAD_METRICS

    return {**CHECKED, **LEAD_METRICS, **ACTIVITY_METRICS}


#: Stands before the key of a risk rule where a metric has the same.
RISK = "risk:"


def _keys() -> list[str]:
    from ...review.risks import RISKS

    known = _known()
    return [*known, *(f"{RISK}{key}" if key in known else key for key in RISKS)]


def run(
    *,
    metric: Annotated[
        str | None,
        typer.Argument(
            metavar="METRIC",
            help="Its key, that of a risk rule (overdue, risk:stalled), or the name of one of your own; left out, "
            "all are listed.",
            show_default=False,
            autocompletion=_keys,
        ),
    ] = None,
    reading: Reading,
    asking: Asking,
    recalling: Recalling,
    writing: Writing,
) -> int:
    """What a number or a risk rule means, how it is computed, and what stands behind it here."""
    from ..spine import present

    known = _known()
    if metric is None:
        _refuse_given(reading, asking, recalling)
        present("explain", writing, None, tuple(known.values()), None, _entries())
        return 0
    if (own := _own(metric, reading.config)) is not None:
        _explain_risk(own, _reported(reading, asking, recalling, writing), writing)
        return 0
    key = _key(metric)
    if key not in known:
        entry = next(each for each in _entries() if each.key == key.removeprefix(RISK))
        _explain_risk(entry, _reported(reading, asking, recalling, writing), writing)
        return 0
    measure, currency = _measured(known[key], reading, asking, recalling, writing)
    present("explain", writing, measure, (known[key],), currency)
    return 0


def _measured(
    metric: "Metric", reading: Reading, asking: Asking, recalling: Recalling, writing: Writing
) -> "tuple[Measure | None, str | None]":
    """The measure of the data at hand, and the currency of its amounts; None where there is none."""
    if "foretold" in metric.looks_at:
        given = _past(reading, asking, recalling, writing)
        return (None, None) if given is None else _foretold(metric, *given)
    found, currency = _found(metric.key, reading, asking, recalling, writing)
    return None if found is None else found.measure(metric.key), currency


def _foretold(
    metric: "Metric", given: "Gathered", chronicle: "Chronicle | None"
) -> "tuple[Measure | None, str | None]":
    from ...domain.currencies import Currencies, carried
    from ...gate.sheet import Sheet

    sheet = Sheet(given.pipeline, given.spec, given.question, chronicle)
    currencies = Currencies(given.spec.currency, carried(given.pipeline))
    return sheet.measure(metric), currencies.the_one(carried(sheet.selection))


def _found(
    key: str, reading: Reading, asking: Asking, recalling: Recalling, writing: Writing
) -> "tuple[Report | LeadLine | ActivityLine | None, str | None]":
    """What a metric is measured on, and the currency of its amounts; None where there is no data at hand."""
    from ...metrics.activity import ACTIVITY_METRICS
    from ...metrics.leads import LEAD_METRICS

    given = _given(reading, asking, recalling)
    if key in LEAD_METRICS:
        from ..explaining_leads import measured_leads

        leads = measured_leads(reading, asking, writing, given=given)
        return (None, None) if leads is None else (leads.whole, leads.currency)
    if key in ACTIVITY_METRICS:
        from ..explaining_activity import measured_activity

        activities = measured_activity(reading, asking, writing, given=given)
        return (None, None) if activities is None else (activities.whole, activities.currency)
    found = _reported(reading, asking, recalling, writing)
    return (None, None) if found is None else (found[0], found[0].currency)


def _entries() -> "tuple[RuleEntry, ...]":
    """Every risk rule of the catalog."""
    from ...review.risks import RISKS

    return tuple(each.entry for each in RISKS.values())


def _own(metric: str, config: str | None) -> "RuleEntry | None":
    """A risk rule of pipeline.yaml's own; behind risk: it goes before one of the catalog, else after everything."""
    from ..explaining_risks import own_rule

    key = _plain(metric)
    if not key.startswith(RISK) and key in _keys():
        return None
    name = metric.strip()
    return own_rule(name[len(RISK) :] if key.startswith(RISK) else name, config)


def _explain_risk(entry: "RuleEntry", measured: "tuple[Report, PipelineSpec] | None", writing: Writing) -> None:
    """What a risk rule means, as pipeline.yaml changes it, and what it says of the data at hand."""
    from ...domain.risk import Reason
    from ...review.asked import as_asked
    from ..spine import present

    if measured is None:
        present("explain_risk", writing, None, entry, None)
        return
    (report, spec), own = measured, entry.reason is Reason.OWN
    line = next((each for each in report.risks if each.rule == entry.key and each.own == own), None)
    present("explain_risk", writing, line, entry if own else as_asked(entry.key, spec), report.currency)


def _given(*groups: Reading | Asking | Recalling) -> list[str]:
    """The options given, as they are spelled."""
    return [
        "FILES" if each.name == "files" else f"--{each.name.replace('_', '-')}"
        for group in groups
        for each in fields(group)
        if getattr(group, each.name)
    ]


def _refuse_given(reading: Reading, asking: Asking, recalling: Recalling) -> None:
    if names := _given(reading, asking, recalling):
        raise UsageProblem(
            f"{' and '.join(names)} without a metric: explain then lists them all and reads no data; name one first, "
            "as in pipectl explain win_rate"
        )


def _plain(metric: str) -> str:
    return metric.strip().lower().replace(" ", "_").replace("-", "_")


def _key(metric: str) -> str:
    """Key of a metric or a risk rule as typed, with any case and with spaces or dashes.

    Raises:
        UsageProblem: there is none of that name.
    """
    keys = _keys()
    key = _plain(metric)
    if key in keys or key.removeprefix(RISK) in keys:
        return key if key in keys else key.removeprefix(RISK)
    if os.path.exists(metric):  # noqa: PTH110 - Path raises on a name too long
        raise UsageProblem(f"name the metric before the data: pipectl explain win_rate {quote(metric)}")
    from difflib import get_close_matches

    close = get_close_matches(key, keys, n=1)
    hint = f"did you mean {close[0]}?" if close else "pipectl explain lists them all"
    raise UsageProblem(f"{metric!r} is no metric and no risk rule; {hint}")


def _reported(
    reading: Reading, asking: Asking, recalling: Recalling, writing: Writing
) -> "tuple[Report, PipelineSpec] | None":
    """The report on the data at hand, and what it is judged by; None where there is none and none was asked for."""
    from ...report.whole import build_report

    found = _past(reading, asking, recalling, writing)
    if found is None:
        return None
    given, chronicle = found
    built_in = given.built_in_stages
    report = build_report(given.pipeline, given.spec, given.question, built_in_stages=built_in, chronicle=chronicle)
    return report, given.spec


def _past(
    reading: Reading, asking: Asking, recalling: Recalling, writing: Writing
) -> "tuple[Gathered, Chronicle | None] | None":
    """The data at hand with its past; None where there is none and nothing was asked of any."""
    from ..looking_back import with_past
    from ..places import find_data, find_spec
    from ..spine import tell_unread

    asked = bool(_given(reading, asking, recalling))
    if not asked:
        try:
            find_data(None, find_spec(None), take_stdin=False)
        except InputProblem:
            tell_unread("without figures, as no data is named", writing)
            return None
    return with_past(reading, asking, recalling, writing, take_stdin=asked)
