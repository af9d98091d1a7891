"""Sentences about activities. Foreign text in them goes through the `clean` of the destination."""

from collections.abc import Iterable, Iterator

from ...domain.activities import Activities, ActivityLine, Pace
from ...domain.activity import KINDS
from ...domain.result import Detail, Measure
from ...domain.values import Unit
from ..reasons import Reasons, gathered
from ..spell import UNDEFINED, interval, many, short_day, short_money, spell
from .lead import FEW, share_words, value_words
from .shared import Clean, accounted, counted

RUNNING = "so far"
#: Figures of an owner in one table: key of the detail, and what heads its column.
STEPS = (
    ("of_call", "Calls"),
    ("calls_per_meeting", "A meeting"),
    ("of_meeting", "Meetings"),
    ("meetings_per_proposal", "A proposal"),
    ("of_proposal", "Proposals"),
    ("proposals_per_won", "A win"),
    ("won", "Won"),
)
_APART = {"planned": "planned", "cancelled": "cancelled", "no_show": "no-show", "untold": "with an unknown status"}
_RATIOS = ("calls_per_meeting", "meetings_per_proposal", "proposals_per_won")


def weeks_words(found: Activities) -> str:
    """`6 whole weeks, Oct 5 to Nov 15`."""
    over = [week for week in found.weeks if not week.is_running]
    if not over:
        return "no whole week that is over"
    days = f"{short_day(over[0].start, found.as_of)} to {short_day(over[-1].last, found.as_of)}"
    return f"{counted(len(over), 'whole week')}, {days}"


def week_titles(found: Activities) -> list[str]:
    """`W46`, `2026-W46` where they are of several years; the running one is `W47 so far`."""
    keys = [week.key.split("-") for week in found.weeks]
    names = [key[1] if len({year for year, _ in keys}) == 1 else "-".join(key) for key in keys]
    return [f"{name} {RUNNING}" if week.is_running else name for name, week in zip(names, found.weeks, strict=True)]


def summary(found: Activities, clean: Clean) -> Iterator[tuple[str, str]]:
    """The figures of the period, each with its label."""
    activity, touches = found.whole.measure("activity"), found.whole.measure("touches")
    yield "Activities", _activities(activity, found, clean)
    yield "Ratios", " · ".join(_ratio(activity.detail(key), clean) for key in _RATIOS)
    if found.untouched is None:
        yield "Touches", f"{UNDEFINED} {clean(touches.undefined or '')}"
        return
    yield "Touches", _touches(touches, clean)
    yield "Untouched", _untouched(touches, found, clean)
    yield "Won and lost", _at_the_same_age(touches, found, clean)


def _activities(activity: Measure, found: Activities, clean: Clean) -> str:
    kinds = ((kind, activity.detail(f"of_{kind}")) for kind in found.kinds)
    parts = [_kind(kind, int(each.value), clean) for kind, each in kinds if each is not None and each.value]
    other = activity.detail("other")
    parts += [f"{spell(other.value, Unit.COUNT)} of other kinds"] if other is not None and other.value else []
    apart = ((activity.detail(key), words) for key, words in _APART.items())
    parts += [f"{spell(each.value, Unit.COUNT)} {words}" for each, words in apart if each is not None and each.value]
    return " · ".join((f"{spell(activity.value, Unit.COUNT)} done", *parts))


def _kind(kind: str, count: int, clean: Clean) -> str:
    """`1 call`, `12 calls`; a kind of one's own may have any plural."""
    return counted(count, kind) if kind in KINDS else f"{many(count)} {clean(kind)}"


def _ratio(found: Detail | None, clean: Clean) -> str:
    if found is None:
        return UNDEFINED
    words = found.title[:1].lower() + found.title[1:]
    if found.value is None:
        return f"{words} {UNDEFINED} {clean(found.undefined or '')}"
    halves = " ÷ ".join(spell(half, Unit.COUNT) for half in (found.numerator, found.denominator))
    return f"{words} {spell(found.value, Unit.COUNT)} ({halves})"


def _touches(touches: Measure, clean: Clean) -> str:
    if touches.value is None:
        return f"{UNDEFINED} {clean(touches.undefined or '')}"
    of = value_words(touches.detail("touched"))
    return f"median {value_words(touches)} since the last of {of} open · p90 {value_words(touches.detail('p90'))}"


