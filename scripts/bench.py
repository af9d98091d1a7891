"""Time whole processes, in pairs, on this machine: start-up against its yardsticks, and reading many rows.

`python scripts/bench.py [ROWS]`; medians of CPU seconds (user + system) and peak memory.
Quote the ratios: machines differ.
"""

import csv
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
REPORT = ["-m", "pipectl", "report"]
SPEC = ["-c", str(ROOT / "examples" / "pipeline.yaml"), "--as-of", "2026-11-16"]
RUNS = 9


def measured(arguments: list[str], **variables: str) -> tuple[float, int]:
    """CPU seconds and peak memory in MB of one run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | variables
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment, cwd=ROOT
    ) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{arguments} ended with {running.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def pair(title: str, ours: list[str], theirs: list[str], goal: float, **variables: str) -> None:
    """Print both medians and the ratio of each pair's medians beside the goal."""
    measured(ours, **variables), measured(theirs)
    runs = [(measured(ours, **variables)[0], measured(theirs)[0]) for _ in range(RUNS)]
    ratio = statistics.median(a / b for a, b in runs)
    mine, other = (statistics.median(each) * 1000 for each in zip(*runs, strict=True))
    print(f"{title:<34} {mine:6.0f} ms against {other:6.0f} ms  ratio {ratio:.2f} (goal {goal})")


def rows_file(folder: Path, count: int) -> str:
    """The example's rows, repeated under new ids until there are `count`."""
    with (ROOT / "examples" / "opportunities.csv").open(encoding="utf-8", newline="") as source:
        header, *rows = csv.reader(source)
    path = folder / f"{count}.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        for number in range(count):
            writer.writerow([f"B{number:09d}", *rows[number % len(rows)][1:]])
    return str(path)


def main() -> None:
    most = int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000
    imports = ["-c", "import typer, rich.table, pydantic, yaml"]
    with tempfile.TemporaryDirectory() as name:
        small, large = rows_file(Path(name), 200), rows_file(Path(name), most)
        pair("report, 200 rows, against imports", [*REPORT, small, *SPEC], imports, 1.6)
        pair("--version against typer", ["-m", "pipectl", "--version"], ["-c", "import typer"], 1.5)
        words = {"_PIPECTL_COMPLETE": "complete_bash", "COMP_WORDS": "pipectl report --p", "COMP_CWORD": "2"}
        pair("completion against typer", ["-m", "pipectl"], ["-c", "import typer"], 1.5, **words)
        seconds, memory = measured([*REPORT, large, *SPEC])
        print(f"report, {most} rows: {seconds:.2f} s CPU, {most / seconds:,.0f} rows/s, {memory} MB")


if __name__ == "__main__":
    main()
