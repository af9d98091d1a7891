"""Headers to our fields: by what pipeline.yaml names, else by exact aliases; all others stay columns of their own."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..domain.opportunity import FIELDS
from . import preset as presets
from .aliases import ALIASES, CONVERTED, OUTCOMES, PRICED
from .chosen import Chosen
from .codes import quoted
from .header_currency import split

#: Ranks that a header with a currency stands behind all headers without one.
_PRICED = 1000
#: What the column with the currency of an amount is headed, by the amount's own header.
_OF_AMOUNT = (
    "{} currency", "{} currency code", "currency of {}", "{} currencyisocode", "{} currency iso code", "{} währung",
    "währung {}", "devise {}", "{} devise", "moneda {}", "{} moneda", "moeda {}", "{} moeda",
)  # fmt: skip
#: Headers of the person that somebody's title stands beside.
_PERSON = frozenset({"contact", "contact name", "primary contact", "first name", "last name", "full name", "email"})
#: Roles that say of a row whether it is open, won or lost.
_TELLING = frozenset({"is_won", "is_closed", "is_active"})
#: Longer headers name no currency.
_SHORT = 60
_QUOTES = " \t\r\n'\"\u2018\u2019\u201c\u201d\u201e\xab\xbb"
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


def choose(
    headers: Sequence[str],
    named: Mapping[str, str],
    preset: str | None = None,
    numbers: frozenset[int] = frozenset(),
) -> Chosen:
    """Which column holds which field: as `named` (field to header), else as a CRM has it, else by the aliases.

    `preset` is the key of the CRM whose export it is, `NO_PRESET` for none, or nothing to see by the headers. Columns
    of nothing but `numbers` are names where no other column is.
    """
    normals = [normal(header) for header in headers]
    taken, absent = _named(headers, normals, named)
    found = _preset(normals, preset)
    known = {} if found is None else {field: normals.index(one) for field, one in found.fields(normals).items()}
    columns = {field: at for field, at in known.items() if field in FIELDS and field not in named} | taken
    settled = _fill(columns, headers, named, set(known.values()), numbers)
    converted = _is_converted(normals, columns, found)
    settled += _denominated(headers, normals, columns, named, converted=converted)
    ordered = {name: columns[name] for name in FIELDS if name in columns}
    roles = {role: at for role, at in known.items() if role in presets.ROLES and at not in ordered.values()}
    entered = _entered(found, headers, normals)
    twins = twins_of(normals, ordered | roles)
    guessed = {} if "status" in named else _guessed(normals, ordered, roles)
    more = {role: at for role, at in guessed.items() if role in presets.ROLES}
    whole = {name: at for name in FIELDS if (at := ordered.get(name, guessed.get(name))) is not None}
    labels, roles = labels_of(headers), roles | more
    return Chosen(
        whole, labels, twins, tuple(settled), absent, found, roles, entered, tuple(guessed), converted, numbers
    )


def _guessed(normals: Sequence[str], columns: Mapping[str, int], roles: Mapping[str, int]) -> dict[str, int]:
    """The columns that say what was won and lost by headers of no CRM in particular, where no other says it."""
    if "status" in columns or not _TELLING.isdisjoint(roles):
        return {}
    used = {*columns.values(), *roles.values()}
    return {
        field: found[0]
        for field, known in OUTCOMES.items()
        if field not in roles and (found := [at for at, one in enumerate(normals) if one in known and at not in used])
    }


def _preset(normals: Sequence[str], key: str | None) -> presets.Preset | None:
    if key is None:
        return presets.recognised(normals)
    return None if key == presets.NO_PRESET else presets.named(key)


def _fill(
    columns: dict[str, int],
    headers: Sequence[str],
    named: Mapping[str, str],
    used: set[int],
    numbers: frozenset[int],
) -> list[str]:
    """Find the other fields by their aliases in columns that are not used, and say where two headers would do."""
    settled = []
    for name, found in aliased(headers, used | set(columns.values())).items():
        if name in named or name in columns:
            continue
        ranked = _names(found, headers, numbers) if name == "name" else found
        if not ranked:
            continue
        columns[name] = ranked[0]
        others = [quoted(headers[at].strip()) for at in ranked[1:] if normal(headers[at]) != normal(headers[ranked[0]])]
        if others:
            settled.append(f"{name} is read from {quoted(headers[ranked[0]].strip())}, not from {', '.join(others)}")
    return settled


def _names(found: Sequence[int], headers: Sequence[str], numbers: frozenset[int]) -> list[int]:
    """The columns that may be the name, those of numbers last; beside a person, a title is what that person is."""
    personal = not _PERSON.isdisjoint(map(normal, headers))
    fitting = (at for at in found if not (personal and normal(headers[at]) == "title"))
    return sorted(fitting, key=numbers.__contains__)


def _entered(
    preset: presets.Preset | None, headers: Sequence[str], normals: Sequence[str]
) -> tuple[tuple[str, int], ...]:
    """The columns that hold the day a stage was entered, by the stage's name as the header has it, without quotes."""
    found = []
    for at, header in enumerate(normals):
        begun = next((one for one in ([] if preset is None else preset.entered) if header.startswith(f"{one} ")), "")
        if begun:
            before = r"[\W_]+".join(begun.split())
            found.append((re.sub(rf"[\W_]*{before}[\W_]+", "", headers[at], count=1, flags=re.IGNORECASE), at))
    return tuple((text.strip(_QUOTES), at) for text, at in found)