def _untouched(touches: Measure, found: Activities, clean: Clean) -> str:
    share, amount = touches.detail("untouched"), touches.detail("untouched_amount")
    if share is None or share.value is None:
        return f"{UNDEFINED} {clean('' if share is None else share.undefined or '')}"
    between = f" ({interval(share.interval)})" if share.interval and (share.denominator or 0) >= FEW else ""
    why = "" if amount is None or amount.undefined is None else f" {clean(amount.undefined)}"
    money = UNDEFINED + why if amount is None or why else short_money(amount.value, found.currency)
    rest = ((touches.detail(key), words) for key, words in _REST)
    parts = [f"{spell(each.value, Unit.COUNT)} {words}" for each, words in rest if each is not None and each.value]
    head = f"{share_words(share)} open{between} for more than {counted(found.quiet_after, 'day')}"
    return " · ".join((head, money, *parts))


_REST = (("never", "never touched"), ("untold", "more that the files don't reach back for"))


def _at_the_same_age(touches: Measure, found: Activities, clean: Clean) -> str:
    won, lost = (_early(touches, key, clean) for key in ("won", "lost"))
    counts = (touches.detail(f"{key}_mean") for key in ("won", "lost"))
    few = any(each is None or each.denominator is None or each.denominator < FEW for each in counts)
    said = f"touches in their first {counted(found.age, 'day')}: {won} · {lost}"
    return f"{said} · too few to tell" if few else said


def _early(touches: Measure, key: str, clean: Clean) -> str:
    mean, median = touches.detail(f"{key}_mean"), touches.detail(f"{key}_median")
    if mean is None or mean.value is None:
        return f"{key} {UNDEFINED} {clean('' if mean is None else mean.undefined or '')}"
    of, left = spell(mean.denominator, Unit.COUNT), touches.detail(f"{key}_left")
    out = f", {value_words(left)} left out" if left is not None and left.value else ""
    return f"{key} {spell(mean.value, Unit.COUNT)} (mean of {of}, median {value_words(median)}{out})"


def shown_kinds(found: Activities) -> Iterator[str]:
    """Kinds of which something was done in the weeks, or that have a standard."""
    for kind in found.kinds:
        if found.weeks and (any(found.whole.pace(kind).done) or found.whole.pace(kind).standard is not None):
            yield kind


def pace_words(pace: Pace, *, held: bool) -> tuple[str, ...]:
    """A week's mean; where anybody is held to a standard, that, how much of it was done, and the weeks that met it."""
    mean = spell(pace.per_week.value, Unit.COUNT)
    if not held:
        return (mean,)
    attained = spell(pace.attained.value, Unit.PERCENT)
    return mean, spell(pace.standard, Unit.COUNT), attained, share_words(pace.weeks_met)


def is_held(found: Activities, kind: str) -> bool:
    """Whether anybody has a standard of a kind."""
    return found.whole.pace(kind).standard is not None


def step_words(line: ActivityLine) -> tuple[str, ...]:
    """What `STEPS` names of an owner."""
    activity = line.measure("activity")
    return tuple(value_words(activity.detail(key)) for key, _ in STEPS)


def untouched_words(line: ActivityLine) -> str:
    """Share of an owner's open ones that nobody touches."""
    return share_words(line.measure("touches").detail("untouched"))


def of_steps(lines: Iterable[ActivityLine]) -> Reasons:
    """Why the table of steps has a `–` somewhere."""
    figures: list[tuple[str, str | None]] = []
    for line in lines:
        activity, touches = line.measure("activity"), line.measure("touches")
        details = ((title, activity.detail(key)) for key, title in STEPS)
        figures += [(title, None if each is None else each.undefined) for title, each in details]
        share = touches.detail("untouched")
        figures.append(("Untouched", touches.undefined if share is None else share.undefined))
    return gathered(figures)


def of_paces(paces: Iterable[Pace], *, held: bool) -> Reasons:
    """Why a table of weeks has a `–` somewhere."""
    figures: list[tuple[str, str | None]] = []
    for pace in paces:
        figures.append(("A week", pace.per_week.undefined))
        figures += [(title, pace.attained.undefined) for title in ("Standard", "Of it", "Met") if held]
    return gathered(figures)


def rows_words(found: Activities) -> str:
    """Where every row went: `9 activities of 2026-01-05 to 2026-02-02 from 10 rows, 1 the same activity again`."""
    accepted = found.rows.accepted
    what = "1 activity" if accepted == 1 else f"{many(accepted)} activities"
    days = f"{found.first} to {found.last}"
    return accounted(f"{what} of {days}", "the same activity again", found.rows, found.files)
