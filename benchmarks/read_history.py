"""How long a folder of snapshots takes to become the table of events: `python -m benchmarks.read_history FOLDER`."""

import resource
import sys
import time
from pathlib import Path

from pipectl.history.matching import Match, keyed
from pipectl.store.reading import chronicle_of


def main() -> None:
    """Read it once and say what that took; memory is that of the whole process."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, used = time.perf_counter(), time.process_time()
    chronicle = chronicle_of(Path(sys.argv[1]), keyed(Match.ID), pipeline_names=("New business",))
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    moments = sum(map(len, chronicle))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(chronicle.seen)} days, {len(chronicle.lives):,} opportunities, {moments:,} moments")
    print(f"{wall:.1f} s ({cpu:.1f} s of CPU), peak {peak // 1024} MB ({before // 1024} MB before it began)")


if __name__ == "__main__":
    main()
