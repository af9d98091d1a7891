"""What changed between two days: open at the start, what each kind of change added or took, open at the end."""

from decimal import Decimal
from itertools import pairwise

from ...domain.changes import ChangeLine, Changes
from ...domain.review import Review
from ...domain.values import EXACT, ZERO, Unit
from ..spell import long_day, short_day, short_money, signed
from ..words.change import ASKING, headline_words
from ..words.shared import counted
from .barred import Bar, Line, Words, barred
from .parts import Picture
from .telling import headed, only

NO_PAST = "nothing tells what was open before; keep snapshots (pipectl snapshot) or name a history"


def picture(found: Changes | Review, width: int) -> Picture | str:
    """A row for each end and each kind of change that there was."""
    change = found.change if isinstance(found, Review) else found
    if change is None:
        return (found.no_change if isinstance(found, Review) else None) or NO_PAST
    whole = change.whole
    told = [line for line in whole.lines if line.opportunities]
    start, end = (short_day(day, change.end) for day in (change.start, change.end))
    lines = [
        _end(f"Open {start}", whole.start, whole.start_count, change.currency),
        *_moves(told, whole.start, change.currency),
        _end(f"Open {end}", whole.end, whole.end_count, change.currency),
    ]
    signs = [
        ("quiet", "open", False),
        ("open", "came", False),
        *([("won", "won", False)] if any(line.key == "won" for line in told) else []),
        *([("quiet", "went", True)] if any(_role(line) == "quiet" for line in told) else []),
        *([("risk", "ask why", False)] if any(line.key in ASKING for line in told) else []),
    ]
    rows = [(line.label, *line.words.split(" · ")) for line in lines]
    said = "; ".join(f"{line.label} {line.words}" for line in lines)
    head = Words(
        headed(found.pipeline, f"{long_day(change.start)} → {long_day(change.end)}", *only(found.filters)),
        f"{headline_words(change)}: {said}.",
        (("What", "Amount", "Deals"), *rows),
    )
    return barred(lines, signs, head, width, currency=change.currency)


def _end(label: str, amount: Decimal, count: int, currency: str | None) -> Line:
    return Line(label, (Bar(ZERO, amount, "quiet"),), f"{short_money(amount, currency)} · {counted(count, 'deal')}")


def _moves(told: list[ChangeLine], start: Decimal, currency: str | None) -> list[Line]:
    levels = [start]
    for line in told:
        levels.append(EXACT.add(levels[-1], line.amount))
    return [
        Line(
            line.title,
            (Bar(before, after, _role(line), is_pale=_role(line) == "quiet"),),
            f"{signed(line.amount, Unit.MONEY, currency, short=True)} · {counted(line.opportunities, 'deal')}",
        )
        for line, (before, after) in zip(told, pairwise(levels), strict=True)
    ]


def _role(line: ChangeLine) -> str:
    if line.key == "won":
        return "won"
    if line.key in ASKING:
        return "risk"
    return "open" if line.amount > 0 else "quiet"
