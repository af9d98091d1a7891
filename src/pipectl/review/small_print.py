"""What was decided and left out, in words: the notes below a report.

They say what stands nowhere else: rows set aside are in the account of the rows, and filters are a report's own.
"""

from collections.abc import Iterator, Mapping, Sequence

from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.totals import Totals
from ..domain.values import Outcome
from ..engines.membership import Scope
from ..metrics.catalog import METRICS

BUILT_IN_STAGES = "no pipeline.yaml was found, so the built-in stages were used; pipectl init writes one"


def data_notes(*, built_in_stages: bool) -> tuple[str, ...]:
    """What any view says of the data: which stages were used, where it was not pipeline.yaml's."""
    return (BUILT_IN_STAGES,) if built_in_stages else ()


def figure_notes(
    pipeline: Pipeline, selection: Sequence[Opportunity], totals: Totals, scope: Scope, missing: Mapping[str, str]
) -> Iterator[str]:
    """What a report says of its figures: which close dates were used, what weighs nothing, what is undefined."""
    yield from _close_dates(pipeline, selection, totals, scope)
    yield from _weightless(selection, scope, missing)
    for reason in dict.fromkeys(reason for need, reason in missing.items() if need != "lost_from"):
        needs = {need for need, same in missing.items() if same == reason}
        titles = [metric.title.lower() for metric in METRICS.values() if needs.intersection(metric.needs)]
        if titles:
            yield f"{reason}; it would bring {', '.join(titles)}"


def _close_dates(pipeline: Pipeline, selection: Sequence[Opportunity], totals: Totals, scope: Scope) -> Iterator[str]:
    decided = [each for each in selection if each.outcome is not Outcome.OPEN]
    if not decided:
        return
    borrowed = sum(each.closed is None and each.close_date is not None for each in decided)
    if "closed" in pipeline.fields:
        rest = f"; {borrowed} without one count on their expected close" if borrowed else ""
        yield f"won and lost opportunities count on their close date{rest}"
    elif borrowed:
        yield "won and lost opportunities count on their expected close, since the file has no close date"
    if totals.undated_closed.count:
        undated = totals.undated_closed.count
        yield f"{undated} won or lost without a close date: counted only with --period all or --lookback all"
    later = sum(day > scope.as_of for each in decided if (day := each.close_date) is not None)
    if later:
        yield f"{later} won or lost with a close date after {scope.as_of}: no rate is learnt from what lies ahead"


def _weightless(selection: Sequence[Opportunity], scope: Scope, missing: Mapping[str, str]) -> Iterator[str]:
    """Open ones whose row and stage both give no probability weigh nothing, which has to be said."""
    bare = sum(
        each.outcome is Outcome.OPEN and each.probability is None and not scope.weights[each.stage]
        for each in selection
    )
    if bare and "weight" not in missing:
        yield f"{bare} open without a close %, in a stage without a probability: weighted as nothing"
