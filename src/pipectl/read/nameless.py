"""Amounts that name no currency beside others that do: they are added, and that is said."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..domain.opportunity import Opportunity
from ..domain.pipeline import FileAccount


def noting_nameless(accounts: Sequence[FileAccount], opportunities: Iterable[Opportunity]) -> tuple[FileAccount, ...]:
    """The accounts, with what amounts of their files count as that name no currency where all others are in one."""
    bare: Counter[str] = Counter()
    codes = set()
    for one in opportunities:
        if one.currency:
            codes.add(one.currency)
        elif one.amount:
            bare[one.place.file] += 1
    if len(codes) != 1:
        return tuple(accounts)
    [code] = codes
    return tuple(_noting(account, bare[account.name], code) for account in accounts)


def _noting(account: FileAccount, count: int, code: str) -> FileAccount:
    one = count == 1
    said = (
        f"{'1 amount' if one else f'{count:,} amounts'} that {'names' if one else 'name'} no currency "
        f"{'counts' if one else 'count'} as {code}, like the others; currency in pipeline.yaml may say another"
    )
    return account.noting(said if count else "")
