"""What must hold between the settings of activities and their standards."""

from collections.abc import Iterator
from dataclasses import fields

from ..domain.activity import KINDS
from ..domain.activity_settings import ActivityColumns, ActivityStatuses
from ..domain.cells import loose
from ..domain.finding import Finding
from .problems import CONTRADICTION, VALUE, Path, listed, meant, quoted, spelled
from .reading import Reading
from .tree import Settings, find


def activity_rules(reading: Reading) -> Iterator[Finding]:
    """Every contradiction in the settings of activities."""
    columns = (("activities", "columns", each.name) for each in fields(ActivityColumns))
    yield from _apart(reading, columns, "a column holds one field; remove one")
    yield from _twice(reading)
    yield from _apart(reading, _words(reading, "kinds", _kinds(reading)), "a word is of one kind; remove one")
    statuses = [each.name for each in fields(ActivityStatuses)]
    yield from _apart(reading, _words(reading, "statuses", statuses), "a word has one meaning; remove one")
    yield from _standards(reading)


def _kinds(reading: Reading) -> list[str]:
    """Kinds of pipeline.yaml, as they are spelled there."""
    node, _ = find(reading.root, ("activities", "kinds"))
    return list(node.entries) if isinstance(node, Settings) else []


def _twice(reading: Reading) -> Iterator[Finding]:
    """No kind stands twice in two spellings."""
    seen: dict[str, str] = {}
    for kind in _kinds(reading):
        first = seen.setdefault(loose(kind), kind)
        if first != kind:
            path: Path = ("activities", "kinds", kind)
            yield reading.found(CONTRADICTION, path, f"is {first} in another spelling", "join their words")


def _words(reading: Reading, setting: str, keys: list[str]) -> Iterator[Path]:
    """Paths of the words of each key."""
    for key in keys:
        path: Path = ("activities", setting, key)
        yield from ((*path, index) for index in range(reading.count(*path)))


def _apart(reading: Reading, paths: Iterator[Path], remedy: str) -> Iterator[Finding]:
    """No two of them hold the same text."""
    seen: dict[str, Path] = {}
    for path in paths:
        text = reading.text(*path)
        if text is None:
            continue
        first = seen.setdefault(loose(text), path)
        if first != path:
            yield reading.found(CONTRADICTION, path, f"is {quoted(text)}, which {spelled(first)} already is", remedy)


def _standards(reading: Reading) -> Iterator[Finding]:
    """A standard is of a kind that is counted, of an owner or a team, and stands once."""
    kinds = list(dict.fromkeys([*KINDS, *_kinds(reading)]))
    seen: dict[tuple[str, ...], str] = {}
    for index in range(reading.count("activity_standards")):
        path: Path = ("activity_standards", index)
        kind, owner, team = (reading.text(*path, key) for key in ("kind", "owner", "team"))
        if kind is not None and loose(kind) not in map(loose, kinds):
            remedy = meant(kind, kinds, f"write {listed(kinds)}, or add it to activities: kinds")
            yield reading.found(VALUE, (*path, "kind"), f"is {quoted(kind)}, which is no kind that is counted", remedy)
        if owner is not None and team is not None:
            remedy = "a standard is of one of them; write two"
            yield reading.found(CONTRADICTION, path, "names an owner and a team", remedy)
        key = tuple(loose(part or "") for part in (kind, owner, team))
        first = seen.setdefault(key, spelled(path))
        if kind is not None and first != spelled(path):
            yield reading.found(CONTRADICTION, path, f"is a second one beside {first}", "remove one")
