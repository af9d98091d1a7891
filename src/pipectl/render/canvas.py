"""What the destination can show."""

from typing import NamedTuple


class Canvas(NamedTuple):
    """Size and means of the destination; renderers know nothing else of it."""

    width: int = 100
    """Columns a line may take."""
    colour: bool = False
    dark: bool = True
    """Whether the background is dark; only the choice of one accent colour depends on it."""
    ascii_only: bool = False
    """Whether it shows ASCII alone."""
    height: int | None = None
    """Lines there are, where what is shown should fit them."""
    isolates: bool = False
    """Whether it is a terminal that may order text from right to left by itself."""
