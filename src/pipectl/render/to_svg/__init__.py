"""The screen of a result as a picture: real text that can be selected, and nothing fetched from elsewhere."""

from io import StringIO
from typing import Any

from .. import to_terminal
from ..canvas import Canvas

#: What commands call themselves, where their module is called otherwise.
_COMMANDS = {
    "listing": "list",
    "explain_risk": "explain",
    "lead_scores": "leads",
    "remembered": "history",
    "validation": "validate",
    "diagnosis": "doctor",
}
#: Faces of fixed width that most machines have one of; each piece of text is as long as it has to be in any of them.
FACES = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace'


def render(verb: str, *subject: Any) -> str:
    """The screen of a result as SVG; the canvas, which has colours and says whether they are dark, comes last."""
    canvas: Canvas = subject[-1]
    screen = to_terminal.render(verb, *subject[:-1], canvas._replace(colour=True, ascii_only=False))
    return framed(screen, f"pipectl {_COMMANDS.get(verb, verb)}", dark=canvas.dark)


def framed(screen: str, title: str, *, dark: bool) -> str:
    """Coloured text of a terminal in a window of its own, as wide as its longest line."""
    from rich.console import Console
    from rich.text import Text

    from .colours import DARK, LIGHT

    text = Text.from_ansi(screen.rstrip("\n"))
    width = max((line.cell_len for line in text.split()), default=1)
    console = Console(
        record=True,
        width=max(width, 40),
        file=StringIO(),
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        _environ={},
    )
    console.print(text, highlight=False, markup=False, emoji=False, no_wrap=True, overflow="ignore", crop=False)
    theme = DARK if dark else LIGHT
    return console.export_svg(title=title, theme=theme, code_format=_TEMPLATE, unique_id="screen")


_TEMPLATE = f"""<svg viewBox="0 0 {{width}} {{height}}" xmlns="http://www.w3.org/2000/svg">
<style>
.{{unique_id}}-matrix {{{{ font-family: {FACES};
 font-size: {{char_height}}px; line-height: {{line_height}}px; }}}}
.{{unique_id}}-title {{{{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}}}
{{styles}}
</style>
<defs>
<clipPath id="{{unique_id}}-clip-terminal">
<rect x="0" y="0" width="{{terminal_width}}" height="{{terminal_height}}" /></clipPath>
{{lines}}
</defs>
{{chrome}}
<g transform="translate({{terminal_x}}, {{terminal_y}})" clip-path="url(#{{unique_id}}-clip-terminal)">
{{backgrounds}}
<g class="{{unique_id}}-matrix">
{{matrix}}
</g>
</g>
</svg>
"""
