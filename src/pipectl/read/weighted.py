"""Headers of amounts that are weighted with the close % already: as the amount, they would be weighted twice."""

import re
from collections.abc import Iterable

from .codes import quoted

_WORTH = "(?:deal )?(?:amount|revenue|value)"
#: What such a header says, in lower case and without punctuation.
_WEIGHTED = re.compile(
    rf"(?<!un)weighted|prorated|risk adjusted|(?:expected|forecast(?:ed)?) {_WORTH}"
    r"|(?<!un)gewichtet|erwarteter umsatz|pondér|ponderad|(?:revenu|montant) attendu|ingresos? esperad|receita esperada"
)


def is_weighted(normal: str) -> bool:
    """Whether a normalised header says that its amounts are weighted, as most exports mean it."""
    return bool(_WEIGHTED.search(normal))


def told_apart(headers: Iterable[str]) -> str:
    """Why weighted amounts are not proposed as the amount, in words; empty where there are none."""
    named = " and ".join(quoted(header) for header in headers)
    told = "mostly the amount times the close %, and would be weighted twice: export the amount itself"
    return named and f"{named} is {told}"
