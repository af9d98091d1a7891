"""The real screen of a command as SVG, without anything fetched from elsewhere."""

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

WIDTH = 100


def drawn(command: Sequence[str], title: str, folder: Path) -> str:
    """What `pipectl` prints for these arguments, run in a folder, as a picture of a terminal."""
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    shown = run([*command, "--width", str(WIDTH), "--color", "always"], folder)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(shown.rstrip("\n")), highlight=False)
    name = title.removeprefix("pipectl ").replace(" ", "-")
    return console.export_svg(title=title, theme=MONOKAI, code_format=_TEMPLATE, unique_id=name)


def run(command: Sequence[str], folder: Path) -> str:
    """What `pipectl` prints for these arguments; that a check is missed is an answer as well."""
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    done = subprocess.run(
        [sys.executable, "-m", "pipectl", *command],
        capture_output=True,
        check=False,
        cwd=folder,
        env=environment | {"PYTHONUTF8": "1"},
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"pipectl {' '.join(command)}: {done.stderr.decode()}")
    return done.stdout.decode()


_TEMPLATE = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
 font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