def _is_converted(normals: Sequence[str], columns: Mapping[str, int], preset: presets.Preset | None) -> bool:
    """Whether the amounts are in the company's currency, and no column is headed as theirs."""
    if "amount" not in columns:
        return False
    header = normals[columns["amount"]]
    return header in (CONVERTED if preset is None else CONVERTED | preset.converted) and _own(header, normals) is None


def _own(amount: str, normals: Sequence[str]) -> int | None:
    """The column that is headed as the currency of the amounts."""
    return next((normals.index(one) for each in _OF_AMOUNT if (one := each.format(amount)) in normals), None)


def _denominated(
    headers: Sequence[str],
    normals: Sequence[str],
    columns: dict[str, int],
    named: Mapping[str, str],
    *,
    converted: bool,
) -> list[str]:
    """Take the currency from the column that is headed as that of the amounts; converted ones have no other."""
    if "amount" not in columns or "currency" in named:
        return []
    amount = columns["amount"]
    if converted:
        other = columns.pop("currency", None)
        said = f"{quoted(headers[amount].strip())} is in the company's currency"
        return [] if other is None else [f"{said}, not in {quoted(headers[other].strip())}"]
    own = _own(normals[amount], normals)
    if own is not None:
        columns["currency"] = own
    return []


def knows(cell: str) -> bool:
    """Whether a cell is a header of ours."""
    return normal(cell) in _lookup()


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
def field_of(header: str) -> tuple[str, int] | None:
    """The field a header names, and its rank there; that of an amount may name a currency and a unit, too."""
    rest, currency = split(header) if len(header) <= _SHORT else (header, "")
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
        known = field_of(header)
        if known and position not in used:
            found[known[0]].append((known[1], position))
    return {name: [position for _, position in sorted(ranked)] for name, ranked in found.items()}


def labels_of(headers: Sequence[str]) -> tuple[str, ...]:
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


def twins_of(normals: Sequence[str], columns: Mapping[str, int]) -> tuple[tuple[str, int, int], ...]:
    """The fields whose header two columns have, with the positions of both."""
    if len(set(normals)) == len(normals):
        return ()
    return tuple(
        (name, position, other)
        for name, position in columns.items()
        for other, header in enumerate(normals)
        if header == normals[position] and other != position and other not in columns.values()
    )
