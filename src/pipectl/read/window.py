"""The part of a text that is held while it is cut into records: whole lines, the record being read among them."""

from collections.abc import Iterable
from typing import NamedTuple

#: Characters that are cut into records in one go.
WINDOW = 1 << 18
#: Characters one record may have: more is a quote that was never closed, or no table.
LONGEST = 1 << 24


class Start(NamedTuple):
    """Where in the text records begin, and the number of that line from 1."""

    position: int = 0
    line: int = 1


class Window:
    """A view of a text that only goes forward."""

    def __init__(self, pieces: Iterable[str], position: int) -> None:
        self.text = ""
        """Whole lines."""
        self.begin = position
        """Where they begin in the file."""
        self.whole = ""
        """As many of them as are cut in one go; empty where the first is longer than that."""
        self.ended = False
        """Whether the file ends with them."""
        self.cut_off = False
        """Whether they end where the limit is, within a line."""
        self._pieces = iter(pieces)
        self._rest = self._from(position)

    def advance(self, at: int) -> bool:
        """Let go of what stands before a place and hold a window's worth behind it; whether anything is left."""
        self.begin += at
        self.text = self.text[at:]
        if len(self.text) < WINDOW and not self.ended:
            self._hold(WINDOW - len(self.text))
        all_at_once = len(self.text) <= 2 * WINDOW
        self.whole = self.text if all_at_once else self.text[: _last_end(self.text, WINDOW)]
        return bool(self.text or self._rest)

    def widen(self, at: int) -> bool:
        """Hold more lines of the record that begins at a place; False at the end of the file or of its limit."""
        before = len(self.text)
        while len(self.text) == before and not self.ended:
            held = before - at + len(self._rest)
            if held > LONGEST:
                return False
            self._hold(min(max(held, WINDOW), LONGEST + 1 - held))
        return len(self.text) > before

    def cut_off_here(self) -> None:
        """Take the beginning of a line that is longer than the limit for all there is."""
        self.text += self._rest
        self._rest, self.ended, self.cut_off = "", True, True

    def _from(self, position: int) -> str:
        """What stands behind a position in the piece it is in."""
        for piece in self._pieces if position else ():
            if len(piece) > position:
                return piece[position:]
            position -= len(piece)
        return ""

    def _hold(self, wanted: int) -> None:
        """Read so many characters, and hold those that are whole lines."""
        parts, read = [self._rest], 0
        for piece in self._pieces:
            parts.append(piece)
            read += len(piece)
            if read >= wanted:
                break
        else:
            self.ended = True
        more = "".join(parts)
        end = len(more) if self.ended else _last_end(more, len(more))
        self.text += more[:end]
        self._rest = more[end:]


def _last_end(text: str, stop: int) -> int:
    """Where the last line before a place ends; a CR at the very end may be half of a line end."""
    return max(text.rfind("\n", 0, stop), text.rfind("\r", 0, stop - 1)) + 1
