"""Why a header can't be used: what is missing or stands twice, what it names instead, and what to do."""

from collections.abc import Iterator, Mapping, Sequence

from ..domain.errors import HeaderProblem
from .aliases import ALIASES
from .codes import quoted
from .headers import field_of, normal
from .preset import NO_PRESET, history
from .sampled import Rows, holds_amounts, is_no_money, is_of_money
from .weighted import is_weighted, told_apart

#: Errors about files with more columns than this list only the first dozen headers.
MANY_COLUMNS = 1000
_FEW, _LISTED = 12, 60
#: How alike a header must be to what pipeline.yaml names, or to one of a field's aliases, to be suggested; never
#: enough to be taken.
_ALIKE, _FITTING = 0.6, 0.72


def refuse_absent(place: str, headers: Sequence[str], absent: Sequence[str], named: Mapping[str, str], by: str) -> None:
    """Raise where a header that was named is not in the file; `by` says what names it, with a gap for the field."""
    import difflib

    problems = []
    for name in absent:
        apart = weighted(headers) if name == "amount" and not is_weighted(normal(named[name])) else ()
        there = [header.strip() for header in headers if header.strip() not in apart]
        close = difflib.get_close_matches(named[name], there, n=1, cutoff=_ALIKE)
        hint = f"; did you mean {quoted(close[0])}?" if close else ""
        problems.append(f"{by.format(name)} names {quoted(named[name])}, which is not there{hint}")
    if problems:
        raise HeaderProblem(f"{place}: {'; '.join(problems)} (found: {_listing(headers)})")


def refuse_history(place: str, headers: Sequence[str], preset: str | None) -> None:
    """Raise where the headers are those of a history of opportunities, unless no CRM's export is to be seen in them."""
    found = None if preset == NO_PRESET else history([normal(header) for header in headers])
    if found:
        raise HeaderProblem(
            f"{place}: this is a history of opportunities ({found.title}): a row is a change and no opportunity, and "
            "what was changed twice would count twice; export the opportunities themselves and give this file as their "
            "past, with `pipectl funnel --history FILE` or history_files in pipeline.yaml; or use "
            f"--preset {NO_PRESET} if each stands here once"
        )


def refuse_missing(
    name: str, line: int, headers: Sequence[str], missing: Sequence[Sequence[str]], rows: Rows = ()
) -> None:
    """Raise where a file lacks a needed column: lists what was found, and the line of yaml that would name it.

    The first rows, where they are given, have a say in which column is proposed for amounts.
    """
    if not missing:
        return
    from shlex import quote

    file = quote("-" if name == "stdin" else name)
    wanted = "; ".join(f"{group[0]} (or {group[1]})" if group[1:] else group[0] for group in missing)
    fitting = _fitting([group[0] for group in missing], headers, rows)
    named = [(group[0], fitting.get(group[0], "HEADER")) for group in missing]
    options = " ".join(f"--column {quote(f'{field}={header}')}" for field, header in named)
    settings = ", ".join(f'{field}: "{header}"' for field, header in named)
    apart = told_apart(weighted(headers)) if ("amount", "HEADER") in named else ""
    raise HeaderProblem(
        f"{name}:{line}: no column for: {wanted} (found: {_listing(headers)}); {apart and f'{apart}; '}"
        f"name the right one with `pipectl init --from {file} {options}`, which writes a pipeline.yaml and asks where "
        f"--column is left out; or add it to the one that is there: columns: {{{settings}}}"
    )


def weighted(headers: Sequence[str]) -> tuple[str, ...]:
    """Headers of amounts that are weighted already, as they stand but for space around them."""
    return tuple(header.strip() for header in headers[:MANY_COLUMNS] if is_weighted(normal(header)))


def refuse_twins(place: str, label: str, first: int, second: int) -> None:
    """Raise about two columns of one header that hold different values; positions count from 0."""
    raise HeaderProblem(
        f"{place}: columns {first + 1} and {second + 1} are both headed {quoted(label)} and hold different values; "
        "rename the one that is not meant"
    )


def refuse_other(place: str, first: int) -> None:
    """Raise where a second header, of other columns, stands among the rows."""
    raise HeaderProblem(
        f"{place}: another header stands here, whose columns are not those of line {first}; "
        "split the file above this line and name both files"
    )


def _fitting(names: Sequence[str], headers: Sequence[str], rows: Rows) -> dict[str, str]:
    """Field to the header most like one of its aliases, the best fit first and each header once, where one is alike."""
    fits = [fit for name in names for fit in _fits(name, headers[:MANY_COLUMNS], rows)]
    found: dict[str, str] = {}
    for _, name, text in sorted(fits, key=lambda fit: fit[0], reverse=True):
        if name not in found and text not in found.values():
            found[name] = text
    return found


def _fits(name: str, headers: Sequence[str], rows: Rows) -> Iterator[tuple[tuple[bool, float], str, str]]:
    """How well headers fit a field, those that speak of money best where it is the amount."""
    from difflib import SequenceMatcher

    free = {normal(one): at for at, one in enumerate(headers) if one.strip() and could_be(name, one, at, rows)}
    for header, at in list(free.items())[:_LISTED]:
        alike = max(SequenceMatcher(None, alias, header).ratio() for alias in ALIASES[name])
        of_money = name == "amount" and bool(rows) and is_of_money(header)
        if alike >= (_ALIKE if of_money else _FITTING):
            yield (of_money, alike), name, " ".join(headers[at].split())


def could_be(name: str, header: str, column: int, rows: Rows) -> bool:
    """Whether a column may be that of a field; one headed as a name may be that of amounts, as Opportunity is."""
    known = field_of(" ".join(header.split()))
    if name != "amount" or (is_weighted(normal(header)) or is_no_money(header)):
        return name != "amount" and known is None
    if not rows:
        return known is None
    return (known is None or known[0] == "name") and holds_amounts(rows, column)


def _listing(headers: Sequence[str]) -> str:
    named = [" ".join(header.split())[:_LISTED] for header in headers if header.strip()]
    most = _FEW if len(named) > MANY_COLUMNS else _LISTED
    more = f" and {len(named) - most:,} more" if len(named) > most else ""
    return ", ".join(named[:most]) + more
