"""Known findings as the file that `validate --baseline` reads.

JSON, one finding a line, sorted, so that it can be kept beside pipeline.yaml and its diffs read well.
"""

import json
from collections.abc import Iterator

from ..domain.validation import BASELINE_SCHEMA, Baseline, Fingerprint
from .harmless import for_json


def baseline(known: Baseline) -> str:
    """The text of the file."""
    entries = sorted(known.items(), key=lambda entry: tuple(part or "" for part in entry[0]))
    lines = [json.dumps(dict(_entry(*each)), ensure_ascii=False) for each in entries]
    body = ",".join(f"\n  {line}" for line in lines)
    return for_json(f'{{\n"schema": "{BASELINE_SCHEMA}",\n"known": [{body}\n]\n}}\n')


def _entry(known: Fingerprint, count: int) -> Iterator[tuple[str, str | int]]:
    yield "code", known.code
    if known.opportunity is not None:
        yield "opportunity", known.opportunity
    if known.account is not None:
        yield "account", known.account
    yield "count", count
