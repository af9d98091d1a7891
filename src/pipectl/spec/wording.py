"""What the model refused, in words: where, what stood there, what must stand there, what to write."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..domain.finding import Finding
from .exact_numbers import meant_number, plain
from .problems import CONTRADICTION, MISSING, TYPE, UNKNOWN, VALUE, Path, found, listed, meant, quoted, spelled
from .tree import Items, Node, Scalar, Settings, find
from .wanted import Kind, Wanted

#: Text that must follow a pattern, in words.
_PATTERNS = {
    "currency": "three capital letters such as USD",
    "locale": "a language such as en_US or de_DE",
    "max_drop": "a share such as 10%, or an amount such as 50000",
    "max_rise": "a share such as 10%, or an amount such as 50000",
    "until": "a day such as 2026-12-31",
    "min": "a number as 10000, or a share as 40%",
    "max": "a number as 10000, or a share as 40%",
    "before": "a day such as 2026-12-31, or as_of",
    "after": "a day such as 2026-12-31, or as_of",
    "between": "a number as 10000, or a day such as 2026-12-31",
    "respond_within": "minutes, hours or days such as 30m, 4h or 2d",
    "matures_after": "days such as 90d",
    "hours": "two times of day such as 09:00-17:00",
    "holidays": "a country, or a country and its region, such as US, US-CA or DE-BY",
}
#: Ends the path of a key that is refused, of which `rules` tells more.
_KEY = ("[key]",)
_OUT_OF_RANGE = {"greater_than", "greater_than_equal", "less_than_equal", "literal_error", "enum"}


def finding_of(error: Mapping[str, Any], root: Node, top: Wanted, file: str) -> Finding | None:
    """The finding for one validation error; None where another one already tells it."""
    path: Path = error["loc"]
    node, mark = find(root, path)
    if _told_already(error, node) or path[-1:] == _KEY:
        return None
    want = want_at(top, path)
    if error["type"] == "unexpected_keyword_argument":
        return found(UNKNOWN, file, mark, f"{spelled(path)} is not a setting", _other_key(path, top))
    if node is None:
        return _missing(path, want, file, root)
    if error["type"] == "value_error":
        return _contradiction(error, path, file, find(root, path)[1])
    if want is None:
        return None
    if error["type"] in ("too_short", "too_long") and isinstance(node, Items):
        code, problem, remedy = _number_of_items(error["ctx"], node, want)
    else:
        code, problem, remedy = _refused_value(error["type"], path, node, want)
    return found(code, file, mark, f"{spelled(path)} {problem}", remedy)


def want_at(top: Wanted, path: Path) -> Wanted | None:
    """What the model wants at a path; None where it knows no such place."""
    here: Wanted | None = top
    for step in path:
        here = here.below(step) if here else None
    return here


def _told_already(error: Mapping[str, Any], node: Node | None) -> bool:
    """Whether a value was refused before the model saw it, so that what the model misses is said elsewhere."""
    if isinstance(node, Items):
        return error["type"] == "too_short" and len(node.items) >= int(error["ctx"]["min_length"])
    if isinstance(node, Settings):
        below = node.entries.values()
        return error["type"] == "value_error" and any(isinstance(each, Scalar) and each.refused for each in below)
    return node is not None and node.refused


def _other_key(path: Path, top: Wanted) -> str:
    around = want_at(top, path[:-1])
    known = tuple(around.settings) if around else ()
    return meant(str(path[-1]), known, f"remove it, or use one of {listed(known)}")


def _missing(path: Path, want: Wanted | None, file: str, root: Node) -> Finding:
    holder, mark = find(root, path[:-1])
    if holder is not None:
        mark = holder.mark
    says = "1" if want is None or want.choices else want.description.rstrip(".")
    return found(MISSING, file, mark, f"{spelled(path)} is missing", f"add {path[-1]}: {says}")


def _contradiction(error: Mapping[str, Any], path: Path, file: str, mark: tuple[int, int]) -> Finding:
    problem, remedy = str(error["ctx"]["error"]).split("; ", 1)
    return found(CONTRADICTION, file, mark, f"{spelled(path)} {problem}", remedy)


def _refused_value(kind: str, path: Path, node: Node, want: Wanted) -> tuple[str, str, str]:
    """Code, problem and remedy for a value of the wrong type or outside its limits."""
    if kind in ("string_too_short", "string_too_long") and isinstance(node, Scalar):
        return _length(node, want)
    if kind == "string_pattern_mismatch" and isinstance(node, Scalar):
        return _pattern(path, node)
    code = VALUE if kind in _OUT_OF_RANGE else TYPE
    must = want.limits if kind in _OUT_OF_RANGE and want.limits else want.words
    return code, f"{described(node)}, must be {must}", _remedy(node, want)


def _number_of_items(limits: Mapping[str, Any], node: Items, want: Wanted) -> tuple[str, str, str]:
    """Code, problem and remedy for a list of too few or too many items."""
    least, most = limits.get("min_length"), limits.get("max_length")
    if not node.items:
        return VALUE, "is an empty list, must have an item", f"add one: {_example(want.item)}"
    items = "1 item" if len(node.items) == 1 else f"{len(node.items):,} items"
    if most is not None:
        return VALUE, f"has {items}", f"keep the first {most}"
    return VALUE, f"has {items}, must have {least}", f"add another: {_example(want.item)}"


def described(node: Node) -> str:
    """What stands there: `is 55`, `is '55%'`, `is empty`, `is a list`."""
    if isinstance(node, Items):
        return "is a list"
    if isinstance(node, Settings):
        return "is a group of settings"
    if node.empty:
        return "is empty"
    return f"is {node.text}" if node.plain and node.number is not None else f"is {quoted(node.text)}"


def _length(node: Scalar, want: Wanted) -> tuple[str, str, str]:
    if len(node.text) > 1:
        return VALUE, f"has {len(node.text):,} characters, which is too long", "shorten it"
    return VALUE, f"is {quoted(node.text)}, which is too short", f"write it in full: {want.description or want.words}"


def _pattern(path: Path, node: Scalar) -> tuple[str, str, str]:
    setting = next(step for step in reversed(path) if isinstance(step, str))
    must = _PATTERNS.get(setting, "written otherwise")
    letters = node.text.strip().upper()
    fits = path[-1] == "currency" and len(letters) == 3 and letters.isascii() and letters.isalpha()
    return (
        VALUE,
        f"is {quoted(node.text)}, must be {must}",
        f"write {letters}" if fits else "correct it or leave it out",
    )


def _remedy(node: Node, want: Wanted) -> str:
    """What to write instead of a value of the wrong type or outside its limits."""
    otherwise = "correct it" if want.required else "correct it or leave it out"
    if not isinstance(node, Scalar) or node.empty:
        return f"write {_example(want)}"
    if node.text.strip().casefold() == "closed" and {"won", "lost"}.issubset(want.choices):
        return "write won or lost"
    if want.choices:
        return meant(node.text, want.choices, f"write {listed(want.choices)}")
    if want.kind is Kind.LIST:
        return f"write it as a list: [{node.text}]" if len(node.text) <= 60 else "write it as a list, one - a line"
    if want.kind is Kind.SETTINGS:
        return f"write {_example(want, node.text)}"
    return _number_remedy(node, want) or otherwise


def _example(want: Wanted | None, text: str = "…") -> str:
    """What could stand there: `{name: …}` for a group, `[…]` for a list, else its words."""
    if want is None or want.kind not in (Kind.SETTINGS, Kind.LIST):
        return want.words if want else "a value"
    if want.kind is Kind.LIST:
        return f"a list, such as [{_example(want.item)}]"
    first = next((name for name, below in want.settings.items() if below.required), None)
    return f"{{{first}: {text}}}" if first and len(text) <= 60 else want.words


def _number_remedy(node: Scalar, want: Wanted) -> str | None:
    """`write 0.55` for 55 and for 55% where a number from 0 to 1 is wanted; None where nothing plausible fits."""
    number = node.number
    meant_here = meant_number(node.text) if number is None else Decimal(number)
    if meant_here is None:
        digits = node.text.removeprefix("-").replace(".", "", 1)
        return (
            "write at most 18 digits on either side of the point" if len(digits) > 18 and digits.isdecimal() else None
        )
    if number is None and node.text.rstrip().endswith("%") and _may_be_days(want):
        return f"write {plain(meant_here * 100)}, or {plain(meant_here)} where it is a share"
    if want.high == 1 and 1 < meant_here <= 100:
        meant_here = meant_here / 100
    if want.kind is Kind.WHOLE and meant_here != meant_here.to_integral_value():
        meant_here = Decimal(round(meant_here))
    return f"write {plain(meant_here)}" if _fits(meant_here, want) else None


def _may_be_days(want: Wanted) -> bool:
    """Whether it is a limit, which is of days or a share, as the rule has it."""
    return want.kind is not Kind.WHOLE and want.low is not None and want.high is None


def _fits(number: Decimal, want: Wanted) -> bool:
    if (want.low is not None and number < want.low) or (want.high is not None and number > want.high):
        return False
    return want.above is None or number > want.above
