"""One file of the data before it is read: how it is laid out, and whose export it is."""

from functools import partial

from ...domain.diagnosis import FileFound
from ...domain.ledger import Ledger
from ...domain.pipeline import FileAccount
from ...domain.spec import PipelineSpec
from ...read.dialect import Layout, layout
from ...read.encoding import decode
from ...read.headers import normal
from ...read.preset import speaking_for
from ...read.source import Source
from ..options import Exports
from .looks import Looks


def laid_out(source: Source, exports: Exports, spec: PipelineSpec) -> FileFound:
    """What a file is, as far as that can be said of one that may not be readable; what is wrong, reading tells."""
    kind = "sheet" if source.is_sheet else "gzip" if source.is_packed else "csv"
    told, looks = FileFound(source.name, kind, source.sheet), Looks()
    decoded = looks.at("data", lambda: decode(source, exports.encoding, Ledger()))
    if decoded is None:
        return told
    told = told._replace(encoding=decoded.encoding)
    preset = exports.preset or spec.columns.preset
    # Where it lacks a header that pipeline.yaml names, it is still laid out somehow.
    for named in (spec.columns.headers(), {}):
        look = partial(layout, source.name, decoded.text, exports.delimiter, named, preset)
        found = looks.at("data", partial(look, partial=True, header=exports.header))
        if found is not None:
            return _with_layout(told, found, exports, preset)
    return told


def with_account(told: FileFound, account: FileAccount) -> FileFound:
    """The same once it was read."""
    return told._replace(
        encoding=account.encoding,
        delimiter=account.delimiter,
        header_line=account.header_line,
        preset=account.preset,
        read_as=account.read_as,
        rows=account.rows,
        columns=account.columns,
        unused=account.unused,
        settled=account.settled,
    )


def _with_layout(told: FileFound, found: Layout, exports: Exports, preset: str | None) -> FileFound:
    chosen = found.chosen
    headers = () if preset or chosen.preset is None else _telling(found)
    by = "--preset" if exports.preset else "pipeline.yaml" if preset else "headers"
    return told._replace(
        delimiter=found.delimiter_name,
        header_line=found.line,
        preset=chosen.preset and chosen.preset.key,
        read_as=chosen.preset and chosen.preset.called,
        preset_by=by,
        told_by=headers,
        columns=tuple((field, chosen.labels[position]) for field, position in chosen.columns.items()),
        unused=tuple(label for label, _ in chosen.extras),
    )


def _telling(found: Layout) -> tuple[str, ...]:
    """The headers that tell the preset, as they stand."""
    if found.chosen.preset is None:
        return ()
    together = speaking_for(found.chosen.preset, [normal(cell) for cell in found.header])
    return tuple(cell for cell in found.header if normal(cell) in together)
