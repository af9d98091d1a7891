"""The parts of an .xlsx workbook: the texts its cells share, its sheets, and where each of these is kept."""

from collections.abc import Collection, Iterator
from posixpath import normpath

from .looks import TEXT
from .number_formats import BUILT_IN, currency_of
from .parts import CELLS, Marks, Part, local

_DIGITS = "0123456789"
#: Types of cells whose value may be an empty text.
_TEXTS = frozenset(("str", "inlineStr", "s"))
_VALUES = frozenset(("v", "is"))
_INNER = _VALUES | {"f"}
_TRUE = ("1", "true")


class Strings(Part):
    """The texts that cells share: how long each is."""

    def __init__(self, name: str, lengths: list[int]) -> None:
        super().__init__(name)
        self._lengths, self._count = lengths, 0

    def _begin(self, element: str, _given: dict[str, str]) -> None:
        self._depth += 1
        if local(element) == "si":
            self._sink = []

    def _end(self, element: str) -> None:
        self._depth -= 1
        if local(element) != "si" or self._sink is None:
            return
        length, at = sum(map(len, self._sink)), self._count
        self._sink, self._count = None, at + 1
        if at < len(self._lengths):
            self._lengths[at] = max(length, self._lengths[at])
        else:
            self._lengths.append(length)


class Styles(Part):
    """The styles of cells: the currency of each one's number format."""

    def __init__(self, name: str, currencies: list[str]) -> None:
        super().__init__(name)
        self._currencies, self._formats = currencies, dict(BUILT_IN)
        self._within = ""

    def _begin(self, element: str, given: dict[str, str]) -> None:
        self._depth += 1
        kind = local(element)
        if kind in ("numFmts", "cellXfs"):
            self._within = kind
        elif kind == "numFmt" and self._within == "numFmts":
            self._formats[given.get("numFmtId", "")] = currency_of(given.get("formatCode", ""))
        elif kind == "xf" and self._within == "cellXfs":
            self._currencies.append(self._formats.get(given.get("numFmtId", ""), ""))

    def _end(self, element: str) -> None:
        self._depth -= 1
        if local(element) == self._within:
            self._within = ""


