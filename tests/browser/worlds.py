"""Pages made by the program, of a small past and of one whose every name is hostile."""

import csv
import io
from pathlib import Path

from tests.cli import past
from tests.cli.process import EXAMPLE, pipectl

HOSTILE = (
    "<script>window.executed=1</script>",
    '"><img src=x onerror="window.executed=1">',
    "' onfocus='window.executed=1' autofocus='",
    "</style></script><svg onload=window.executed=1>",
    "javascript:window.executed=1",
    "</title><body onload=window.executed=1>",
    "\u202egnirts desrever\u2066",
    "x" * 10_000,
    "שלום עולם 12",
    "👩‍👩‍👧 {{7*7}} ${window.executed=1}",
)
COMMANDS = {
    "report": ("--by", "stage"),
    "board": (),
    "review": (),
    "forecast": (),
    "changes": ("--since", past.FIRST, "--by", "owner"),
    "funnel": ("--by", "owner"),
    "check": ("--min", "win_rate=90%", "--explain"),
}
PLAN = past.PLAN + "quotas:\n  - {period: 2026-Q4, amount: 9000}\n"


def written(folder: Path) -> dict[str, Path]:
    """Every page by its name; those of hostile names are called so."""
    found = {"example": folder / "example.html"}
    assert pipectl("report", *EXAMPLE, "-o", str(found["example"])).code == 0
    for world, deals in (("plain", past.DAYS), ("hostile", {day: _renamed(text) for day, text in past.DAYS.items()})):
        place = folder / world
        place.mkdir()
        (place / "pipeline.yaml").write_text(PLAN, encoding="utf-8")
        for day in (past.FIRST, past.SECOND):
            _export(place, deals[day])
            assert pipectl("snapshot", "--as-of", day, cwd=place).code == 0
        _export(place, deals[past.THIRD])
        for verb, more in COMMANDS.items():
            name = verb if world == "plain" else f"hostile {verb}"
            ran = pipectl(verb, "opportunities.csv", *more, "--as-of", past.THIRD, "-o", f"{verb}.html", cwd=place)
            assert ran.code in (0, 1), ran.err
            found[name] = place / f"{verb}.html"
    return found


def _export(place: Path, rows: str) -> None:
    (place / "opportunities.csv").write_text(past.HEADER + rows, encoding="utf-8")


def _renamed(rows: str) -> str:
    """The same deals with hostile names and owners, and some more of them."""
    text = io.StringIO()
    write = csv.writer(text)
    deals = list(csv.reader(io.StringIO(rows)))
    for at, name in enumerate(HOSTILE):
        deal = [*deals[at % len(deals)]]
        deal[0], deal[1], deal[-1] = str(at), name, name
        write.writerow(deal)
    return text.getvalue()
