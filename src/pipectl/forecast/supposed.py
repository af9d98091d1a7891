"""What `--what-if` may suppose, and how it is typed."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from ..domain.errors import UsageProblem
from ..domain.values import ONE, ZERO

#: Digits of a number that are still read as one.
_DIGITS = 15
#: New opportunities are counted one by one.
_MOST = 10_000
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")


class WinRate(NamedTuple):
    """Every chance, and the number of those not yet created, times this."""

    factor: Decimal


class DealSize(NamedTuple):
    """Every amount times this."""

    factor: Decimal


class Slip(NamedTuple):
    """This share of each open one's chance to be won within the period is lost to a later one."""

    share: Decimal


class Drop(NamedTuple):
    """One open opportunity is gone."""

    id: str


class Close(NamedTuple):
    """One open opportunity has this chance to be won within the period."""

    id: str
    probability: Decimal


class New(NamedTuple):
    """So many more are created today, each of this amount."""

    number: int
    amount: Decimal


Change = WinRate | DealSize | Slip | Drop | Close | New


class Supposed(NamedTuple):
    """One change, and how it was typed."""

    text: str
    change: Change


FORMS: Mapping[str, str] = {
    "win_rate": "win_rate=+10%",
    "deal_size": "deal_size=-5%",
    "slip": "slip=20%",
    "drop": "drop=ID",
    "close": "close=ID@90%",
    "new": "new=10@25000",
}


def supposed(texts: Iterable[str]) -> tuple[Supposed, ...]:
    """The changes as typed, in the same order.

    Raises:
        UsageProblem: one is none of the forms, or two say of the same thing what it is.
    """
    found = tuple(Supposed(text, _change(text)) for text in texts)
    said: dict[object, str] = {}
    for one in found:
        for about in _about(one.change):
            if about in said:
                raise UsageProblem(
                    f"--what-if {said[about]!r} and {one.text!r} speak of the same thing; leave one of them out"
                )
            said[about] = one.text
    return found


def _about(change: Change) -> list[object]:
    """What a change settles, so that nothing else may; any number of new ones may be added."""
    if isinstance(change, New):
        return []
    return [change.id] if isinstance(change, (Drop, Close)) else [type(change)]


def _change(text: str) -> Change:
    name, given, value = text.partition("=")
    read = _READERS.get(name.strip().lower())
    if read is None or not given or not value.strip():
        raise UsageProblem(f"--what-if {text!r} is none of its forms; write {_all_forms()}")
    change = read(value.strip())
    if change is None:
        raise UsageProblem(f"--what-if {text!r}: {_REMEDIES[name.strip().lower()]}")
    return change


def _all_forms() -> str:
    *forms, last = FORMS.values()
    return f"{', '.join(forms)} or {last}"


def _by(value: str) -> Decimal | None:
    """`+10%` as 1.10; a sign is needed, or it might be meant as what the rate becomes."""
    sign, share = value[0], _percent(value[1:])
    if share is None or sign not in "+-−":
        return None
    return ONE + share if sign == "+" else ONE - share if share <= 1 else None


def _win_rate(value: str) -> Change | None:
    factor = _by(value)
    return None if factor is None else WinRate(factor)


def _deal_size(value: str) -> Change | None:
    factor = _by(value)
    return None if factor is None else DealSize(factor)


def _slip(value: str) -> Change | None:
    share = _percent(value)
    return None if share is None or share > 1 else Slip(share)


def _drop(value: str) -> Change | None:
    return Drop(value)


def _close(value: str) -> Change | None:
    key, at, chance = value.rpartition("@")  # an id may hold an @ itself
    probability = _percent(chance)
    if not at or not key.strip() or probability is None or probability > 1:
        return None
    return Close(key.strip(), probability)


def _new(value: str) -> Change | None:
    count, _, amount = value.partition("@")
    money = _number(amount.strip())
    if not _PLAIN.fullmatch(count.strip()) or "." in count or money is None or money == ZERO:
        return None
    return New(int(count), money) if len(count) <= _DIGITS and 0 < int(count) <= _MOST else None


def _percent(text: str) -> Decimal | None:
    number = _number(text.rstrip()[:-1].rstrip()) if text.rstrip().endswith("%") else None
    return None if number is None else number.scaleb(-2)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _PLAIN.fullmatch(text) and len(text) <= _DIGITS else None


_READERS: Mapping[str, Callable[[str], Change | None]] = {
    "win_rate": _win_rate,
    "deal_size": _deal_size,
    "slip": _slip,
    "drop": _drop,
    "close": _close,
    "new": _new,
}
_BY = "it says by which part of itself it changes, with its sign and at least -100%"
_REMEDIES: Mapping[str, str] = {
    "win_rate": f"{_BY}; write win_rate=+10% or win_rate=-10%",
    "deal_size": f"{_BY}; write deal_size=+5% or deal_size=-5%",
    "slip": "it is a share from 0% to 100%; write slip=20%",
    "drop": "it names an opportunity by its id; write drop=ID",
    "close": "it names an opportunity by its id and its chance from 0% to 100%; write close=ID@90%",
    "new": f"it is a whole number up to {_MOST:,} and an amount each, in plain digits; write new=10@25000",
}
