"""What a baseline has of a check, found again however it was spelled then; and what differs where it has nothing."""

from collections import Counter
from collections.abc import Iterator

from ..checks.bounds import exact_ratio
from ..checks.judging import Before
from ..domain.cells import loose
from ..domain.kept import Asked, Kept
from ..metrics.catalog import CHECKED

NOTHING = (
    "there is nothing to compare with: keep an export with pipectl snapshot, or write a baseline with --write-baseline "
    "and name it with --baseline"
)
_ANEW = "write it anew with --write-baseline, or ask for what was asked for then"


class Known:
    """The measures of a baseline."""

    def __init__(self, kept: Kept | None, currency: str | None = None) -> None:
        """`currency` is what money is in now, where that is known."""
        self._kept, self._currency = kept, currency
        self._asked = {} if kept is None else {asked: alike(asked) for asked in kept.measures}
        self._times = times = Counter(self._asked.values())
        self._kinds = {plain._replace(key=None): one for one, plain in self._asked.items() if not one.without}
        # Of two that mean the same, as where names were told apart by case, neither is what was measured.
        self._found = {plain: asked for asked, plain in self._asked.items() if times[plain] == 1}

    def groups(self, asked: Asked) -> tuple[str | None, ...]:
        """The groups it has of a check by groups, as it spells them."""
        wanted = alike(asked)
        return tuple(
            one.key
            for one, plain in self._asked.items()
            if not one.without and plain._replace(key=wanted.key) == wanted
        )

    def before(self, asked: Asked) -> Before:
        """What it has for a line, or why it has nothing.

        Where it does not know what a measure was without those waived now, it is held against what it was with them.
        """
        if self._kept is None:
            return Before(None, NOTHING)
        found = self._found.get(alike(asked)) or self._found.get(alike(asked._replace(without=())))
        if found is None:
            return Before(None, self._lacking(asked))
        if self._is_other_money(asked):
            has = f"{asked.metric} in {self._kept.currency}, not {self._currency}"
            return Before(None, f"{self._called} has {has}{self._remedy('write it anew with --write-baseline')}")
        return Before(exact_ratio(*self._kept.measures[found]), day=self._kept.as_of)

    def _is_other_money(self, asked: Asked) -> bool:
        """Whether a measure is money, and that of the baseline is in another currency."""
        metric = CHECKED.get(asked.metric)
        currencies = {None if self._kept is None else self._kept.currency, self._currency} - {None}
        return metric is not None and metric.unit.is_money and len(currencies) > 1

    def _lacking(self, asked: Asked) -> str:
        """What it has instead, in words: the measure that differs in the fewest respects, and in its group at last."""
        of_it = [one for one in self._kinds.values() if one.metric == asked.metric]
        if not of_it:
            return f"{self._called} has no {asked.metric}{self._remedy('write it anew with --write-baseline')}"
        told = min((list(_differences(one, asked)) for one in of_it), key=len)
        group = (
            "twice"
            if self._times[alike(asked._replace(without=()))]
            else f"of other groups by {asked.by}, not of {_group(asked)}"
        )
        return f"{self._called} has {asked.metric} {' and '.join(told) or group}{self._remedy(_ANEW)}"

    @property
    def _called(self) -> str:
        if self._kept is not None and self._kept.snapshot:
            return f"the snapshot of {self._kept.as_of}"
        return "the baseline"

    def _remedy(self, words: str) -> str:
        """What can be done, where anything can: a snapshot is what it is."""
        return "" if self._kept is not None and self._kept.snapshot else f"; {words}"


def alike(asked: Asked) -> Asked:
    """The same for all that mean the same: names without regard to case, a lookback only where it is looked at."""
    metric = CHECKED.get(asked.metric)
    return asked._replace(
        filters=tuple(sorted(set(asked.filters))),
        key=asked.key and loose(asked.key),
        name=asked.name and loose(asked.name),
        lookback=asked.lookback if metric is not None and metric.of_lookback else None,
        without=tuple(sorted(set(asked.without))),
    )


def _differences(one: Asked, asked: Asked) -> Iterator[str]:
    """In what a measure of the baseline differs from the one asked for."""
    has, wanted = alike(one), alike(asked)
    if has.period != wanted.period:
        yield f"of {one.period}, not {asked.period}"
    if has.filters != wanted.filters:
        yield f"of {_only(has.filters)}, not {_only(wanted.filters)}"
    if has.by != wanted.by:
        yield f"{_by(one.by)}, not {_by(asked.by)}"
    if has.lookback != wanted.lookback:
        yield f"with lookback {one.lookback}, not {asked.lookback}"
    if has.name != wanted.name:
        yield f"{_called(one.name)}, not {_called(asked.name)}"


def _only(filters: tuple[str, ...]) -> str:
    return f"those with {' and '.join(filters)}" if filters else "all opportunities"


def _by(by: str | None) -> str:
    return f"by {by}" if by else "of everything"


def _group(asked: Asked) -> str:
    return asked.key or f"no {asked.by}"


def _called(name: str | None) -> str:
    return f"for the check {name!r}" if name else "for a check without a name"
