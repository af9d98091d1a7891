"""A run that is forked is in nothing else than a process that starts from nothing: every command, in every format."""

from dataclasses import replace

import pytest

from pipectl.cli.app import COMMANDS
from pipectl.cli.gate_options import Judging, PagedVerdict
from pipectl.cli.options import EVERYWHERE
from pipectl.cli.page_options import Paged

from .past import FIRST, SECOND, THIRD, begin, keep
from .process import pipectl, started

DATA = (f"deals-{THIRD}.csv", "--as-of", "2026-11-16")
#: What every command is asked, and in which formats it answers.
ASKED = [
    *((verb, DATA, Paged.formats) for verb in ("report", "review", "forecast", "changes", "funnel")),
    *((verb, DATA, EVERYWHERE) for verb in ("list", "board", "explain win_rate", "playbook", "qualify")),
    ("leads leads.csv", ("--as-of", THIRD), EVERYWHERE),
    ("activity activities.csv", ("--as-of", THIRD), EVERYWHERE),
    ("check --min win_rate=0.1", DATA, PagedVerdict.formats),
    ("check --min win_rate=1", DATA, PagedVerdict.formats),
    ("validate", DATA, Judging.formats),
    ("history list", (), EVERYWHERE),
    ("history verify", (), EVERYWHERE),
    *((f"{verb} -o answer.xlsx", DATA, ()) for verb in ("report", "board", "check --min win_rate=0.1")),
    ("report --format xlsx", DATA, ()),
    ("history show", (SECOND,), EVERYWHERE),
    ("history prune --yes", ("--keep", "last=1"), ()),
    ("history import", (f"deals-{FIRST}.csv",), ()),
    ("history from-git", ("nothing.csv",), ()),
    ("snapshot", (f"deals-{THIRD}.csv", "--as-of", THIRD), ()),
    ("init", ("--from", f"deals-{THIRD}.csv", "--force"), ()),
    ("doctor", DATA, ("terminal", "json")),
    ("demo", (), EVERYWHERE),
    ("schema", ("report",), ()),
    ("report", ("missing.csv",), EVERYWHERE),
    ("report --owner Nobody", DATA, ()),
    ("reprt", (), ()),
    ("--version", (), ()),
    ("--help", (), ()),
]
#: What is refused, wherever in the program that is seen: each way out may need a module that no other one loads.
REFUSED = [
    *(f"{verb} --nonsense" for verb in COMMANDS),
    "history",
    "history shwo",
    "history show yesterday",
    "history prune --keep never=1",
    "history import missing.csv",
    "explain win_rat",
    "explain risk:ovrdue",
    "schema reprt",
    "playbook Nowhere DATA",
    "playbook DATA --deal nobody",
    "report DATA --as-of 2026-02-30",
    "report DATA --period 2026-Q5",
    "report DATA --lookback never",
    "report DATA --format yaml",
    "report DATA --by nothing",
    "report DATA --where amount~1",
    "report DATA --where reigon=EMEA",
    "report DATA --stage Nowhere",
    "report DATA --config missing.yaml",
    "report DATA --config bad.yaml",
    "report DATA --preset none-such",
    "report DATA --output .",
    "list DATA --limit none",
    "list DATA --sort nothing",
    "check DATA --min nothing=1",
    "check DATA --min win_rate=3",
    "check DATA --max win_rate",
    "check DATA --baseline missing.json",
    "changes DATA --since 2030-01-01",
    "review DATA --since 2030-01-01",
    "forecast DATA --what-if nonsense",
    "forecast DATA --method guess",
    "forecast DATA --period all",
    "leads missing.csv",
    "activity missing.csv",
    "validate DATA --strict --rejects -",
    "init --from missing.csv",
    "init --from DATA",
    "snapshot missing.csv",
    "ui DATA",
    "ui -",
    "ui DATA --theme pink",
]
#: Tables beside the opportunities.
BESIDE = {
    "leads.csv": f"Lead ID,Created,First Response,Source\nL1,{FIRST} 09:00,{FIRST} 10:30,Web\nL2,{SECOND} 09:00,,\n",
    "bad.yaml": "version: 1\nstages: nothing\n",
    "activities.csv": f"Date,Owner,Activity Type,Status\n{FIRST},Ann,Call,Completed\n{SECOND},Bo,Meeting,Cancelled\n",
}
CALLS = [
    (*verb.split(), *words, *(("--format", form) if form else ()))
    for verb, words, forms in ASKED
    for form in forms or (None,)
]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_forked_run_ends_and_prints_as_one_that_starts_from_nothing(call, tmp_path):
    forked, anew = (_left(how, call, tmp_path / how.__name__) for how in (pipectl, started))
    assert forked == anew


@pytest.mark.parametrize("call", REFUSED)
def test_a_forked_run_refuses_as_one_that_starts_from_nothing(call, tmp_path):
    words = call.replace("DATA", DATA[0]).split()
    forked, anew = (_left(how, words, tmp_path / how.__name__) for how in (pipectl, started))
    assert forked == anew
    assert anew[0].code == 2
    assert anew[0].err


def _left(how, call, folder):
    """How a run ended, what it printed, and what stands in its folder then."""
    folder.mkdir()
    keep(begin(folder))
    for name, text in BESIDE.items():
        (folder / name).write_text(text, encoding="utf-8")
    ran = how(*call, cwd=folder)
    return ran, {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_command_is_among_them():
    # Screens of their own, which take a terminal, are held by tests/ui.
    assert set(COMMANDS) - {"ui"} <= {call[0] for call in CALLS}


@pytest.mark.parametrize("how", [pipectl, started])
def test_what_is_piped_in_is_read_either_way(how, tmp_path):
    data = (begin(tmp_path) / f"deals-{THIRD}.csv").read_bytes()
    (tmp_path / "large.csv").write_bytes(data + data.partition(b"\n")[2] * 700)
    large = (tmp_path / "large.csv").read_bytes()
    named = how("list", "large.csv", "--format", "csv", cwd=tmp_path)
    piped = how("list", "-", "--format", "csv", stdin=large, cwd=tmp_path)
    assert replace(piped, out=piped.out.replace("stdin", "large.csv")) == named
    assert len(named.out) > 1 << 17
