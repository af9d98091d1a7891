"""What the short titles of tables mean that are no measures of the catalog, in a sentence each."""

from .blocks import Definition

_TERMS: dict[str, tuple[str, str]] = {
    "deals": ("Deals", "How many opportunities it speaks of."),
    "amount": ("Amount", "Sum of the amounts, as the file has them; of one opportunity its amount."),
    "weighted": ("Weighted", "Each amount times its probability: the close % of the row, else of its stage."),
    "chance": ("Chance", "Probability to be won: the close % of the row, else of its stage."),
    "age": ("Age", "Days since it was created; of a stage the mean over its open opportunities."),
    "in_stage": ("In stage", "Days since it entered its stage; of a stage the median of those who left."),
    "moves_on": ("Moves on", "Of those that reached the stage and left it, the share that went on to a later one."),
    "overdue": ("Overdue", "Open opportunities whose expected close has passed."),
    "at_risk": ("Decay", "Open opportunities that are overdue or stalled, each counted once."),
    "close": ("Close", "Expected close date of what is open, close date of what is decided."),
    "pushed": ("Pushed", "How often the expected close was moved to a later day."),
    "grave": ("Grave", "How grave the gravest sign against it is, a step graver where the amount is a large share."),
    "why": ("Why", "What speaks against it, gravest first; docs/risks.md has every rule."),
    "reached": ("Reached", "Opportunities known to have reached the stage."),
    "went_on": ("Went on", "Those of them that reached a later stage, or were won."),
    "between": (
        "95% interval",
        "Where the true share lies with 95 % confidence (Wilson); counts so small allow no less.",
    ),
    "lost": ("Lost", "Those that were lost and came no further than this stage."),
    "waiting": ("Open", "Those that are open and came no further than this stage."),
    "gone": ("Gone", "Those that are no longer there, and came no further than this stage."),
    "median": ("Median", "Half of those who left took so many days or fewer."),
    "p75": ("p75", "Three of four of those who left took so many days or fewer."),
    "so_far": ("So far", "Median of the days that those there now have been there."),
    "known": ("Known", "Those whose path is known from where it began."),
    "won_of": ("Won of decided", "Won over those won and lost."),
    "expected": ("Expected", "Booked + open + not yet created: the mean of what may come."),
    "booked": ("Booked", "Won in the period by as-of."),
    "open": ("Open", "What is expected from opportunities that are open: amount times chance."),
    "new": ("Not yet created", "What is expected from opportunities that will be created, and won in time."),
    "band": ("P10 – P90", "Eight of ten times the period ends between these."),
    "cases": (
        "Bear, fair, bull",
        "P25, P50 and P75: three of four, two of four, one of four times it is this or more.",
    ),
    "p_quota": ("P(≥ quota)", "The chance that the period brings the quota or more."),
    "quota": ("Quota", "What is to be won in the period, from pipeline.yaml or the list of quotas."),
    "counts": ("Counts", "What a method counts for in the one taken, where that puts several together."),
    "wape": ("WAPE", "Sum of what it was off by on past days over the sum of what came."),
    "bias": ("Bias", "Sum of forecast less actual over the sum of actuals: above 0 where too much was forecast."),
    "inside": ("Inside P10–P90", "Past days whose actual lay between P10 and P90, as they would have been shown then."),
    "past_days": ("Past days", "Past days on which the method said something."),
    "skill": ("Better than", "1 − its error ÷ that of the other, on the days both said something; below 0 is worse."),
    "brings": ("Brings", "Its amount times what such amounts were won with; the note says how many wins show that."),
    "gives": (
        "Gives",
        "What it brings if won × its chance to be won by the end of the period, which is not that to be won at all.",
    ),
    "in_time": ("Chance", "Probability to be won by the end of the period."),
    "ever": ("Ever", "Learnt chance to be won at all, whenever that may be."),
    "rolled": ("Rolled up", "With the categories above it; of pipeline the open pipeline, without closed."),
    "verdict": ("Verdict", "How the check came out: failed and undefined ones first."),
    "measured": ("Measured", "What it is as of the day named above."),
    "asked": ("Asked for", "The bound it is held to, from pipeline.yaml, an option or a baseline."),
    "coverage": ("Coverage", "How many times the open pipeline due in the period covers the quota."),
    "of_rest": ("Of the rest", "How many times it covers what is still to win."),
    "weighted_coverage": ("Weighted", "Won and weighted due over the quota."),
    "win_rate": ("Win rate", "Won over those won and lost in the lookback; behind it how many those were."),
    "average_deal_size": ("Deal size", "Mean amount of what was won in the lookback."),
    "sales_cycle": ("Cycle", "Mean days from created to won, of what was won in the lookback."),
    "slippage": ("Overdue", "Share of open opportunities whose expected close has passed."),
    "days_since_activity": ("Quiet", "Median days since the last activity of what is open."),
    "change": ("What changed", "Why the open amount is another than it was: each line adds to it or takes away."),
}
#: Figures of owners in a review, with what heads their column.
FIGURES = (
    ("win_rate", "Win rate"),
    ("average_deal_size", "Deal size"),
    ("sales_cycle", "Cycle"),
    ("slippage", "Overdue"),
    ("days_since_activity", "Quiet"),
)


def terms(*keys: str) -> tuple[Definition, ...]:
    """Definitions of some titles, in the order given."""
    return tuple(Definition(f"t-{key}", *_TERMS[key]) for key in keys)


def used(sections: object, known: frozenset[str] = frozenset()) -> tuple[Definition, ...]:
    """Definitions of the titles that a page's tables and tiles have, but for those that are defined already."""
    found = dict.fromkeys(key for key in _keys(sections) if key.startswith("t-") and key not in known)
    return terms(*(key.removeprefix("t-") for key in found))


def _keys(part: object) -> list[str]:
    """Keys of definitions in blocks, in the order of the page."""
    if isinstance(part, tuple):
        own = getattr(part, "term", None)
        return [*([own] if isinstance(own, str) and own else []), *(key for each in part for key in _keys(each))]
    return []
