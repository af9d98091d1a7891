"""What must hold of qualification, ideal customer and scores: stages there are, and each name once."""

from collections.abc import Iterator

from ..domain.cells import loose
from ..domain.finding import Finding
from ..domain.spec import StageKind
from .problems import CONTRADICTION, Path, listed, meant, quoted, spelled
from .reading import Reading

_ELEMENTS: Path = ("qualification", "elements")


def qualification_rules(reading: Reading) -> Iterator[Finding]:
    """Every contradiction in how opportunities are qualified and scored."""
    yield from _once(reading, _ELEMENTS)
    yield from _stages(reading)
    yield from _once(reading, ("ideal_customer", "rules"))
    yield from _once(reading, ("scores",))
    for index in range(reading.count("scores")):
        yield from _once(reading, ("scores", index, "rules"))
    yield from _once(reading, ("leads", "scores"))
    for index in range(reading.count("leads", "scores")):
        yield from _once(reading, ("leads", "scores", index, "rules"))


def _once(reading: Reading, at: Path) -> Iterator[Finding]:
    """Of a list, each name stands once, whatever its case and spacing."""
    seen: dict[str, str] = {}
    for index in range(reading.count(*at)):
        path = _name(reading, (*at, index))
        name = reading.text(*path)
        if name is None:
            continue
        first = seen.setdefault(loose(name), spelled(path))
        if first != spelled(path):
            problem = f"is {quoted(name)}, which {first} already is"
            yield reading.found(CONTRADICTION, path, problem, "give it a name of its own, or keep one of the two")


def _name(reading: Reading, path: Path) -> Path:
    """Where the name of an item stands: an item of text alone is its name."""
    return path if reading.text(*path) is not None else (*path, "name")


def _stages(reading: Reading) -> Iterator[Finding]:
    """What an element is needed from is an open stage."""
    kinds = {name: kind for _, name, kind in reading.stages()}
    opened = [name for name, kind in kinds.items() if kind == StageKind.OPEN.value]
    for index in range(reading.count(*_ELEMENTS)):
        path: Path = (*_ELEMENTS, index, "needed_from")
        wanted = reading.text(*path)
        if wanted is None or wanted in opened or not opened:
            continue
        problem = f"is {quoted(wanted)}, which is {f'a {kinds[wanted]} stage' if wanted in kinds else 'no stage here'}"
        yield reading.found(
            CONTRADICTION, path, problem, meant(wanted, opened, f"name an open stage: {listed(opened)}")
        )
