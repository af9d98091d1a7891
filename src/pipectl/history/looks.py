"""One look at the whole pipeline as a table of events."""

from collections.abc import Collection, Sequence
from datetime import date

from ..domain.opportunity import Opportunity
from .chronicle import EVERYTHING, Chronicle, Life, Moment, Source
from .matching import Keyed, parts_twins
from .twins import Twins, unlike


def one_look(
    opportunities: Sequence[Opportunity], day: date, keyed: Keyed, title: str, fields: Collection[str]
) -> Chronicle:
    """What was there on one day; rows that nothing tells apart from others and what has no key are left out, and said.

    Args:
        opportunities: All that was there.
        day: When.
        keyed: By what an opportunity is known again.
        title: Where it was seen, for the data line.
        fields: Those of our fields that were there to see.
    """
    rows: dict[str, list[Opportunity]] = {}
    for one in opportunities:
        rows.setdefault(keyed(one) or "", []).append(one)
    without = len(rows.pop("", ()))
    lives: dict[str, Life] = {}
    twins: dict[str, frozenset[str]] = {}
    for key, some in rows.items():
        states = unlike(some)
        if len(states) == 1:
            lives[key] = (Moment(day, states[0]),)
            continue
        several = Twins(key, (), apart=parts_twins(keyed))
        several.see(states, None, day)
        twins[key] = frozenset(several.lives)
        lives |= several.lives
    again = len(opportunities) - without - len(lives)
    holds = EVERYTHING.intersection(fields)
    counts = {"lack what opportunities are known by": without, "are known by what others have": again}
    of = f"of {len(opportunities):,} rows"
    said = tuple(f"{title}: {count:,} {of} {words}, and are left out" for words, count in counts.items() if count)
    return Chronicle(lives, day, (day,), holds, (Source(title, holds, day, day),), said, twins=twins)
