"""Whether a file ends in the middle of a row, as one does that was not written or sent to its end."""

from collections.abc import Iterable, Iterator, Sequence

from .shape import Kind


class Ending:
    """A file's text, which it hands on, and its records, of which it is told."""

    def __init__(self, text: Iterable[str], header: Sequence[str]) -> None:
        self._text, self._width = text, 1 + max((at for at, cell in enumerate(header) if cell.strip()), default=0)
        self._last, self._short, self._number = "", 0, -1
        self.cells: list[str] = []
        """Those of the last row that has fewer than there are headers."""

    def __iter__(self) -> Iterator[str]:
        for piece in self._text:
            self._last = piece[-1:] or self._last
            yield piece

    def note(self, number: int, cells: list[str], kind: Kind) -> None:
        """Look at a record, by its number from 0."""
        if len(cells) < self._width and kind in {Kind.ROW, Kind.MISFIT}:
            self._short, self._number, self.cells = self._short + 1, number, cells

    def cut(self, end: int) -> int:
        """The number of the last record of so many, where the file ends in the middle of it; else below 0.

        It has no line end and fewer cells than there are headers, and no other row has.
        """
        is_cut = self._short == 1 and self._number == end - 1 and self._last not in ("\n", "\r")
        return self._number if is_cut else -1