class Cells(Part):
    """A sheet: how far out its cells stand, by their references (A1 to XFD1048576) or one behind the other."""

    def __init__(self, name: str, lengths: list[int], currencies: list[str], marks: Marks) -> None:
        super().__init__(name)
        self._lengths, self._longest, self._marks = lengths, max(lengths, default=0), marks
        self._currencies, self._looks = currencies, marks.looks
        self._styles: dict[str, int] = {}
        """Number of a style to the kind of number that is shown so."""
        self._style, self._hidden = "", False
        self._row = self._column = self._at = 0
        """Where the next row, the next cell, and the row of the open cell stand, from 0."""
        self._rows = self._columns = 0
        self._type: str | None = None
        """Type of the open cell; None outside of one."""
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._known: dict[str, int] = {"": 0}

    def _begin(self, element: str, given: dict[str, str]) -> None:
        if element == "c":
            # One that stands in another is no cell.
            self._depth += self._type is not None
            self._type, self._value, self._formula, self._at = given.get("t", "n"), None, None, self._row
            self._style = given.get("s", "")
            if "r" in given:
                self._at, self._column = self._position(given["r"])
        elif element in _VALUES:
            self._depth += self._sink is not None
            self._sink = self._value = []
        elif element == "f":
            self._depth += self._sink is not None
            self._sink = self._formula = []
        elif ":" in element:
            self._begin(local(element), given)
        else:
            self._depth += 1
            if element == "row":
                self._open_row(given)

    def _open_row(self, given: dict[str, str]) -> None:
        self._hidden = given.get("hidden", "0") in _TRUE
        if "r" in given:
            self._row = self._position(given["r"])[0]

    def _end(self, element: str) -> None:
        if element == "c":
            self._close_cell()
        elif element in _INNER:
            self._sink = None
        elif ":" in element:
            self._end(local(element))
        else:
            self._depth -= 1
            if element == "row":
                self._row, self._column, self._hidden = self._row + 1, 0, False

    def _position(self, reference: str) -> tuple[int, int]:
        """Row and column of a reference, from 0; one that is none is refused where the sheet is read."""
        letters = reference.rstrip(_DIGITS)
        column = self._known.get(letters)
        if column is None:
            column = _column(letters)
            if len(letters) < 4:
                self._known[letters] = column
        return int(reference[len(letters) :] or 1) - 1, column

    def _close_cell(self) -> None:
        value, at, kind = self._value, self._column, self._type
        self._column, self._type = at + 1, None
        if not value and (value is None or kind not in _TEXTS):
            if self._formula is not None:
                self._reach(at)
                self._mark(at, f"={''.join(self._formula)}", error=False)
            return
        if self._at >= self._rows or at >= self._columns:
            self._reach(at)
        self._look(at, kind)
        if kind == "s":
            self._characters += self._shared(value)
        elif kind == "e":
            self._mark(at, "".join(value), error=True)

    def _look(self, column: int, kind: str | None) -> None:
        """Note how a cell with a value looks."""
        self._looks.hidden += self._hidden
        self._hidden = False
        number = TEXT
        if kind == "n":
            known = self._styles.get(self._style)
            number = self._number() if known is None else known
        self._looks.note(self._at, column, number)

    def _number(self) -> int:
        """The kind of number that the style of the open cell shows."""
        style = self._style or "0"
        plain = style.isascii() and style.isdecimal() and len(style) < 10
        at = int(style) if plain else len(self._currencies)
        kind = self._looks.kind(self._currencies[at] if at < len(self._currencies) else "")
        if len(self._style) < 10:
            self._styles[self._style] = kind
        return kind

    def _reach(self, column: int) -> None:
        self._rows, self._columns = max(self._rows, self._at + 1), max(self._columns, column + 1)
        self._cells = self._rows * self._columns

    def _mark(self, column: int, text: str, *, error: bool) -> None:
        self._marks.add(range(self._at, self._at + 1), range(column, column + 1), text, error=error)

    def _shared(self, value: list[str]) -> int:
        """How long the text is that a cell refers to; the longest there is where its number is not written plainly."""
        number = value[0] if len(value) == 1 else ""
        plain = number.isascii() and number.isdecimal() and len(number) < 10
        at = int(number) if plain else -1
        return self._lengths[at] if 0 <= at < len(self._lengths) else self._longest


class Book:
    """Which part each sheet is kept in, as the parts say that list them."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.listed: list[tuple[str, str]] = []
        """Name of each sheet and the number of its link."""
        self.targets: dict[str, str] = {}
        """Number of each link to what it leads to."""

    def sheets(self, parts: Collection[str]) -> Iterator[tuple[str, str]]:
        """Name of each sheet and its part, where that is among those that were looked through."""
        for name, link in self.listed:
            target = self.targets.get(link, "").replace("\\", "/").lower()
            for part in (target[1:],) if target.startswith("/") else (f"{self._folder}/{target}", target):
                if normpath(part) in parts:
                    yield name, normpath(part)
                    break


class Links(Part):
    """A part that lists sheets, or what their links lead to."""

    def __init__(self, name: str, book: Book) -> None:
        super().__init__(name)
        self._book = book

    def _begin(self, element: str, given: dict[str, str]) -> None:
        self._depth += 1
        if local(element) == "sheet":
            links = [value for key, value in given.items() if ":" in key and local(key) == "id"]
            self._book.listed += [(given.get("name", ""), link) for link in links]
        elif local(element) == "Relationship":
            self._book.targets[given.get("Id", "")] = given.get("Target", "")


def _column(letters: str) -> int:
    """Number of a column from 0: A is 0, XFD is 16383."""
    if len(letters) > 4:
        return CELLS
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
