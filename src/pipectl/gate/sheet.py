"""What one question gives: totals of all and of each group, and the opportunities behind them.

Several checks ask the same, and need a measure or two of it: so everything is worked out where it is asked for.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ..checks.ways import OF_QUOTA
from ..domain.cells import loose
from ..domain.currencies import Currencies, carried
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.result import Measure
from ..domain.spec import PipelineSpec
from ..domain.totals import Totals
from ..domain.values import Undefined
from ..engines.keys import grouping
from ..engines.membership import MEMBERS
from ..engines.rows import Grouping, Key, everyone, fold
from ..engines.spread import Spread, spreads
from ..metrics.metric import Metric, Sight
from ..metrics.plan import Plan
from ..metrics.planning import lookback_days, plan_for, plan_of_group, what_is_missing
from ..metrics.targets import EVERYBODY
from ..report.pasts import Pasts, pasts
from ..report.selecting import selected, targets_of
from ..review.small_print import quota_notes
from ..views import Question

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle
    from ..history.past import Group
    from ..metrics.forecasting import Foretold
    from ..report.foretelling import Foretelling


class Sheet:
    """All that checks ask of one question."""

    def __init__(
        self, pipeline: Pipeline, spec: PipelineSpec, question: Question, chronicle: "Chronicle | None" = None
    ) -> None:
        self._pipeline, self._spec, self._question, self._chronicle = pipeline, spec, question, chronicle
        self.selection, self._scope, self._who = selected(pipeline, spec, question)
        self._targets = targets_of(pipeline, spec, question, self.selection, self._scope)
        self._groupings: list[Grouping] = [everyone]
        self._groupings += [grouping(each, spec.fiscal_year_starts, pipeline) for each in question.by]

    def groups(self) -> list[Key]:
        """The groups, the largest first: those of the data, those that have a quota alone, and those expected."""
        idle = self._targets.idle(self._question.by[0], self._totals[1]) if self._who == EVERYBODY else ()
        have = {key and loose(key) for key in self._totals[1]}
        gone = {
            key and loose(key): key for key in (*self._question.expected, *idle) if (key and loose(key)) not in have
        }
        known = sorted(self._totals[1].items(), key=lambda each: (each[0] is None, -each[1].open.amount, each[0] or ""))
        return [key for key, _ in known] + sorted(gone.values(), key=lambda key: (key is None, key or ""))

    def measure(self, metric: Metric, key: Key = None, *, of_group: bool = False) -> Measure:
        """A measure of everything, or of one group."""
        past = self._past(metric, key, of_group=of_group)
        if not of_group:
            foretold = self._foretold(metric)
            return metric.measure(Sight(self.totals(None), self._spread(metric, 0, None), self._plan, past, foretold))
        spread, plan = self._spread(metric, 1, key), self._plan_of(key)
        foretold = self._foretold(metric, key, plan)
        return metric.measure(Sight(self.totals(key, of_group=True), spread, plan, past, foretold))

    def _foretold(self, metric: Metric, key: Key = None, plan: Plan | None = None) -> "Foretold | None":
        """What is forecast of everything, or of the group of a plan; only where a metric looks at it."""
        if "foretold" not in metric.looks_at:
            return None
        return self._foretelling.whole(self._plan.quota) if plan is None else self._foretelling.group(key, plan.quota)

    @cached_property
    def _foretelling(self) -> "Foretelling":
        from ..report.numpy_needed import refuse_without_numpy

        refuse_without_numpy()
        from ..report.forecast_ground import Sources
        from ..report.foretelling import Foretelling

        return Foretelling(Sources(self._pipeline, self._spec, self._question, self._chronicle))

    def _past(self, metric: Metric, key: Key, *, of_group: bool) -> "Group | None":
        if "past" not in metric.looks_at:
            return None
        return self._pasts.of(self._question.by[0] if of_group else "", key)

    @cached_property
    def _pasts(self) -> Pasts:
        return pasts(self._chronicle, self._pipeline, self._spec, self._question, self._question.by)

    def totals(self, key: Key, *, of_group: bool = False) -> Totals:
        """The totals of everything, or of one group."""
        return self._totals[int(of_group)].get(key, Totals())

    def notes(self, metric: Metric) -> tuple[str, ...]:
        """What to know of a measure of everything: whose quota it lacks."""
        of_sum = self._who == EVERYBODY and metric.key in OF_QUOTA and not isinstance(self._plan.quota, Undefined)
        return tuple(quota_notes(self._targets)) if of_sum else ()

    def made_of(self, metric: Metric, key: Key = None, *, of_group: bool = False) -> int:
        """How many opportunities a measure is made of."""
        totals = self.totals(key, of_group=of_group)
        return sum(getattr(totals, tally).count for tally in metric.made_of)

    def members(self, tallies: Sequence[str], found: Sequence[Opportunity]) -> tuple[Opportunity, ...]:
        """Those of some opportunities that belong to one of some tallies."""
        tests = [MEMBERS[tally] for tally in tallies]
        return tuple(
            each for each in found if any(each.outcome in one.outcomes and one.row(each, self._scope) for one in tests)
        )

    def group(self, key: Key) -> Sequence[Opportunity]:
        """The opportunities of a group."""
        return self._parted.get(key, ())

    def group_of(self, opportunity: Opportunity) -> Key:
        """The group of an opportunity, be it left out of the selection."""
        return self._groupings[1](opportunity)

    def is_idle(self, key: Key) -> bool:
        """Whether a group has no quota, nothing open, and nothing won in the period: owners who left, for one."""
        totals = self.totals(key, of_group=True)
        busy = totals.open.count or totals.won_in_period.count
        return not busy and isinstance(self._plan_of(key).quota, Undefined)

    def is_unpaid(self, key: Key) -> bool:
        """Whether a group is of a source without any spend in the period, or of none."""
        return self._question.by[0] == "source" and (key is None or not self._targets.spending.has(key))

    @cached_property
    def _totals(self) -> tuple[dict[Key, Totals], ...]:
        return fold(self.selection, self._scope, self._groupings)

    @cached_property
    def _spreads(self) -> Sequence[dict[Key, Spread]]:
        return list(spreads(self.selection, self._scope, self._groupings))

    def _spread(self, metric: Metric, which: int, key: Key) -> Spread:
        return self._spreads[which].get(key, Spread()) if "spread" in metric.looks_at else Spread()

    @cached_property
    def _parted(self) -> dict[Key, list[Opportunity]]:
        parts = defaultdict[Key, list[Opportunity]](list)
        for each in self.selection:
            parts[self._groupings[1](each)].append(each)
        return parts

    @cached_property
    def _plan(self) -> Plan:
        missing = what_is_missing(self._pipeline, self._spec, self.totals(None), self._scope, self._chronicle)
        currencies = Currencies(self._spec.currency, carried(self._pipeline))
        days = lookback_days(self._pipeline, self._scope)
        return plan_for(self._spec, self._scope, self._targets, self._who, missing, days, currencies)

    def _plan_of(self, key: Key) -> Plan:
        return plan_of_group(self._plan, self._targets, self._who, self._question.by[0], key)
