"""Files that are meant to take long: seconds each takes to be answered, and 1 where one takes more than a second."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from pipectl.domain.errors import PipectlError
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.source import Source
from pipectl.spec.loader import load_spec
from pipectl.spec.strict_yaml import read_tree
from pipectl.spec.templates import built_in_spec

MOST = 1.0
HEAD, LINE = b"id,name,stage,amount,close_date\n", b"O,Acme,Discovery,10.5,2025-02-01\n"
EXPORTS = {
    "a long cell": HEAD + b"O," + b"x" * 3_000_000 + b",Discovery,1,2025-02-01\n",
    "a long number": HEAD + LINE + b"O,a,Discovery," + b"9" * 3_000_000 + b",2025-02-01\n",
    "a long amount": HEAD + LINE + b'O,a,Discovery,"' + b"1,000" * 600_000 + b'x",2025-02-01\n',
    "an unclosed quote": HEAD + b'O,"Acme,Discovery,1,\n' + LINE * 200_000,
    "many quotes": HEAD + b'O,"Acme,Discovery,1,\n' * 20_000,
    "2,000 columns": b",".join(b"c%d" % number for number in range(2000)) + b"\n" + b",".join([b"1.5"] * 2000),
}
PLANS = {
    "aliases of aliases": "a: &a [x, x]\n"
    + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "merges of merges": "a: &a {x: 1}\n"
    + "".join(f"k{n}: &m{n} {{<<: [{', '.join(['*a'] * 50)}]}}\n" for n in range(200)),
    "1,000 lists": "[" * 1000,
    "1,000 indents": "".join(f"{' ' * n}a:\n" for n in range(1000)),
    "30,000 items": "a: [" + "x, " * 30_000,
    "one long quote": '"' + "x" * 999_000,
    "5,000 equal keys": "a: 1\n" * 5_000,
    "4,000 unknown settings": "".join(f"key{n}: 1\n" for n in range(4_000)),
}


def tries() -> Iterator[tuple[str, Callable[[], object]]]:
    """Each file with what answers it."""
    options = ReadOptions(as_of=date(2025, 1, 1))
    for name, data in EXPORTS.items():
        yield name, partial(read_pipeline, [Source("deals.csv", data)], built_in_spec(), options)
    for name, text in PLANS.items():
        yield name, partial(load_spec, text, "pipeline.yaml")
        yield f"{name}, without libyaml", partial(read_tree, text, "pipeline.yaml", pure=True)


def main() -> int:
    """All of them."""
    slow = 0
    for name, answer in tries():
        begun = time.process_time()
        with contextlib.suppress(PipectlError):
            answer()
        took = time.process_time() - begun
        slow += took > MOST
        print(f"{took:5.2f} s  {name}{'  too slow' if took > MOST else ''}")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
