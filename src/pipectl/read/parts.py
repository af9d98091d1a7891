"""The parts of a workbook as streams of XML: how large what they unfold to is, and what reading them would lose."""

from xml.parsers import expat

from ..domain.errors import InputProblem
from .looks import Looks

#: Cells that a sheet may have room for, and characters that may stand in them.
CELLS, CHARACTERS = 20_000_000, 1 << 29
#: Cells whose text is kept because reading would lose it, elements inside each other, and bytes of one of them.
_KEPT, _DEEPEST, _LONGEST = 1_000_000, 500, 16 << 20


class Marks:
    """Cells that would be read as empty and are not: an error such as #REF!, a formula whose value was not saved."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.rows: dict[int, dict[int, str]] = {}
        """Row and column, from 0, to the text that stands for the cell."""
        self.errors = self.formulas = 0
        self.looks = Looks(name)
        """How the other cells look."""

    def add(self, rows: range, columns: range, text: str, *, error: bool) -> None:
        """Note cells that hold the same."""
        count = len(rows) * len(columns)
        self.errors, self.formulas = self.errors + count * error, self.formulas + count * (not error)
        if self.errors + self.formulas > _KEPT:
            raise InputProblem(f"{self._name} has more than {_KEPT:,} cells without a value; save the sheet as CSV")
        for row in rows:
            self.rows.setdefault(row, {}).update(dict.fromkeys(columns, text))


class Part:
    """One part, parsed as it is unpacked; of what it unfolds to nothing is held."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = self._fed = 0
        self._cells = self._characters = 0
        self._sink: list[str] | None = None
        """Takes the text that comes next, where it matters."""
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._begin, self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._declared

    def feed(self, chunk: bytes) -> None:
        """Parse what comes next.

        Raises:
            InputProblem: it unfolds to more than can be read.
            ValueError: it is no XML.
        """
        self._parse(chunk, last=False)
        self._fed += len(chunk)
        if self._fed - max(0, self._parser.CurrentByteIndex) > _LONGEST or self._depth > _DEEPEST:
            raise InputProblem(f"{self._name} is built as no spreadsheet is; it is not read")
        if self._cells > CELLS:
            raise InputProblem(f"{self._name} has room for more than {CELLS:,} cells; save the sheet as CSV")
        if self._characters > CHARACTERS:
            raise InputProblem(f"{self._name} unfolds to over {CHARACTERS >> 20} MB of text; save the sheet as CSV")

    def close(self) -> None:
        """Parse its end."""
        if self._fed:
            self._parse(b"", last=True)

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from None

    def _declared(self, *_: object) -> None:
        """Refuse what entities are declared in: they can be made to unfold without end."""
        raise InputProblem(f"{self._name} declares entities of its own, as no spreadsheet does; it is not read")

    def _begin(self, _element: str, _given: dict[str, str]) -> None:
        self._depth += 1

    def _end(self, _element: str) -> None:
        self._depth -= 1

    def _text(self, text: str) -> None:
        if self._sink is not None:
            self._sink.append(text)


def local(name: str) -> str:
    """The name of an element or an attribute without the prefix of its namespace."""
    return name.rpartition(":")[2] if ":" in name else name
