"""What must hold for any bytes at all, by harness: each function takes them and raises where it does not."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from pipectl.domain.cells import FORMULA, guarded, unguarded
from pipectl.domain.errors import PipectlError, SpecProblem
from pipectl.domain.period import FIRST_YEAR, LAST_YEAR, lookback, parse_period
from pipectl.domain.spec import DateOrder
from pipectl.read.formats import currency_column, dates, flags, money, percent
from pipectl.read.formats.evidence import Column, Settled
from pipectl.read.formats.profile import Profile, Values
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.source import Source
from pipectl.read.stages import status
from pipectl.render import to_csv, to_json, to_markdown
from pipectl.render.harmless import (
    _COMMAND,
    _HIDDEN,
    for_csv_cell,
    for_json,
    for_log,
    for_markdown,
    for_terminal,
)
from pipectl.report.whole import build_report
from pipectl.spec.loader import load_spec
from pipectl.spec.templates import built_in_spec
from pipectl.views import Question

AS_OF = date(2026, 5, 20)
SPEC = built_in_spec()
COLUMN = Column("amount", "Amount")
QUESTION = Question(AS_OF, parse_period("this-quarter", AS_OF), lookback("365d", AS_OF), ("stage",))


def reader(data: bytes) -> None:
    """Any file is refused in words, or read with every row accounted for, and reported in every format."""
    try:
        pipeline = read_pipeline([Source("deals.csv", data)], SPEC, ReadOptions(AS_OF, keep_rejects=True))
    except PipectlError as refused:
        _hold(str(refused))
        return
    rows = pipeline.rows
    assert rows.conserved
    assert len(pipeline) == rows.accepted
    assert len(pipeline.rejects) == rows.set_aside
    assert pipeline.findings.total >= rows.set_aside
    report = build_report(pipeline, SPEC, QUESTION)
    assert json.loads(to_json.render("report", report))["source"]["accepted"] == rows.accepted
    assert _HIDDEN.search(to_csv.render("report", report).replace("\n", "").replace("\r", "")) is None
    assert _HIDDEN.search(to_markdown.render("report", report).replace("\n", "")) is None


def values(data: bytes) -> None:
    """Any texts of a column are values in bounds, troubles in words, or a question."""
    texts = data.decode("utf-8", "replace").split("\n")[:50]
    amounts, chances = _profile(money.read, texts), _profile(percent.read, texts)
    for value in _values(amounts, money.settle(amounts, COLUMN, None)):
        assert value is None or _told(value) or (isinstance(value, Decimal) and value.is_finite())
    for value in _values(chances, percent.settle(chances, COLUMN, None)):
        assert value is None or _told(value) or (isinstance(value, Decimal) and 0 <= value <= 1)
    currency_column.settle({"amount": amounts, "currency": _profile(currency_column.read, texts)}, None)
    for text in texts:
        for _, day in dates.read(text).days:
            assert FIRST_YEAR <= day.year <= LAST_YEAR
        assert len({day for order, day in dates.read(text).days if order is DateOrder.DMY}) <= 1
        flags.read(text)
        status(text)


def spec(data: bytes) -> None:
    """Any pipeline.yaml is used, or refused with the place of each error."""
    try:
        found = load_spec(data, "pipeline.yaml")
    except SpecProblem as refused:
        _hold(refused.findings or str(refused))
        _hold(all(each.place.file == "pipeline.yaml" for each in refused.findings))
        return
    assert found.stages


def sanitiser(data: bytes) -> None:
    """Any text is made harmless for each place it goes to."""
    text = data.decode("utf-8", "surrogatepass" if data.isascii() else "replace")
    shown = for_terminal(text)
    assert _HIDDEN.search(shown) is None
    assert for_terminal(shown) == shown
    assert _COMMAND.search(for_log(text)) is None
    assert unguarded(guarded(text)) == text
    assert not for_csv_cell(text).lstrip().startswith(FORMULA)
    marked = for_markdown(text)
    assert _HIDDEN.search(marked) is None
    assert "<" not in marked.replace("<!-- -->", "")
    document = json.dumps({"text": text}, ensure_ascii=False)
    assert json.loads(for_json(document))["text"] == text


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": reader,
    "values": values,
    "spec": spec,
    "sanitiser": sanitiser,
}


def _hold(what: object) -> None:
    assert what


def _told(value: object) -> bool:
    return bool(getattr(value, "says", ""))


def _profile(read: Callable[[str], Any], texts: list[str]) -> Profile[Any]:
    found: Profile[Any] = Profile(read)
    for line, text in enumerate(texts, 2):
        sight = found.get(text) or found.first(text, line)
        sight.votes += sight.sound
    return found


def _values(profile: Profile[Any], settled: Settled[Any]) -> list[Any]:
    found = Values(profile, settled.value)
    return [found[text] for text in profile]
