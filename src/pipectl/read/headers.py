"""Headers to our fields: by what pipeline.yaml names, else by exact aliases; all others stay columns of their own."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..domain.errors import HeaderProblem
from ..domain.opportunity import FIELDS
from . import preset as presets
from .aliases import ALIASES, PRICED
from .chosen import Chosen
from .codes import quoted
from .header_currency import split
from .weighted import is_weighted, told_apart

#: Errors about files with more columns than this list only the first dozen headers.
MANY_COLUMNS = 1000
_FEW, _LISTED = 12, 60
#: How alike a header must be to what pipeline.yaml names, or to one of a field's aliases, to be suggested; never
#: enough to be taken.
_ALIKE, _FITTING = 0.6, 0.72
#: Ranks that a header with a currency stands behind all headers without one.
_PRICED = 1000
#: Amounts that are converted, whatever the currency of their opportunity.
_COMPANY = "amount in company currency"
#: What the column with the currency of an amount is headed, by the amount's own header.
_OF_AMOUNT = (
    "{} currency", "{} currency code", "currency of {}", "{} currencyisocode", "{} currency iso code", "{} währung",
    "währung {}", "devise {}", "{} devise", "moneda {}", "{} moneda", "moeda {}", "{} moeda",
)  # fmt: skip
_NO_WORD = re.compile(r"[\W_]+")


def normal(header: str) -> str:
    """A header as aliases are compared: casefolded, `%` spelled out, other runs of signs and spaces one space."""
    return _remembered(header) if len(header) <= _REMEMBERED else _normal(header)


def _normal(header: str) -> str:
    return _NO_WORD.sub(" ", header.replace("%", " percent ").casefold()).strip()


#: Cells are asked about, too, and long ones are not worth their memory.
_REMEMBERED = 300
_remembered = lru_cache(maxsize=4096)(_normal)


def propose(headers: Sequence[str]) -> dict[str, str]:
    """Field to header, for the headers that name one of our fields."""
    chosen = choose(headers, {})
    return {name: chosen.labels[position] for name, position in chosen.columns.items()}


def choose(headers: Sequence[str], named: Mapping[str, str], preset: str | None = None) -> Chosen:
    """Which column holds which field: as `named` (field to header), else as a CRM has it, else by the aliases.

    `preset` is the key of the CRM whose export it is, `NO_PRESET` for none, or nothing to see by the headers.
    """
    normals = [normal(header) for header in headers]
    taken, absent = _named(headers, normals, named)
    found = _preset(normals, preset)
    known = {} if found is None else {field: normals.index(one) for field, one in found.fields(normals).items()}
    columns = {field: at for field, at in known.items() if field in FIELDS and field not in named} | taken
    settled = _fill(columns, headers, normals, named, set(known.values()))
    settled += _denominated(headers, normals, columns, named)
    ordered = {name: columns[name] for name in FIELDS if name in columns}
    roles = {role: at for role, at in known.items() if role in presets.ROLES and at not in ordered.values()}
    entered = _entered(found, normals)
    twins = _twins(normals, ordered)
    return Chosen(ordered, _labels(headers), twins, tuple(settled), absent, found, roles, entered)


def _preset(normals: Sequence[str], key: str | None) -> presets.Preset | None:
    if key is None:
        return presets.recognised(normals)
    return None if key == presets.NO_PRESET else presets.named(key)


def _fill(
    columns: dict[str, int], headers: Sequence[str], normals: Sequence[str], named: Mapping[str, str], used: set[int]
) -> list[str]:
    """Find the other fields by their aliases in columns that are not used, and say where two headers would do."""
    settled = []
    for name, ranked in aliased(headers, used | set(columns.values())).items():
        if name in named or name in columns:
            continue
        columns[name] = ranked[0]
        others = [quoted(headers[at].strip()) for at in ranked[1:] if normals[at] != normals[ranked[0]]]
        if others:
            settled.append(f"{name} is read from {quoted(headers[ranked[0]].strip())}, not from {', '.join(others)}")
    return settled


def _entered(preset: presets.Preset | None, normals: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """The columns that hold the day a stage was entered, by the stage's name as the header has it."""
    found = []
    for at, header in enumerate(normals):
        for before, behind in () if preset is None else preset.entered:
            if header.startswith(f"{before} ") and header.endswith(behind) and len(header) > len(before) + len(behind):
                found.append((header.removeprefix(before).removesuffix(behind).strip(), at))
                break
    return tuple(found)


