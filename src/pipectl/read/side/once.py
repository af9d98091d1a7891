"""Rows of several files of which each id counts once: the one that is read last."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from ...domain.finding import About, Code, Place
from ...domain.ledger import Ledger
from ...domain.pipeline import FileAccount
from ...domain.record_ids import compared
from ..codes import quoted
from ..merging import ages
from ..source import Source


class _Row(Protocol):
    @property
    def id(self) -> str | None: ...
    @property
    def place(self) -> Place: ...
    @property
    def about(self) -> About: ...


R = TypeVar("R", bound=_Row)


def oldest_first(sources: Sequence[Source]) -> list[Source]:
    """The files in the order of their age, so that the newest is read last."""
    known = ages([(source.name, source.modified) for source in sources])
    return [source for _, source in sorted(zip(known, sources, strict=True), key=lambda one: one[0])]


def each_once(
    rows: Sequence[R], files: tuple[FileAccount, ...], noun: str, code: Code, ledger: Ledger
) -> tuple[tuple[R, ...], tuple[FileAccount, ...]]:
    """Each row once, and the accounts of the files with the rows that another one stands for."""
    last = {compared(row.id): row for row in rows if row.id}
    kept: list[R] = []
    dropped: Counter[str] = Counter()
    for row in rows:
        stands = last[compared(row.id)] if row.id else row
        if stands is row:
            kept.append(row)
            continue
        dropped[row.place.file] += 1
        text = f"{noun} {quoted(row.id or '')} stands in {stands.place}, too, which counts"
        ledger.add(code, row.place, text, field="id", about=row.about)
    return tuple(kept), tuple(_lessened(account, dropped[account.name]) for account in files)


def _lessened(account: FileAccount, count: int) -> FileAccount:
    rows = account.rows
    return account._replace(rows=replace(rows, accepted=rows.accepted - count, elsewhere=rows.elsewhere + count))
