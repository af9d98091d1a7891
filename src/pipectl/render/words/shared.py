"""Sentences that several formats share. Foreign text in them goes through the `clean` of the destination."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ...domain.finding import Findings
from ...domain.listing import Listed, Listing
from ...domain.pipeline import FileAccount, RowCount, only_one
from ...domain.result import Attention, NextStep, Report, Step
from ...domain.values import Unit
from ..spell import long_day, many, short_money, spell, target

if TYPE_CHECKING:
    from ...domain.changes import ChangedDeal
    from ...domain.review import Decided
    from ...domain.scorecard import Card

Clean = Callable[[str], str]
FIRST_NAMES = 2
#: Characters of a name that a sentence has room for.
NAME_IN_SENTENCE = 60
#: Rows set aside are many where they are more than one in this many.
MANY = 20
#: Decisions of reading that are shown.
MOST_DECIDED = 3


def counted(number: int, noun: str) -> str:
    """`1 deal`, `1,200 deals`."""
    return f"{many(number)} {noun}" if number == 1 else f"{many(number)} {noun}s"


def cut(text: str, length: int) -> str:
    """The text, or its beginning and `…` where it is longer."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def listed(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def accounted(what: str, again: str, rows: RowCount, files: Sequence[FileAccount]) -> str:
    """Where every row of a table beside the opportunities went: `9 leads from 10 rows, 1 the same lead again`."""
    parts = [f"{what} from {counted(rows.read, 'row')}"]
    left_out = (
        (rows.elsewhere, again),
        (rows.set_aside, "set aside"),
        (rows.blank, "blank"),
        (rows.footer, "footer"),
        (rows.repeated_header, "repeated header"),
    )
    parts += [f"{many(count)} {words}" for count, words in left_out if count]
    known = only_one(files)
    return f"{', '.join(parts)}{f'; read as {known}' if known else ''}"


def next_words(report: Report, clean: Clean) -> str:
    """The one thing to do next, as a sentence with the amount it is about."""
    return _NEXT[report.next_step.step](report, clean)


def _read_rows(report: Report, clean: Clean) -> str:
    del clean
    rows = counted(report.next_step.opportunities, "row")
    were = "was" if report.next_step.opportunities == 1 else "were"
    return f"Mend the {rows} that {were} set aside; nothing else was read."


def _add_pipeline(report: Report, clean: Clean) -> str:
    aim = target(report.quota.target_coverage, Unit.MULTIPLE)
    left = _short(report.quota.remaining, report)
    del clean
    return f"Add {_amount(report)} of pipeline to reach {aim} of the {left} left."


def _re_date(report: Report, clean: Clean) -> str:
    return f"Re-date {_deals(report)} whose close date has passed{_names(report.next_step, clean)}."


def _unstick(report: Report, clean: Clean) -> str:
    stand = "stands" if report.next_step.opportunities == 1 else "stand"
    return f"Move on or close {_deals(report)} that {stand} still{_names(report.next_step, clean)}."


def _fill_amounts(report: Report, clean: Clean) -> str:
    step = report.next_step
    return f"Give {counted(step.opportunities, 'deal')} an amount{_names(step, clean)}."


def _set_quota(report: Report, clean: Clean) -> str:
    return f"Set a quota for {clean(report.period.label)} in pipeline.yaml, to hold {_stock(report)} against it."


def _keep_going(report: Report, clean: Clean) -> str:
    del clean
    return f"Keep going, nothing presses: {_stock(report)}."


_NEXT: dict[Step, Callable[[Report, Clean], str]] = {
    Step.READ_ROWS: _read_rows,
    Step.ADD_PIPELINE: _add_pipeline,
    Step.RE_DATE: _re_date,
    Step.UNSTICK: _unstick,
    Step.FILL_AMOUNTS: _fill_amounts,
    Step.SET_QUOTA: _set_quota,
    Step.KEEP_GOING: _keep_going,
}


def _stock(report: Report) -> str:
    """What is won and what may follow, as far as the file tells; numbers where amounts have no sum."""
    if report.is_mixed:
        return _stock_counted(report)
    due, won = report.measure("due_amount").value, report.measure("won_amount").value
    follows = f"{_short(report.measure('pipeline_value').value, report)} open"
    if due is not None:
        follows = f"{_short(due, report)} due"
    return follows if won is None else f"{_short(won, report)} won and {follows}"


def _stock_counted(report: Report) -> str:
    won, opened = report.measure("opportunities").detail("won"), report.measure("opportunities").value
    follows = f"{counted(int(opened or 0), 'deal')} open"
    return follows if won is None or won.value is None else f"{counted(int(won.value), 'deal')} won and {follows}"


def _short(amount: Decimal | None, report: Report) -> str:
    return short_money(amount, report.currency)


def _amount(report: Report) -> str:
    return _short(report.next_step.amount, report)


def _deals(report: Report) -> str:
    step = report.next_step
    worth = "" if step.amount is None else f" worth {_amount(report)}"
    return f"{counted(step.opportunities, 'deal')}{worth}"


