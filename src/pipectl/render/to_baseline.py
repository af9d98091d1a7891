"""A baseline as the file that `--baseline` reads.

JSON, one finding or measure a line, sorted, so that it can be kept beside pipeline.yaml and its diffs read well.
"""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from ..domain.kept import BASELINE_SCHEMA, Asked, Kept, Was
from ..domain.validation import Fingerprint
from .harmless import for_json


def baseline(kept: Kept) -> str:
    """The text of the file."""
    known = sorted(kept.known.items(), key=lambda entry: tuple(part or "" for part in entry[0]))
    measures = sorted(kept.measures.items(), key=lambda entry: str(entry[0]))
    day = f'"as_of": "{kept.as_of}",\n' if kept.as_of else ""
    money = f'"currency": "{kept.currency}",\n' if kept.currency and measures else ""
    measured = f'"measures": {_listed(dict(_measure(*each)) for each in measures)},\n' if measures else ""
    found = _listed(dict(_entry(*each)) for each in known)
    return for_json(f'{{\n"schema": "{BASELINE_SCHEMA}",\n{day}{money}{measured}"known": {found}\n}}\n')


def _listed(entries: Iterable[dict[str, Any]]) -> str:
    lines = (json.dumps(each, ensure_ascii=False) for each in entries)
    return f"[{','.join(f'{chr(10)}  {line}' for line in lines)}\n]"


def _entry(known: Fingerprint, count: int) -> Iterator[tuple[str, str | int]]:
    yield "code", known.code
    if known.opportunity is not None:
        yield "opportunity", known.opportunity
    if known.account is not None:
        yield "account", known.account
    yield "count", count


def _measure(asked: Asked, was: Was) -> Iterator[tuple[str, Any]]:
    yield "metric", asked.metric
    told = {"period": asked.period, "where": list(asked.filters) or None, "by": asked.by, "group": asked.key}
    told |= {"lookback": asked.lookback, "name": asked.name, "without": list(asked.without) or None}
    yield from ((key, value) for key, value in told.items() if value is not None)
    for key, number in zip(was._fields, was, strict=True):
        if number is not None:
            yield key, _plain(number)


def _plain(number: Decimal) -> str:
    return f"{number:f}"
