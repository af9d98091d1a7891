"""The colours of pictures. Contrast with the paper is 3 or more for marks and 4.5 or more for words.

Blue against orange is told apart whatever colours somebody sees, and no fact hangs on colour alone.
"""

from typing import NamedTuple


class Theme(NamedTuple):
    """One set of colours."""

    name: str
    won: str
    open: str
    risk: str
    """What needs a person, alone."""
    quota: str
    ink: str
    quiet: str
    """Words of the second rank."""
    faint: str
    """Lines that only guide the eye."""
    paper: str
    is_page: bool = False
    """The picture stands on a page of ours, which has a heading over it, its own type, and the colours' values."""

    @property
    def roles(self) -> dict[str, str]:
        """What a mark stands for, to its colour, in the order that every spec names them."""
        return {
            "won": self.won,
            "open": self.open,
            "risk": self.risk,
            "quota": self.quota,
            "ink": self.ink,
            "quiet": self.quiet,
            "faint": self.faint,
            "paper": self.paper,
        }


LIGHT = Theme("light", "#12467f", "#3d85c6", "#c2410c", "#1b2430", "#1b2430", "#55606e", "#d9dee5", "#ffffff")
DARK = Theme("dark", "#bfe0ff", "#5596d8", "#ff8f57", "#e8ecf1", "#e8ecf1", "#a7b1be", "#323b47", "#12161c")
PAGE = Theme(
    "page",
    "var(--c-won)",
    "var(--c-open)",
    "var(--c-risk)",
    "var(--c-quota)",
    "var(--c-ink)",
    "var(--c-ink)",
    "var(--c-faint)",
    "var(--c-paper)",
    is_page=True,
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
