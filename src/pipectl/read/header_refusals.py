"""Why a header can't be used: what is missing or stands twice, what it names instead, and what to do."""

from collections.abc import Mapping, Sequence

from ..domain.errors import HeaderProblem
from .aliases import ALIASES
from .codes import quoted
from .headers import field_of, normal
from .preset import NO_PRESET, history
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


def refuse_missing(name: str, line: int, headers: Sequence[str], missing: Sequence[Sequence[str]]) -> None:
    """Raise where a file lacks a needed column: lists what was found, and the line of yaml that would name it."""
    if not missing:
        return
    from shlex import quote

    file = quote("-" if name == "stdin" else name)
    wanted = "; ".join(f"{group[0]} (or {group[1]})" if group[1:] else group[0] for group in missing)
    fitting = _fitting([group[0] for group in missing], headers)
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


def _fitting(names: Sequence[str], headers: Sequence[str]) -> dict[str, str]:
    """Field to the header most like one of its aliases, the best fit first and each header once, where one is alike."""
    from difflib import SequenceMatcher

    by_normal = {normal(header): " ".join(header.split()) for header in headers[:MANY_COLUMNS] if header.strip()}
    free = [(header, text) for header, text in list(by_normal.items())[:_LISTED] if not field_of(text)]
    fits = [
        (max(SequenceMatcher(None, alias, header).ratio() for alias in ALIASES[name]), name, text)
        for name in names
        for header, text in free
        if name != "amount" or not is_weighted(header)
    ]
    found: dict[str, str] = {}
    for alike, name, text in sorted(fits, key=lambda fit: -fit[0]):
        if alike >= _FITTING and name not in found and text not in found.values():
            found[name] = text
    return found


def _listing(headers: Sequence[str]) -> str:
    named = [" ".join(header.split())[:_LISTED] for header in headers if header.strip()]
    most = _FEW if len(named) > MANY_COLUMNS else _LISTED
    more = f" and {len(named) - most:,} more" if len(named) > most else ""
    return ", ".join(named[:most]) + more