def _names(step: NextStep, clean: Clean) -> str:
    """The first few names, or all of them; empty where there are none."""
    names = [clean(cut(name, NAME_IN_SENTENCE)) for name in step.names[:FIRST_NAMES]]
    if not names:
        return ""
    return f": {listed(names)}" if len(names) == step.opportunities else f", first {listed(names)}"


def nothing_listed(listing: Listing) -> str:
    """Why a list has no rows, and what would bring some."""
    if not listing.rows.accepted:
        return "No row could be read, so that nothing can be listed; the findings say what to mend."
    if listing.overdue_alone:
        return "No open opportunity is overdue; without --overdue all are listed."
    return "There is nothing to list."


def overdue_step(listing: Listing) -> str:
    """What to do about those whose close date has passed; empty where there are none, or these alone are listed."""
    if not listing.overdue or listing.overdue_alone:
        return ""
    return f"Re-date or close {counted(listing.overdue, 'deal')} whose close date has passed."


def standing_words(listing: Listing) -> list[str]:
    """`22 open $1.03M`, `19 won $1.25M`: what is open, won and lost is never added; and how many of all are shown."""
    parts = [
        f"{many(each.opportunities)} {each.outcome.value}"
        + ("" if each.amount is None else f" {short_money(each.amount, each.currency)}")
        for each in listing.standings
    ]
    if listing.shown != listing.opportunities:
        parts.append(f"{many(listing.shown)} of {counted(listing.opportunities, 'deal')} shown")
    return parts or [counted(0, "deal")]


def repeated(deals: "Iterable[Attention | Listed | ChangedDeal | Decided | Card]") -> frozenset[str]:
    """Names that more than one of the deals has."""
    counts = Counter(each.name for each in deals)
    return frozenset(name for name, count in counts.items() if count > 1)


def told_apart(deal: "Attention | Listed | ChangedDeal | Decided | Card", twice: frozenset[str]) -> str:
    """A deal's name, with its account where the name alone could be another's: `Pilot 1 · Acme`."""
    return f"{deal.name} · {deal.account}" if deal.account and deal.name in twice else deal.name


def unit_words(unit: Unit) -> str:
    """What machine-readable output calls a unit, and how people see it where that is another."""
    return f"ratio, shown as a {_RATIOS[unit]}" if unit in _RATIOS else unit.published


_RATIOS = {Unit.PERCENT: "percentage", Unit.MULTIPLE: "multiple"}


def rows_words(rows: RowCount, selected: int | None = None, read_as: str | None = None) -> str:
    """Where every row went: `44 of 47 rows read, 3 set aside`; and how many a filter left: `, 20 selected`.

    `read_as` is whose export it is: `44 of 47 rows read as a Salesforce report`.
    """
    parts = [f"{many(rows.accepted)} of {counted(rows.read, 'row')} read{f' as {read_as}' if read_as else ''}"]
    left_out = ((rows.set_aside, "set aside"), (rows.blank, "blank"))
    parts += [f"{many(count)} {what}" for count, what in left_out if count]
    if rows.elsewhere:
        parts.append(f"{many(rows.elsewhere)} in a newer file")
    ours = ((rows.footer, "footer row"), (rows.repeated_header, "repeated header"))
    parts += [counted(count, what) for count, what in ours if count]
    if selected is not None and selected != rows.accepted:
        parts.append(f"{many(selected)} selected")
    return ", ".join(parts)


def decided_words(files: Sequence[FileAccount]) -> tuple[str, ...]:
    """What was decided in reading that figures hang on: the first few, and how many more there are."""
    several = len(files) > 1
    found = [f"{file.name}: {said}" if several else said for file in files for said in file.decisive]
    more = len(found) - MOST_DECIDED
    if more > 0:
        found = [*found[: MOST_DECIDED - 1], f"{found[MOST_DECIDED - 1]} · +{many(more)} more, see --verbose"]
    return tuple(found)


def aside_words(rows: RowCount) -> str:
    """What stands above the figures where so many rows are set aside that they may mislead; else empty."""
    whole = rows.accepted + rows.set_aside
    if rows.set_aside * MANY < whole or not rows.set_aside:
        return ""
    share = spell(Decimal(rows.set_aside) / whole, Unit.PERCENT)
    return f"{many(rows.set_aside)} of {counted(whole, 'row')} ({share}) set aside, and in no figure here"


def day_words(as_of: date, rows: RowCount) -> tuple[str, ...]:
    """The day that is spoken about, and the snapshot that stands in for it where none is of that day."""
    told = f"as of {long_day(as_of)}"
    if rows.snapshot is None or rows.snapshot == as_of:
        return (told,)
    before = counted((as_of - rows.snapshot).days, "day")
    return told, f"from the snapshot of {long_day(rows.snapshot)}, {before} before"


def findings_words(findings: Findings) -> str:
    """`5 findings: DATA012 ×3, DATA020 ×2`; empty where there are none."""
    if not findings.total:
        return ""
    kinds = ", ".join(f"{code} ×{many(count)}" for code, count in findings.counts)
    return f"{counted(findings.total, 'finding')}: {kinds}"
