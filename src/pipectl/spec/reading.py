"""The tree of pipeline.yaml as the rules between settings ask it: by path, text and counts."""

from collections.abc import Iterator

from ..domain.finding import Finding
from ..domain.spec import StageKind
from .problems import Path, found, spelled
from .tree import Items, Node, Scalar, find


class Reading:
    """The tree of one file, asked by path."""

    def __init__(self, root: Node, file: str) -> None:
        self.root = root
        self.file = file

    def text(self, *path: str | int) -> str | None:
        """Text at a path; None where there is none, or it was refused."""
        node, _ = find(self.root, path)
        return node.text if isinstance(node, Scalar) and not node.empty and not node.refused else None

    def count(self, *path: str | int) -> int:
        """Number of items of the list at a path; 0 where there is none."""
        node, _ = find(self.root, path)
        return len(node.items) if isinstance(node, Items) else 0

    def stages(self) -> Iterator[tuple[int, str, str]]:
        """Position, name and kind of each stage that has a name."""
        for index in range(self.count("stages")):
            if name := self.text("stages", index, "name"):
                yield index, name, self.text("stages", index, "kind") or StageKind.OPEN.value

    def found(self, code: str, path: Path, problem: str, remedy: str) -> Finding:
        """A finding about the value at a path."""
        return found(code, self.file, find(self.root, path)[1], f"{spelled(path)} {problem}", remedy)
