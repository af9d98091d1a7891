"""One look at the whole pipeline as a table of events."""

from collections.abc import Collection, Sequence
from datetime import date

from ..domain.opportunity import Opportunity
from .chronicle import EVERYTHING, Chronicle, Life, Moment, Source
from .matching import Keyed


def one_look(
    opportunities: Sequence[Opportunity], day: date, keyed: Keyed, title: str, fields: Collection[str]
) -> Chronicle:
    """What was there on one day; of two rows of one opportunity the first counts. That and what has no key is said.

    Args:
        opportunities: All that was there.
        day: When.
        keyed: By what an opportunity is known again.
        title: Where it was seen, for the data line.
        fields: Those of our fields that were there to see.
    """
    lives: dict[str, Life] = {}
    without = again = 0
    for one in opportunities:
        key = keyed(one)
        if key is None:
            without += 1
        else:
            again += key in lives
            lives.setdefault(key, (Moment(day, one),))
    holds = EVERYTHING.intersection(fields)
    counts = {"lack what opportunities are known by": without, "are known by what a row above has": again}
    rows = f"of {len(opportunities):,} rows"
    said = tuple(f"{title}: {count:,} {rows} {words}, and are left out" for words, count in counts.items() if count)
    return Chronicle(lives, day, (day,), holds, (Source(title, holds, day, day),), said)
