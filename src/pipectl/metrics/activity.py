"""The measures of activities: how many were done, what they led to, and which opportunities nobody touches."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from ..domain.activity import Standing
from ..domain.result import Measure
from ..domain.values import Answer, Mean, Outcome, Ratio, Undefined, Unit
from ..engines.spread import HALF, NINE_TENTHS, percentile
from .activity_sight import ActivitySight, Left, Quiet, Touched
from .metric import Figure, Metric, Part, metric
from .sources import ARTICLES, PRACTICE

#: The steps of selling that ratios are made of, each with the word for several.
_STEPS = (("call", "Calls"), ("meeting", "Meetings"), ("proposal", "Proposals"))
_APART = (
    (Standing.PLANNED, "Planned"),
    (Standing.CANCELLED, "Cancelled"),
    (Standing.NO_SHOW, "No-show"),
    (Standing.UNTOLD, "With a status that is not known"),
)
_LEFT = (
    (Left.SHORT, "decided before that age"),
    (Left.BEFORE, "begun before the files"),
    (Left.UNDATED, "without a date"),
)
_DECIDED = ((Outcome.WON, "won"), (Outcome.LOST, "lost"))


@metric(
    title="Activities",
    unit=Unit.COUNT,
    formula="activities done in the period",
    source=ARTICLES,
)
def activity(sight: ActivitySight) -> Figure:
    """Calls, emails, meetings, proposals and other activities done in the period; what was not done doesn't count.

    Planned and cancelled ones and those that nobody came to stand beside. A week's are those of its days from Monday to
    Sunday, of the weeks that lie whole in the period and are over.
    """
    found = Counter(each.kind for each in sight.done)
    weeks = Mean(sight.in_weeks, sight.weeks)
    return Figure(
        len(sight.done),
        (
            *(Part(f"of_{kind}", kind.capitalize(), Unit.COUNT, found[kind]) for kind in sight.kinds),
            Part("other", "Of other kinds", Unit.COUNT, found[None]),
            Part("per_week", "A week", Unit.COUNT, weeks, "the period has no whole week that is over"),
            *(Part(each.value, title, Unit.COUNT, sight.apart.get(each, 0)) for each, title in _APART),
            *_ratios(found, sight.won),
        ),
    )


def _ratios(found: Mapping[str | None, int], won: int | Undefined) -> Iterator[Part]:
    """How many of one step there were for each of the next."""
    steps: list[tuple[str, str, int | Undefined]] = [(kind, title, found[kind]) for kind, title in _STEPS]
    for (_, title, before), (key, _, after) in zip(steps, (*steps[1:], ("won", "", won)), strict=True):
        named = f"{title.lower()}_per_{key}"
        words = f"{title} per {'won opportunity' if key == 'won' else key}"
        none = "no opportunity was won in the period" if key == "won" else f"no {key} was done in the period"
        if isinstance(after, Undefined) or isinstance(before, Undefined):
            yield Part(named, words, Unit.COUNT, after)
        else:
            yield Part(named, words, Unit.COUNT, Mean(before, after), none)
    yield Part("won", "Won opportunities", Unit.COUNT, won)


@metric(
    title="Touches",
    unit=Unit.DAYS,
    formula="median of as-of − last activity, open opportunities",
    source=PRACTICE,
    undefined="no open opportunity has a touch",
)
def touches(sight: ActivitySight) -> Figure:
    """Days since the last activity on an open opportunity, the median of those that had any.

    The last one is the later of the activities and of the export's own column. Beside it how many go without a touch
    for longer than they should, and how many touches won and lost ones had at the same age.
    """
    some = sight.touched
    if isinstance(some, Undefined):
        return Figure(some)
    since = sorted(Decimal(each.days) for each in some if each.days is not None)
    stand = Counter(each.quiet for each in some)
    untouched = stand[Quiet.UNTOUCHED]
    judged = untouched + stand[Quiet.TOUCHED] + stand[Quiet.YOUNG]
    never = sum(each.quiet is Quiet.UNTOUCHED and each.last is None for each in some)
    none_open = "no open opportunity can be judged"
    return Figure(
        _or_undefined(percentile(since, HALF)),
        (
            Part("touched", "Open with a touch", Unit.COUNT, len(since)),
            Part("p90", "p90", Unit.DAYS, percentile(since, NINE_TENTHS), "no open opportunity has a touch"),
            Part("untouched", "Open without a touch for too long", Unit.PERCENT, Ratio(untouched, judged), none_open),
            Part("untouched_amount", "Amount of these", Unit.MONEY, sight.quiet_amount),
            Part("never", "Of these never touched", Unit.COUNT, never),
            Part("untold", "Open, and left open by what the files tell", Unit.COUNT, stand[Quiet.UNTOLD]),
            *(part for outcome, key in _DECIDED for part in _at_the_same_age(some, outcome, key)),
        ),
    )


def _or_undefined(found: Decimal | None) -> Answer:
    return Undefined("no open opportunity has a touch") if found is None else found


def _at_the_same_age(some: Sequence[Touched], outcome: Outcome, key: str) -> Iterator[Part]:
    """Touches of won or of lost ones in their first days, and those that are left out."""
    early = [each.early for each in some if each.opportunity.outcome is outcome]
    counts = sorted(Decimal(each) for each in early if isinstance(each, int))
    left = Counter(each for each in early if isinstance(each, Left))
    none = f"no {key} one lived that long within the files"
    mean = Mean(sum(map(int, counts)), len(counts))
    yield Part(f"{key}_mean", f"Touches of {key} ones at the same age, mean", Unit.COUNT, mean, none)
    median = percentile(counts, HALF)
    yield Part(f"{key}_median", f"Touches of {key} ones at the same age, median", Unit.COUNT, median, none)
    yield Part(f"{key}_left", f"{key.capitalize()} ones left out", Unit.COUNT, left.total())
    for each, words in _LEFT:
        yield Part(f"{key}_{each.value}", f"Of these {words}", Unit.COUNT, left[each])


#: The measures of activities, in the order outputs show them.
ACTIVITY_METRICS: Mapping[str, Metric] = MappingProxyType({each.key: each for each in (activity, touches)})


def measured(sight: ActivitySight) -> tuple[Measure, ...]:
    """All measures of one set of activities."""
    found = ((each, each.compute(sight)) for each in ACTIVITY_METRICS.values())
    return tuple(each.told(answer if isinstance(answer, Figure) else Figure(answer)) for each, answer in found)
