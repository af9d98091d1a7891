"""What is piped or redirected into stdin."""

import os
import stat
import sys


def is_piped() -> bool:
    """Whether something is piped or redirected in, as against a terminal, a closed stdin or /dev/null."""
    mode = _mode()
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def has_data() -> bool:
    """Whether bytes stand ready in a pipe or file on stdin; never waits for any.

    False for an empty pipe, as build servers give their steps, and wherever nobody can tell without reading.
    """
    mode = _mode()
    try:
        descriptor = sys.stdin.fileno()
        if stat.S_ISREG(mode):
            # In a loop such as `while read line`, stdin stands where the loop has read to.
            return os.fstat(descriptor).st_size > os.lseek(descriptor, 0, os.SEEK_CUR)
        return stat.S_ISFIFO(mode) and _ready(descriptor) > 0
    except (OSError, ValueError, AttributeError, ImportError):
        return False


def _mode() -> int:
    try:
        return os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return 0


def _ready(descriptor: int) -> int:
    """Bytes that a pipe holds; ImportError where the system is not of the POSIX family."""
    from array import array
    from fcntl import ioctl
    from termios import FIONREAD

    count = array("i", [0])
    ioctl(descriptor, FIONREAD, count)
    return count[0]
