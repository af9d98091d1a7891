"""What is known of one opportunity, section by section, as lines."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from textual.content import Content

from ..domain.dossier import ChangeOf, DealPast, Dossier, Told
from ..domain.forecast import Forecast, Prospect
from ..domain.opportunity import FIELDS, Opportunity
from ..domain.playbook import Answer, DealSheet, Standing
from ..domain.result import Attention
from ..domain.risk import Severity, Sign
from ..domain.values import Outcome, Unit
from ..render.spell import UNDEFINED, days_in_words, long_day, short_day, short_money, spell
from ..render.words.forecast import method_words, reason_words
from ..render.words.playbook import MARKS, UNJUDGED, criterion_words
from ..render.words.risk import action_words, lift_words, sign_words
from ..render.words.shared import counted
from .cells import clean, fitted
from .deals import LOOKS
from .paint import Line, Said, line, say

#: Characters of a cell that are shown.
LONGEST = 400
#: Not among the fields: they stand in the title.
_IN_TITLE = ("name", "amount", "stage")
_MARK = {Standing.MET: ("✓", "good"), Standing.MISSING: ("✗", "alarm")}
NO_PAST = "no history tells of it; pipectl snapshot keeps one from now on"


def title(found: Dossier) -> list[Content]:
    """Its name, and where it stands."""
    deal = found.opportunity
    amount = "no amount" if deal.amount is None else spell(deal.amount, Unit.MONEY, found.currency).removesuffix(".00")
    state = clean(deal.stage) if deal.outcome is Outcome.OPEN else f"{deal.outcome.value}, {clean(deal.stage)}"
    parts = [amount, state, _due(deal, found.as_of), *(clean(each, 40) for each in (deal.account, deal.owner) if each)]
    return [say((clean(deal.name, 120), "title")), say(" · ".join(part for part in parts if part))]


def _due(deal: Opportunity, as_of: date) -> str:
    if deal.outcome is not Outcome.OPEN:
        return f"closed {short_day(deal.close_date, as_of)}" if deal.close_date else ""
    return f"due {short_day(deal.expected_close, as_of)}" if deal.expected_close else "no close date"


def fields(found: Dossier) -> Iterator[Line]:
    """Every cell of its row that has something, and where the row stands."""
    deal = found.opportunity
    told = [(name.replace("_", " "), getattr(deal, name)) for name in FIELDS if name not in _IN_TITLE]
    told += list(deal.extra.items())
    told.append(("row", str(deal.place)))
    for name, value in told:
        if value is not None and value != "":
            yield line((fitted(clean(name, 30), 16) + "  ", "quiet"), _value(value))


def _value(value: object) -> str:
    if isinstance(value, date):
        return long_day(value)
    return spell(value, Unit.PERCENT) if isinstance(value, Decimal) else clean(str(value), LONGEST)


def risks(found: Dossier, entry: Attention | None, *, known: bool) -> Iterator[Line]:
    """What speaks against it, why, and what to do next; `known` is whether that is known yet."""
    if found.opportunity.outcome is not Outcome.OPEN:
        yield line("", (f"it is {found.opportunity.outcome.value}, so that nothing is asked of it", "quiet"))
        return
    if entry is None:
        yield line("", ("nothing speaks against it" if known else "being looked for …", "quiet"))
        return
    for sign in entry.signs:
        yield from _sign(sign, entry.currency)
    untold = [line("· ", (f"{clean(each.rule)}: {clean(each.why)}", "quiet")) for each in entry.unjudged]
    yield from _headed(UNJUDGED, untold)


def _sign(sign: Sign, currency: str | None) -> Iterator[Line]:
    style = "alarm" if sign.severity is Severity.HIGH else "strong"
    yield line((f"{LOOKS[sign.severity]:<8}", style), (sign_words(sign, clean, currency), "strong"))
    yield line("      → ", action_words(sign, clean, currency))
    if sign.lift is not None:
        yield line("        ", (lift_words(sign.lift), "quiet"))


def criteria(found: Dossier) -> Iterator[Line]:
    """What its stage asks before it is left, and what is missing."""
    sheet = found.sheet
    if sheet is None:
        yield line("", (f"{clean(found.opportunity.stage)} is no stage of pipeline.yaml", "quiet"))
    elif sheet.outcome is Outcome.OPEN:
        yield from _asked(sheet)
    else:
        yield line("", ("nothing is asked of what is decided", "quiet"))


def _asked(sheet: DealSheet) -> Iterator[Line]:
    if not (sheet.deal.answers or sheet.required):
        yield line("", (f"{clean(sheet.stage)} has no exit criteria in pipeline.yaml", "quiet"))
    for answer in sheet.deal.answers:
        yield from _answer(answer)
    yield from _headed("required up to this stage", [line for each in sheet.required for line in _answer(each)])
    for head, some in (("to do", sheet.activities), ("to ask", sheet.questions)):
        yield from _headed(head, [line("· ", clean(each, LONGEST)) for each in some])


def _headed(head: str, told: Sequence[Line]) -> Iterator[Line]:
    """Lines under a head of their own; nothing where there are none."""
    if told:
        yield line("", (head, "quiet"))
    yield from told


def _answer(answer: Answer) -> Iterator[Line]:
    mark, style = _MARK.get(answer.standing, ("?", "quiet"))
    yield line((f"{mark} {MARKS[answer.standing]:<8}  ", style), criterion_words(answer, clean))
    for why in answer.why:
        yield line("            ", (clean(why), "quiet"))


def past(found: Dossier) -> Iterator[Line]:
    """Its stays, how often it was pushed, and what changed on which day."""
    told = found.past
    if told is None:
        yield line("", (NO_PAST, "quiet"))
        return
    yield from _stays(told, found.as_of)
    if told.push_count:
        times = "once" if told.push_count == 1 else f"{told.push_count:,} times"
        yield line("", (f"pushed {times}", "strong"), f", {days_in_words(told.pushed_days)} in all")
    elif told.push_count == 0:
        yield line("", ("never pushed", "quiet"))
    for change in told.changes:
        yield line((f"{short_day(change.day, found.as_of):<11}  ", "quiet"), _changed(change, found))
    yield line("", (f"told since {long_day(told.since)}", "quiet"))


def _stays(told: DealPast, as_of: date) -> Iterator[Line]:
    for stay in told.stays:
        since = short_day(stay.entered, as_of) if stay.dated else f"by {short_day(stay.entered, as_of)}"
        until = "now" if stay.left is None else short_day(stay.left, as_of)
        days = days_in_words(stay.days) if stay.dated else f"{days_in_words(stay.days)} or more"
        yield line("", (clean(stay.stage), "strong"), f"  {since} → {until} · {days}")


def _changed(change: ChangeOf, found: Dossier) -> str:
    if change.what in (Told.GONE, Told.BACK):
        return "not there any more" if change.what is Told.GONE else "there again"
    before, after = (_end(each, found) for each in (change.before, change.after))
    return f"{change.what.value} {before} → {after}"


def _end(value: object, found: Dossier) -> str:
    if value is None:
        return UNDEFINED
    if isinstance(value, Decimal):
        return spell(value, Unit.MONEY, found.currency).removesuffix(".00")
    return short_day(value, found.as_of) if isinstance(value, date) else clean(str(value))


def contribution(found: Dossier, forecast: Forecast) -> Iterator[Line]:
    """What it gives to the forecast of the period."""
    one, currency = prospect_of(found, forecast), forecast.currency
    parts = forecast.outlook.parts
    if parts is None:
        yield line("", (clean(forecast.outlook.undefined or "there is no forecast", LONGEST), "quiet"))
        return
    label = clean(forecast.period.label, 30)
    if one is None:
        yield line("", f"gives nothing to {label}")
    else:
        yield from _gives(one, label, currency)
    yield line("", (f"of {short_money(parts.expected, currency)} expected, ", "quiet"), (_of_open(forecast), "quiet"))
    yield line("", (method_words(forecast, clean), "quiet"))


def _of_open(forecast: Forecast) -> str:
    parts = forecast.outlook.parts
    given = counted(len(forecast.prospects) + forecast.others, "open deal")
    return "" if parts is None else f"{short_money(parts.open, forecast.currency)} of it from {given}"


def _gives(one: Prospect, label: str, currency: str | None) -> Iterator[Line]:
    chance: Said = (spell(one.probability, Unit.PERCENT), "strong")
    gives: Said = (f"gives {short_money(one.gives, currency)}", "strong")
    brings = f"brings {short_money(one.brings, currency)} × "
    yield line("", gives, f" to {label}: {brings}", chance, " to be won by its end")
    if one.ever is not None:
        yield line("", f"learnt chance to be won at all {spell(one.ever, Unit.PERCENT)}")
    if one.reasons:
        yield line("", (clean(reason_words(one), LONGEST), "quiet"))


def prospect_of(found: Dossier, forecast: Forecast) -> Prospect | None:
    """The opportunity among those that give something; None where it gives nothing."""
    deal = found.opportunity
    same = (deal.id, deal.name, deal.account, deal.stage, deal.amount, deal.expected_close)
    for each in forecast.prospects:
        looks = (each.id, each.name, each.account, each.stage, each.amount, each.expected_close)
        if looks == same or each.key == found.key:
            return each
    return None
