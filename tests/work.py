"""How much work something is: counted, so that no busy machine makes a test fail. Benchmarks have the seconds."""

import sys
from collections.abc import Callable


def calls(run: Callable[[], object]) -> int:
    """The functions that were called, built-in ones included."""
    number = 0

    def count(_frame: object, event: str, _given: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return number
