"""Which files an answer was made from, and whether they are still the same.

What a run opens is heard of from the interpreter itself, so that no reader has to tell, and none can be forgotten.
They are looked at again every half second: that costs next to nothing, needs no library, and sees what the events of a
system do not, as on network drives and in containers.
"""

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..options import DATA_NAME, SPEC_NAME

#: What a file or a folder is known again by; None for one that is not there.
Stamp = tuple[Any, ...] | None
_EVENTS = ("open", "os.listdir", "os.scandir")
_WRITING = os.O_WRONLY | os.O_RDWR
#: Folders of programs and devices, where no answer comes from.
_FOREIGN = tuple(
    os.path.join(folder, "")  # noqa: PTH118 - compared as text
    for folder in {
        *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        str(Path(__file__).parents[2]),
        "/dev",
        "/proc",
        "/sys",
        "/etc",
    }
)


class Opened:
    """Files that were opened to be read, and folders that were listed, while it listened."""

    def __init__(self) -> None:
        # Those that would count if they came are looked for as well.
        self._paths: dict[str, None] = dict.fromkeys(map(os.path.abspath, (SPEC_NAME, DATA_NAME)))
        self._listens = False
        sys.addaudithook(self._hear)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take down what is opened meanwhile."""
        self._listens = True
        try:
            yield
        finally:
            self._listens = False

    def stamps(self) -> dict[str, Stamp]:
        """All of them as they are now."""
        return {path: stamp(path) for path in self._paths}

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._listens or event not in _EVENTS:
            return
        path = arguments[0]
        if isinstance(path, str | os.PathLike) and not (event == "open" and (arguments[2] or 0) & _WRITING):
            whole = os.path.abspath(path)  # noqa: PTH100 - links are kept, as another file may come behind them
            if not whole.startswith(_FOREIGN):
                self._paths[whole] = None


def stamp(path: str) -> Stamp:
    """What a file is known again by, or the names in a folder; a file moved into another's place is another."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a name may be too long
        if os.path.isdir(path):  # noqa: PTH112 - as above
            return tuple(sorted(name for name in os.listdir(path) if not name.startswith(".")))  # noqa: PTH208 - as above
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode


def differences(before: dict[str, Stamp], now: dict[str, Stamp]) -> Iterable[str]:
    """What became of which file: `opportunities.csv changed`, `quotas.csv is gone`."""
    for path, found in now.items():
        old = before.get(path)
        if path in before and found != old:
            what = "is gone" if found is None else "is there" if old is None else "changed"
            yield f"{os.path.basename(path)} {what}"  # noqa: PTH119 - a name may be too long
