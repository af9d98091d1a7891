"""A small pipeline on three days, and snapshots of it made by the program."""

import hashlib
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from .process import Ran, pipectl

STAGES = """\
  - {name: Discovery, probability: 0.25}
  - {name: Proposal, probability: 0.5}
  - {name: Negotiation, probability: 0.75}
  - {name: Closed Won, kind: won}
  - {name: Closed Lost, kind: lost}
"""
PLAN = f"version: 1\nname: New business\nstages:\n{STAGES}"
HEADER = "Id,Name,Amount,Stage,Create Date,Expected Close Date,Closed Date,Owner\n"
#: What an export said on three days.
DAYS = {
    "2026-11-01": (
        "1,Acme,1000,Discovery,2026-09-01,2026-12-01,,Ann\n"
        "2,Hooli,2000,Proposal,2026-09-02,2026-12-02,,Bo\n"
        "3,Stark,3000,Negotiation,2026-09-03,2026-12-03,,Cy\n"
    ),
    "2026-11-08": (
        "1,Acme,1500,Proposal,2026-09-01,2026-12-11,,Ann\n"
        "2,Hooli,2000,Negotiation,2026-09-02,2027-01-02,,Bo\n"
        "3,Stark,3000,Closed Won,2026-09-03,2026-12-03,2026-11-05,Cy\n"
        "4,Wayne,700,Discovery,2026-11-04,2026-12-20,,Ann\n"
    ),
    "2026-11-15": (
        "1,Acme,1500,Negotiation,2026-09-01,2026-12-11,,Ann\n"
        "2,Hooli,2000,Closed Lost,2026-09-02,2027-01-02,2026-11-12,Bo\n"
        "3,Stark,3000,Closed Won,2026-09-03,2026-12-03,2026-11-05,Cy\n"
        "4,Wayne,900,Discovery,2026-11-04,2026-12-20,,Ann\n"
    ),
}
FIRST, SECOND, THIRD = DAYS


def write(folder: Path, name: str, day: str) -> str:
    """An export as of a day."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(HEADER + DAYS[day], encoding="utf-8")
    return name


def begin(folder: Path, plan: str = PLAN) -> Path:
    """A folder with pipeline.yaml, and the exports of all days named after them."""
    (folder / "pipeline.yaml").write_text(plan, encoding="utf-8")
    for day in DAYS:
        write(folder, f"deals-{day}.csv", day)
    return folder


def keep(folder: Path, *days: str) -> list[Path]:
    """Snapshots of some days, by default of all, as the program makes them; each is made once only."""
    plan = (folder / "pipeline.yaml").read_bytes()
    for day in days or DAYS:
        known = (plan, day, (folder / f"deals-{day}.csv").read_bytes())
        if known not in _MADE:
            with TemporaryDirectory() as place:
                ran = pipectl("snapshot", f"deals-{day}.csv", "--as-of", day, "--store", place, cwd=folder)
                assert ran.code == 0, ran.err
                (_MADE[known],) = ((path.name, path.read_bytes()) for path in Path(place).iterdir())
        name, content = _MADE[known]
        (folder / "history").mkdir(exist_ok=True)
        (folder / "history" / name).write_bytes(content)
    return kept(folder)


_MADE: dict[tuple[bytes, str, bytes], tuple[str, bytes]] = {}


def kept(folder: Path, store: str = "history") -> list[Path]:
    """The files of snapshots, oldest day first."""
    return sorted((folder / store).glob("*.csv"))


def named_anew(path: Path, content: bytes) -> Path:
    """A snapshot of other content in place of one, named after what it holds."""
    path.unlink()
    made = path.with_name(f"{path.name[:10]}_{hashlib.sha256(content).hexdigest()}.csv")
    made.write_bytes(content)
    return made


def truncated(path: Path) -> Path:
    """Cut off, as by a copy that was broken off."""
    path.write_bytes(path.read_bytes()[:-20])
    return path


def flipped(path: Path) -> Path:
    """One bit of the last row changed."""
    data = bytearray(path.read_bytes())
    data[-10] ^= 1
    path.write_bytes(bytes(data))
    return path


def headless(path: Path) -> Path:
    """Without the mark of its first line."""
    path.write_bytes(path.read_bytes()[1:])
    return path


def renamed(path: Path) -> Path:
    """Under another day."""
    return path.rename(path.with_name(f"2026-11-09{path.name[10:]}"))


def run(folder: Path, *arguments: str, stdin: bytes | None = None, path: str = "") -> Ran:
    """The program in this folder."""
    return pipectl(*arguments, stdin=stdin, cwd=folder, PATH=path or os.environ["PATH"])
