"""Yes or no: whether a CRM says that an opportunity is closed, won or active."""

from collections.abc import Hashable
from typing import NamedTuple

from ...domain.yes_no import NO, YES
from ..codes import DELETED, STATUS_UNKNOWN, Trouble


class FlagReading(NamedTuple):
    """What a text says; None for an empty cell."""

    flag: bool | None = None
    trouble: Trouble | None = None

    def sort(self, _text: str) -> Hashable:
        """What it says, if anything."""
        return self.flag, self.trouble is None


def read(text: str) -> FlagReading:
    """How a text reads as yes or no."""
    word = text.strip().casefold()
    if not word:
        return FlagReading()
    if word in YES or word in NO:
        return FlagReading(word in YES)
    return FlagReading(trouble=Trouble(STATUS_UNKNOWN, "is neither true nor false", "write true or false"))


def read_deleted(text: str) -> FlagReading:
    """How a text reads as whether its row was deleted, which sets it aside."""
    found = read(text)
    return FlagReading(trouble=Trouble(DELETED, "says that it was deleted")) if found.flag else found
