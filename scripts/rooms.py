"""The rooms of the house as a picture, drawn from the layers that import-linter holds (pyproject.toml)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

_WIDTH, _EDGE, _ROW, _GAP, _TOP, _BESIDE = 460, 26, 40, 36, 56, 10

_STYLE = """
svg { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 14px; }
.paper { fill: #f6f8f9; } .core { fill: #e3efec; stroke: #9cc4ba; } .room { fill: #ffffff; stroke: #0b5d4d; }
text { fill: #16211f; text-anchor: middle; } .note { fill: #4a5c58; font-size: 12px; text-anchor: start; font-family: sans-serif; }
.sees { stroke: #0b5d4d; stroke-width: 2; } .tip { fill: #0b5d4d; }
@media (prefers-color-scheme: dark) {
.paper { fill: #17201e; } .core { fill: #1d302c; stroke: #3d6a60; } .room { fill: #10201c; stroke: #5fd0b5; }
text { fill: #e6efec; } .note { fill: #a9bdb8; } .sees { stroke: #5fd0b5; } .tip { fill: #5fd0b5; }
}
"""


def picture(root: Path) -> str:
    """Each layer a row, what it may see below it, and a frame about the core, which only computes."""
    layers, core = _held(root)
    height = _TOP + len(layers) * (_ROW + _GAP) + 14
    said = "; below them ".join(" and ".join(row) for row in layers)
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="what">',
        f'<title id="what">The rooms of pipectl, each seeing only those below it: {said}</title>',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{height}" rx="10"/>',
        f'<text class="note" x="{_EDGE}" y="30">A room sees the rooms below it, never those above or beside it.</text>',
        *_frame(layers, core),
    ]
    for at, row in enumerate(layers):
        lines += _row(row, _top(at), is_last=at == len(layers) - 1)
    return "\n".join([*lines, "</svg>", ""])


def _held(root: Path) -> tuple[list[list[str]], set[str]]:
    """The layers from above, and the rooms of the core."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [row.split(" | ") for row in contracts[0]["layers"]]
    return layers, {name.removeprefix("pipectl.") for name in contracts[1]["source_modules"]}


def _top(at: int) -> int:
    return _TOP + at * (_ROW + _GAP)


def _frame(layers: list[list[str]], core: set[str]) -> Iterator[str]:
    rows = [at for at, row in enumerate(layers) if core.issuperset(row)]
    top, bottom = _top(rows[0]) - 18, _top(rows[-1]) + _ROW + 32
    width = _WIDTH - 2 * _EDGE + 24
    yield f'<rect class="core" x="{_EDGE - 12}" y="{top}" width="{width}" height="{bottom - top}" rx="8"/>'
    yield f'<text class="note" x="{_EDGE}" y="{bottom - 12}">The core computes: no clock, screen or file format.</text>'


def _row(rooms: list[str], top: int, *, is_last: bool) -> Iterator[str]:
    space = _WIDTH - 2 * _EDGE
    width = (space - _BESIDE * (len(rooms) - 1)) / len(rooms)
    for at, name in enumerate(rooms):
        left = _EDGE + at * (width + _BESIDE)
        yield f'<rect class="room" x="{left:g}" y="{top}" width="{width:g}" height="{_ROW}" rx="6"/>'
        yield f'<text x="{left + width / 2:g}" y="{top + 25}">{name}</text>'
    if not is_last:
        middle, foot = _WIDTH / 2, top + _ROW
        yield f'<line class="sees" x1="{middle:g}" y1="{foot + 3}" x2="{middle:g}" y2="{foot + _GAP - 10}"/>'
        tip = f"{middle - 6:g},{foot + _GAP - 12} {middle + 6:g},{foot + _GAP - 12} {middle:g},{foot + _GAP - 3}"
        yield f'<polygon class="tip" points="{tip}"/>'
