"""What sales made of the leads that marketing handed over: the opportunities behind them, open, won and lost."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..domain.currencies import Currencies, carried
from ..domain.lead import Lead
from ..domain.lead_codes import OPPORTUNITY_UNKNOWN
from ..domain.leads import Handover
from ..domain.ledger import Ledger
from ..domain.opportunity import Opportunity
from ..domain.values import EXACT, ZERO, Outcome
from ..engines.record_names import RecordNames
from ..engines.standing import as_it_stood

SEVERAL = "amounts are in several currencies, or in none that is told"
NO_AMOUNT = "none of the won ones has an amount"


class Handed(NamedTuple):
    """The opportunities that leads became."""

    of: Mapping[str, Sequence[Opportunity]]
    """By lead, as `_known_by` names it: the ones that count at it, as they stood."""
    unknown: Mapping[str, int]
    """By lead: ids that match nothing."""
    currencies: Currencies

    def over(self, leads: Iterable[Lead]) -> Handover:
        """What became of some leads."""
        keys = [_known_by(lead) for lead in leads]
        some = [each for key in keys for each in self.of.get(key, ())]
        outcomes = Counter(each.outcome for each in some)
        won = [each for each in some if each.outcome is Outcome.WON]
        amount = ZERO
        for each in won:
            amount = EXACT.add(amount, each.amount or ZERO)
        why = self._why_no_amount(won)
        return Handover(
            len(some),
            outcomes[Outcome.OPEN],
            outcomes[Outcome.WON],
            outcomes[Outcome.LOST],
            None if why else amount,
            sum(self.unknown.get(key, 0) for key in keys),
            None if why else self.currencies.the_one(carried(won)),
            why,
            sum(each.amount is None for each in won),
        )

    def _why_no_amount(self, won: Sequence[Opportunity]) -> str | None:
        if self.currencies.why_not_added(carried(won)) is not None:
            return SEVERAL
        return NO_AMOUNT if won and all(each.amount is None for each in won) else None


def handed(
    leads: Sequence[Lead],
    known: RecordNames,
    currencies: Currencies,
    as_of: date,
    ledger: Ledger,
) -> Handed:
    """The opportunities that leads had become by the end of a day, each at the lead that was created first.

    What matches nothing goes to the ledger.
    """
    taken: set[int] = set()
    of: dict[str, list[Opportunity]] = {}
    unknown: Counter[str] = Counter()
    for lead in sorted((one for one in leads if one.is_converted(as_of)), key=lambda one: one.created.instant):
        for word in lead.opportunities:
            found = known.find(word)
            if found is None:
                unknown[_known_by(lead)] += 1
                why, remedy = known.why_not(word)
                text = f"{lead.key} became {word}, {why}"
                ledger.add(OPPORTUNITY_UNKNOWN, lead.place, text, remedy=remedy, field="opportunity", about=lead.about)
            elif id(found) not in taken and (stood := as_it_stood(found, as_of)) is not None:
                taken.add(id(found))
                of.setdefault(_known_by(lead), []).append(stood)
    return Handed(of, unknown, currencies)


def _known_by(lead: Lead) -> str:
    return str(lead.place)