def _denominated(
    headers: Sequence[str], normals: Sequence[str], columns: dict[str, int], named: Mapping[str, str]
) -> list[str]:
    """Take the currency from the column that is headed as that of the amounts; amounts of a company have no other."""
    if "amount" not in columns or "currency" in named:
        return []
    amount = columns["amount"]
    if normals[amount] == _COMPANY:
        other = columns.pop("currency", None)
        said = f"{quoted(headers[amount].strip())} is in the company's currency"
        return [] if other is None else [f"{said}, not in {quoted(headers[other].strip())}"]
    for pattern in _OF_AMOUNT:
        header = pattern.format(normals[amount])
        if header in normals:
            columns["currency"] = normals.index(header)
            break
    return []


def knows(cell: str) -> bool:
    """Whether a cell is a header of ours."""
    return normal(cell) in _lookup()


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


def refuse_missing(name: str, line: int, headers: Sequence[str], missing: Sequence[Sequence[str]]) -> None:
    """Raise where a file lacks a needed column: lists what was found, and the line of yaml that would name it."""
    if not missing:
        return
    from shlex import quote

    file = quote("-" if name == "stdin" else name)
    wanted = "; ".join(f"{group[0]} (or {group[1]})" if group[1:] else group[0] for group in missing)
    fitting = _fitting([group[0] for group in missing], headers)
    settings = ", ".join(f'{group[0]}: "{fitting.get(group[0], "...")}"' for group in missing)
    apart = told_apart(weighted(headers)) if "amount" not in fitting and "amount: " in settings else ""
    raise HeaderProblem(
        f"{name}:{line}: no column for: {wanted} (found: {_listing(headers)}); {apart and f'{apart}; '}"
        f"name the right one in pipeline.yaml, such as columns: {{{settings}}}, "
        f"or let `pipectl init --from {file}` ask"
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


@lru_cache(maxsize=1)
def _lookup() -> dict[str, tuple[str, int]]:
    """Normalised alias to its field and its rank there."""
    own = {normal(name): (name, len(ALIASES[name])) for name in FIELDS}
    return own | {alias: (name, rank) for name, known in ALIASES.items() for rank, alias in enumerate(known)}


def _named(
    headers: Sequence[str], normals: Sequence[str], named: Mapping[str, str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Positions of the headers pipeline.yaml names, and the fields whose header is not there."""
    stripped = [header.strip() for header in headers]
    taken: dict[str, int] = {}
    absent = []
    for name, header in named.items():
        if header.strip() in stripped:
            taken[name] = stripped.index(header.strip())
        elif normal(header) and normal(header) in normals:
            taken[name] = normals.index(normal(header))
        else:
            absent.append(name)
    return taken, tuple(absent)


@lru_cache(maxsize=4096)
def _field(header: str) -> tuple[str, int] | None:
    """The field a header names, and its rank there; that of an amount may name a currency and a unit, too."""
    rest, currency = split(header) if len(header) <= _LISTED else (header, "")
    if currency and normal(rest) in PRICED:
        return "amount", _PRICED
    found = _lookup().get(normal(header))
    if found:
        return found
    bare = _lookup().get(normal(rest)) if rest != header else None
    return (bare[0], bare[1] + _PRICED) if bare and bare[0] == "amount" else None


def aliased(headers: Sequence[str], used: set[int]) -> dict[str, list[int]]:
    """Field to the positions of the headers that name it, the most usual name first."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for position, header in enumerate(headers):
        known = _field(header)
        if known and position not in used:
            found[known[0]].append((known[1], position))
    return {name: [position for _, position in sorted(ranked)] for name, ranked in found.items()}


def _labels(headers: Sequence[str]) -> tuple[str, ...]:
    """What each column is called: its header, numbered where another has it, case apart."""
    labels: dict[str, str] = {}
    again: dict[str, int] = {}
    for position, header in enumerate(headers, 1):
        label = wanted = " ".join(header.split()) or f"column {position}"
        while label.casefold() in labels:
            again[wanted] = again.get(wanted, 1) + 1
            label = f"{wanted} ({again[wanted]})"
        labels[label.casefold()] = label
    return tuple(labels.values())


def _twins(normals: Sequence[str], columns: Mapping[str, int]) -> tuple[tuple[str, int, int], ...]:
    if len(set(normals)) == len(normals):
        return ()
    return tuple(
        (name, position, other)
        for name, position in columns.items()
        for other, header in enumerate(normals)
        if header == normals[position] and other != position and other not in columns.values()
    )


def _fitting(names: Sequence[str], headers: Sequence[str]) -> dict[str, str]:
    """Field to the header most like one of its aliases, the best fit first and each header once, where one is alike."""
    from difflib import SequenceMatcher

    by_normal = {normal(header): " ".join(header.split()) for header in headers[:MANY_COLUMNS] if header.strip()}
    free = [(one, text) for one, text in list(by_normal.items())[:_LISTED] if not _field(text)]
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
