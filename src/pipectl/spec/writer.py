"""A pipeline.yaml written for a person: commented, every foreign text quoted, read back to the same values."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..domain.spec import StageKind
from .exact_numbers import plain
from .schema import MODELINE


class ProposedStage(NamedTuple):
    """A stage as `init` found it in an export."""

    name: str
    kind: StageKind = StageKind.OPEN
    probability: Decimal | None = None
    """Usual close % here, from 0 to 1."""
    aliases: tuple[str, ...] = ()
    """Other spellings of it in the export."""
    lent: bool = False
    """Whether the close % is not of the export."""


_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def in_quotes(text: str) -> str:
    """Text in double quotes; whatever can't be seen (control, bidirectional, zero-width characters) is escaped."""
    escaped = (each if each.isprintable() and each not in _SHORT else _escape(each) for each in text)
    return f'"{"".join(escaped)}"'


def _escape(character: str) -> str:
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return "\\ufffd"
    wide = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return _SHORT.get(character, wide)


def pipeline_yaml(
    name: str,
    currency: str | None,
    stages: Sequence[ProposedStage],
    columns: Mapping[str, str],
    settings: Mapping[str, str],
    quota: tuple[str, str] | None,
    data: Sequence[str] = (),
    currencies: Sequence[str] = (),
) -> str:
    """The text of a pipeline.yaml.

    `columns` is our field to the header that holds it, `settings` is what else stands under columns (date_order,
    locale, probability_scale), `quota` a period and an amount in plain digits,
    `currencies` those of an export that has several. Half a surrogate pair becomes U+FFFD.
    """
    top = _top(name, currency, data, currencies)
    parts = [top, _stages(stages), _quota(quota), _columns(columns, settings), _checks()]
    return "\n".join(line for part in parts for line in part)


def _top(name: str, currency: str | None, data: Sequence[str], currencies: Sequence[str]) -> Iterator[str]:
    yield MODELINE
    yield "# Stages, targets and columns of a sales pipeline. An editor checks it against the schema named above:"
    yield "#   pipectl schema pipeline > pipeline.schema.json"
    yield "version: 1"
    yield f"name: {in_quotes(name)}"
    yield from [f"currency: {in_quotes(currency)}"] if currency else _no_currency(currencies)
    if data:
        yield "# The export to read where none is named, relative to this file."
        yield f"data: [{', '.join(map(in_quotes, data))}]"
    yield ""


def _no_currency(currencies: Sequence[str]) -> Iterator[str]:
    own, *others = currencies or ("USD",)
    if others:
        yield f"# Amounts are in {', '.join(currencies)}: added only where one is named here and others have rates."
    yield f"# currency: {own}"
    if others:
        yield f"# exchange_rates: {{{', '.join(f'{each}: ...' for each in others)}}}"


def _stages(stages: Sequence[ProposedStage]) -> Iterator[str]:
    yield "# In order, first to last. kind: open, won, lost or post_sale (counts as won). probability: usual chance"
    yield "# to win from here, 0 to 1. Worth adding: max_days (stalled after), aliases, entry_criteria, exit_criteria."
    yield "stages:"
    for stage in stages:
        kind = "" if stage.kind is StageKind.OPEN else f", kind: {stage.kind.value}"
        chance = "" if stage.probability is None else f", probability: {plain(stage.probability)}"
        others = f", aliases: [{', '.join(map(in_quotes, stage.aliases))}]" if stage.aliases else ""
        lent = "  # lent by pipectl: set your own" if stage.lent and chance else ""
        yield f"  - {{name: {in_quotes(stage.name)}{kind}{chance}{others}}}{lent}"
    yield ""


def _quota(quota: tuple[str, str] | None) -> Iterator[str]:
    yield "# What is to be won in a period; with owner: it is that person's alone."
    if quota is None:
        yield "# quotas:"
        yield "#   - {period: 2026-Q4, amount: 500000}"
    else:
        yield "quotas:"
        yield f"  - {{period: {in_quotes(quota[0])}, amount: {quota[1]}}}"
    yield ""


def _columns(columns: Mapping[str, str], settings: Mapping[str, str]) -> Iterator[str]:
    yield "# Which header of the export holds which field, and how its values are written."
    if not columns and not settings:
        yield "# columns: {name: Opportunity Name, amount: Opportunity Revenue, stage: Opportunity Stage}"
    else:
        yield "columns:"
        yield from (f"  {field}: {in_quotes(header)}" for field, header in {**columns, **settings}.items())
    yield ""


def _checks() -> Iterator[str]:
    yield "# What `pipectl check` holds the pipeline to."
    yield "# checks:"
    yield "#   - {metric: coverage, min: 3}"
    yield ""
