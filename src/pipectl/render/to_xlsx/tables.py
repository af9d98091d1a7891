"""A JSON document as tables: every list in it is one, whose rows name what they stand below; the rest are lines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

from ..schemas.parts import Schema, decimal, money

Path = tuple[str, ...]
Row = tuple[Any, ...]


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    SHARE = "share"
    DAY = "day"
    FLAG = "flag"


class Field(NamedTuple):
    """One column."""

    title: str
    kind: Kind
    path: Path
    """Where its values stand in an item; empty for what names the row above."""


class Table(NamedTuple):
    """What goes on one sheet."""

    name: str
    about: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    """Values as JSON has them."""


class Line(NamedTuple):
    """One value that stands in no list."""

    title: str
    kind: Kind
    value: Any


class LaidOut(NamedTuple):
    """A whole document."""

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]


class _List(NamedTuple):
    """One list of a kind, and what names the row it belongs to."""

    above: Row
    items: Any


class _Shape(NamedTuple):
    """What the items of lists of a kind have: columns, and lists of their own."""

    leading: tuple[Field, ...]
    own: tuple[Field, ...]
    within: tuple[tuple[Path, Schema], ...]


#: What names a row.
_NAMING = (
    ("by",), ("key",), ("id",), ("name",), ("rule",), ("metric",), ("title",), ("owner",), ("stage",), ("method",),
    ("code",), ("kind",), ("day",), ("last",), ("period", "label"), ("days_left",), ("check",), ("field",),
)  # fmt: skip
#: What rows say as well that stand below one with it.
_SHARED = (("stage",), ("owner",))
#: Where rows came from and what is wrong with them stands behind the figures.
_LAST = ("source", "findings", "finding_counts", "past_findings")
_MONEY, _DECIMAL = money("")["pattern"], decimal("")["pattern"]


def laid_out(document: Mapping[str, Schema], tree: Mapping[str, Any]) -> LaidOut:
    """All of a document."""
    parts = sorted(_parts(document), key=lambda part: part[0][0] in _LAST)
    names = _names([at for path, schema in parts for at in _paths(path, schema)])
    lines: list[Line] = []
    tables: list[Table] = []
    for path, schema in parts:
        value = _at(tree, path)
        if _has_rows(schema):
            tables += _tables(path, schema, (), [_List((), value)], names)
        else:
            several = value if isinstance(value, list) else [value]
            lines += [Line(_title(path, " · "), _kind(path, schema), each) for each in several]
    return LaidOut(tuple(lines), tuple(tables))


def _paths(path: Path, schema: Schema) -> Iterator[Path]:
    """Where a list stands, and every list within it; nothing for what is none."""
    if _has_rows(schema):
        yield path
        for at, each in _shape(path, schema).within:
            yield from _paths((*path, *at), each)


def _names(paths: Sequence[Path]) -> Mapping[Path, str]:
    """As much of where each stands, from its end, as tells it from the others: `Cards`, `Groups measures`."""
    ends = Counter(path[start:] for path in paths for start in range(len(path)))
    return {
        path: _title(next((path[start:] for start in range(len(path) - 1, 0, -1) if ends[path[start:]] == 1), path))
        for path in paths
    }


def _tables(
    path: Path, schema: Schema, above: tuple[Field, ...], lists: Sequence[_List], names: Mapping[Path, str]
) -> Iterator[Table]:
    """The table of all lists of a kind, and those of the lists within; none where they are empty."""
    shape = _shape(path, schema)
    entries = [(one.above, key, item) for one in lists for key, item in _entries(one.items)]
    if not entries:
        return
    fields = (*above, *shape.leading, *shape.own)
    rows = ((*known, *_led(shape, key), *(_cell(item, field) for field in shape.own)) for known, key, item in entries)
    yield _filled(Table(names[path], schema.get("description", ""), _unlike(fields), tuple(rows)))
    for at, each in shape.within:
        naming = _naming(shape, _shape((*path, *at), each))
        known_below = (
            *above,
            *(field._replace(path=()) for field in shape.leading),
            *(_of(path, field) for field in naming),
        )
        below = [
            _List((*known, *_led(shape, key), *(_cell(item, field) for field in naming)), _at(item, at))
            for known, key, item in entries
        ]
        yield from _tables((*path, *at), each, known_below, below, names)


def _filled(table: Table) -> Table:
    """The table without columns of parts that no row has."""
    kept = [
        index
        for index, field in enumerate(table.fields)
        if len(field.path) < 2 or any(row[index] is not None for row in table.rows)
    ]
    if len(kept) == len(table.fields):
        return table
    rows = tuple(tuple(row[index] for index in kept) for row in table.rows)
    return table._replace(fields=tuple(table.fields[index] for index in kept), rows=rows)


def _shape(path: Path, schema: Schema) -> _Shape:
    item = _item(schema)
    parts = list(_parts(item["properties"])) if "properties" in item else [((), item)]
    own = tuple(Field(_title(at or ("value",)), _kind(at, each), at) for at, each in parts if not _has_rows(each))
    within = tuple((at, each) for at, each in parts if _has_rows(each))
    is_map = "additionalProperties" in schema and "properties" not in schema
    nameless = not any(field.path in _NAMING for field in own)
    first = _title((_singular(path[-1]),)) if is_map else "No."
    leading = (Field(first, Kind.TEXT if is_map else Kind.WHOLE, ("#",)),) if is_map or nameless else ()
    return _Shape(leading, own, within)


def _naming(shape: _Shape, below: _Shape) -> tuple[Field, ...]:
    """What rows below are told of the row they belong to."""
    has = {field.path for field in below.own}
    return tuple(
        field for field in shape.own if field.path in _NAMING and not (field.path in _SHARED and field.path in has)
    )


def _of(path: Path, field: Field) -> Field:
    """A column that names the row above: `Stage key`."""
    noun, own = _title((_singular(path[-1]),)), field.title
    return field._replace(title=own if noun == own else f"{noun} {own[:1].lower()}{own[1:]}", path=())


def _led(shape: _Shape, key: Any) -> Row:
    return (key,) if shape.leading else ()


def _parts(properties: Mapping[str, Schema], path: Path = ()) -> Iterator[tuple[Path, Schema]]:
    """Everything in an object, parts of the objects in it included."""
    for key, schema in properties.items():
        if "properties" in schema:
            yield from _parts(schema["properties"], (*path, key))
        else:
            yield (*path, key), schema


def _has_rows(schema: Schema) -> bool:
    """Whether it is a list of something else than words, or a map."""
    kinds = schema.get("type", "")
    if "array" in kinds:
        return bool(schema["items"].get("type") != "string")
    return "object" in kinds


def _item(schema: Schema) -> Schema:
    found: Schema = schema["items"] if "items" in schema else schema["additionalProperties"]
    return found


def _entries(items: Any) -> Iterator[tuple[Any, Any]]:
    """The items with their keys, or with their numbers from 1."""
    return iter(items.items()) if isinstance(items, dict) else enumerate(items or (), 1)


def _at(value: Any, path: Path) -> Any:
    """A part of an item; None where it lies in one that is not there."""
    for key in path:
        value = None if value is None else value[key]
    return value


def _cell(item: Any, field: Field) -> Any:
    value = _at(item, field.path)
    return "; ".join(value) if isinstance(value, list) else value


def _kind(path: Path, schema: Schema) -> Kind:
    """What a value is, as its schema says."""
    kinds, about = schema.get("type", "string"), schema.get("description", "")
    if "boolean" in kinds:
        return Kind.FLAG
    if "integer" in kinds:
        return Kind.WHOLE
    if schema.get("format") == "date":
        return Kind.DAY
    if schema.get("pattern") == _MONEY:
        return Kind.MONEY
    is_share = "0 to 1" in about or about in ("Share.", "Share lost.") or path[-2:-1] == ("interval",)
    return (Kind.SHARE if is_share else Kind.DECIMAL) if schema.get("pattern") == _DECIMAL else Kind.TEXT


def _title(path: Path, between: str = " ") -> str:
    """A name for people: `Expected close`, `Moves on value`; of a place its parts alone."""
    words = between.join(key for key in path if key != "place" or len(path) == 1).replace("_", " ")
    return words[:1].upper() + words[1:]


def _singular(word: str) -> str:
    """What one of them is called; of counts, what is counted."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s").removesuffix("_count")


def _unlike(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """No two titles of one table are alike, be it but for capitals."""
    seen: Counter[str] = Counter()
    found = []
    for field in fields:
        seen[field.title.lower()] += 1
        number = seen[field.title.lower()]
        found.append(field if number == 1 else field._replace(title=f"{field.title} ({number})"))
    return tuple(found)
