"""What the named colours of the screens look like in a picture; words read well on both papers, dim ones too."""

from rich.terminal_theme import TerminalTheme

_RGB = tuple[int, int, int]


def _theme(paper: _RGB, ink: _RGB, red: _RGB, green: _RGB, blue: _RGB, cyan: _RGB) -> TerminalTheme:
    """The screens know no more than these, each as good as its bright one."""
    row = [ink, red, green, ink, blue, ink, cyan, ink]
    return TerminalTheme(paper, ink, row, row)


LIGHT = _theme((255, 255, 255), (12, 16, 24), (180, 35, 24), (17, 110, 65), (18, 84, 150), (11, 104, 120))
DARK = _theme((18, 22, 28), (232, 236, 241), (255, 122, 110), (110, 201, 140), (120, 175, 235), (95, 200, 215))
