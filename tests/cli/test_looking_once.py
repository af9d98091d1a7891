"""The folder of snapshots may stand on a slow disk or hold years: a command looks into it once."""

import json
import os
import subprocess
import sys

import pytest

from .past import PLAN, SECOND, THIRD, begin, keep

#: Says on stderr how often the folder was listed.
WATCHED = """
import json, os, sys
history, listed = os.path.abspath("history"), []
def watch(event, told):
    if event in ("os.listdir", "os.scandir") and os.path.abspath(told[0] or ".") == history:
        listed.append(event)
sys.addaudithook(watch)
from pipectl.__main__ import main
code = main()
sys.stderr.write("\\n" + json.dumps({"code": code, "listed": len(listed)}))
"""
#: A check that looks back to the last snapshot.
GATE = f"{PLAN}checks: [{{metric: won_amount, max_drop: 90%}}]\n"


def watched(folder, *arguments):
    """How often the folder of snapshots was listed by a command that was answered."""
    command = [sys.executable, "-c", WATCHED, *arguments]
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] == 0, done.stderr
    return told["listed"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A pipeline with snapshots of three days."""
    made = begin(tmp_path_factory.mktemp("once"), GATE)
    keep(made)
    return made


@pytest.mark.parametrize(
    "command",
    [
        *(
            (verb, f"deals-{THIRD}.csv", "--as-of", "2026-11-16")
            for verb in ("report", "list", "check", "funnel", "changes", "explain win_rate")
        ),
        *((verb, "--as-of", SECOND) for verb in ("report", "list", "funnel", "changes", "explain win_rate")),
        ("report", f"deals-{THIRD}.csv", "--as-of", "2026-11-16", "-o", os.devnull, "--rejects", "rejects.csv"),
        ("report", f"deals-{THIRD}.csv", "--as-of", "2026-11-16", "--store", "history"),
        ("changes", f"deals-{SECOND}.csv", f"deals-{THIRD}.csv"),
        ("doctor", f"deals-{THIRD}.csv", "--as-of", "2026-11-16"),
        ("history list",),
        ("history verify",),
        ("history show", SECOND),
    ],
    ids=" ".join,
)
def test_a_command_lists_the_snapshots_once(command, folder):
    words = [word for part in command for word in part.split()]
    assert watched(folder, *words) == 1


def test_what_keeps_a_snapshot_looks_once_more_for_what_others_kept_meanwhile(folder):
    assert watched(folder, "snapshot", f"deals-{THIRD}.csv", "--as-of", THIRD) == 2


def test_without_snapshots_the_folder_is_looked_for_once(tmp_path):
    begin(tmp_path)
    assert watched(tmp_path, "report", f"deals-{THIRD}.csv") == 1
