"""Data checks of a file as a whole: values that many rows share and nobody can have meant."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import date

from ..domain.finding import Place
from ..domain.values import ZERO, Outcome
from .looked import Hit, Looked

#: Fewer values say nothing about a habit.
LEAST = 20
#: Share of the open opportunities, in percent, from which month ends are a habit; 3 are usual where days are meant.
MONTH_ENDS = 50
#: Share of the amounts, in percent, from which one amount stands for all.
SAME_AMOUNT = 80


def month_ends(looked: Looked) -> Iterator[Hit]:
    """Files in which most of what is open closes on the last day of a month."""
    for file, rows in looked.by_file.items():
        found = [
            each.expected_close for each in rows if each.outcome is Outcome.OPEN and each.expected_close is not None
        ]
        count = sum(map(_ends_month, found))
        if len(found) >= LEAST and count * 100 >= MONTH_ENDS * len(found):
            said = f"is the last day of a month in {_share(count, len(found))} open opportunities"
            yield _of_file(looked, file, "expected_close", said)


def same_amount(looked: Looked) -> Iterator[Hit]:
    """Files in which most opportunities have one and the same amount; none and zero are none."""
    for file, rows in looked.by_file.items():
        found = Counter(each.amount for each in rows if each.amount not in (None, ZERO))
        whole = found.total()
        if whole < LEAST:
            continue
        [(amount, count)] = found.most_common(1)
        if count * 100 >= SAME_AMOUNT * whole:
            yield _of_file(
                looked, file, "amount", f"is {amount} in {_share(count, whole)} opportunities with an amount"
            )


def _of_file(looked: Looked, file: str, field: str, says: str) -> Hit:
    return Hit(Place(file), field, f"{looked.label(file, field)} {says}")


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _share(count: int, whole: int) -> str:
    """`24 of 30 (80%)`, rounded down so that it is 100% where it is all of them."""
    return f"{count:,} of {whole:,} ({count * 100 // whole}%)"
