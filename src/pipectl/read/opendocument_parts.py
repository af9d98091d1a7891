"""The content of an .ods workbook: what its repeated rows, cells and spaces unfold to."""

from .looks import TEXT
from .parts import CELLS, Marks, Part, local

_CELLS = ("table:table-cell", "table:covered-table-cell")
_NUMBERS = frozenset(("float", "currency", "percentage"))
_UNSEEN = ("collapse", "filter")


class Tables(Part):
    """All sheets, which are read at once."""

    def __init__(self, name: str, marks: dict[str, Marks]) -> None:
        super().__init__(name)
        self._marks, self._table = marks, Marks(name)
        self._before = self._pushed = 0
        """Cells of the sheets before, and those of the rows of this one as they are written."""
        self._rows = self._height = self._width = 0
        """Rows so far, and how many of them and how many columns there are up to the last one that holds anything."""
        self._times = self._column = self._reached = self._filled = self._length = 0
        """Of the open row: how often it stands, where the next and the last cell stand, the filled ones, their text."""
        self._cell: dict[str, str] = {}
        self._aside: list[str] | None = None
        """Takes the text of the open cell once its note is over."""
        self._spaces = 0
        """Spaces of the open cell that are written as a number."""
        self._hidden, self._looked = False, 0
        """Whether the open row is not shown, and how many cells were looked at."""

    def _begin(self, element: str, given: dict[str, str]) -> None:
        self._depth += 1
        if element in _CELLS:
            self._cell, self._sink, self._spaces = given, [], 0
        elif element == "table:table-row":
            self._times = _count(given, "table:number-rows-repeated")
            self._hidden = given.get("table:visibility") in _UNSEEN
            self._column = self._reached = self._filled = self._length = 0
        elif element == "table:table":
            self._table = self._marks[given.get("table:name", "")] = Marks(self._name)
        elif element == "text:s":
            self._spaces += _count(given, "text:c")
        elif element == "office:annotation":
            self._aside, self._sink = self._sink, None

    def _end(self, element: str) -> None:
        self._depth -= 1
        if element in _CELLS:
            self._close_cell()
        elif element == "table:table-row":
            self._close_row()
        elif element == "table:table":
            self._before += self._height * self._width
            self._rows = self._height = self._width = 0
        elif element == "office:annotation":
            self._sink = self._aside

    def _close_cell(self) -> None:
        given, text = self._cell, "".join(self._sink or ())
        count, formula = _count(given, "table:number-columns-repeated"), given.get("table:formula", "")
        # What stands before a cell takes room, were it empty; what stands behind the last one does not.
        self._reached = self._column
        if formula or any(key.startswith("office:") for key in given):
            self._filled = self._column + count
        long = len(text) + len(formula) + len(given.get("office:string-value", "")) + self._spaces
        self._length += long * count
        self._note(given, range(self._column, self._column + count), text, formula)
        self._column += count
        self._sink = None

    def _note(self, given: dict[str, str], columns: range, text: str, formula: str) -> None:
        """Keep what reading would lose."""
        rows = range(self._rows, self._rows + self._times)
        if any(value == "error" and local(key) == "value-type" for key, value in given.items()):
            self._table.add(rows, columns, text, error=True)
        elif formula and "office:value-type" not in given:
            self._table.add(rows, columns, f"={formula.partition('=')[2]}", error=False)
        elif "office:value-type" in given:
            self._look(given, columns)

    def _look(self, given: dict[str, str], columns: range) -> None:
        """Note how cells with a value look."""
        looks, currency = self._table.looks, given.get("office:currency", "").strip()
        kind = looks.kind(currency) if given["office:value-type"] in _NUMBERS else TEXT
        self._looked += len(columns)
        for column in columns if self._looked <= CELLS else ():
            looks.note(self._rows, column, kind)

    def _close_row(self) -> None:
        self._characters += self._length * (1 + self._times)
        self._rows += self._times
        self._pushed += max(self._reached, self._filled)
        if self._filled:
            self._height, self._width = self._rows, max(self._width, self._filled)
            self._table.looks.hidden += self._hidden * self._times
        self._cells = self._before + self._pushed + self._height * self._width


def _count(given: dict[str, str], key: str) -> int:
    return max(0, int(given.get(key, "1")))
