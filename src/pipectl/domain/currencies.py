"""Currencies of amounts: their codes, and which amounts can be added."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from .opportunity import Opportunity

#: ISO 4217 codes in use.
_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
    "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
    "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
    "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD "
    "TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
CODES = frozenset(_CODES.split())

#: Stands for the currency of amounts that name none.
BARE = ""
#: Codes that a sentence names.
_NAMED = 4


def carried(opportunities: Iterable[Opportunity]) -> frozenset[str]:
    """The currencies that the amounts of some opportunities are in."""
    return frozenset(each.currency or BARE for each in opportunities if each.amount is not None)


class Currencies(NamedTuple):
    """What is known of the currencies of a whole file, by which some of its amounts are judged."""

    told: str | None = None
    """The one that pipeline.yaml names."""
    of_all: frozenset[str] = frozenset()
    """Those of all amounts of the file."""

    def the_one(self, seen: frozenset[str]) -> str | None:
        """The currency that some amounts are in; None where they are in several, or one of them names none.

        No amount at all is nothing in the currency of the others.
        """
        seen = seen or self.of_all
        return self.told or (next(iter(seen)) or None if len(seen) == 1 else None)

    @property
    def of_bare(self) -> str:
        """What amounts that name no currency are in: that of pipeline.yaml, else the only one there is; else `BARE`."""
        known = named(self.of_all)
        return self.told or (known[0] if len(known) == 1 else BARE)

    def listed(self, seen: frozenset[str]) -> tuple[str, ...]:
        """All that some amounts are in, as far as it is named."""
        return (self.told,) if self.told else named(seen)

    def why_not_added(self, seen: frozenset[str], *, filtered: bool = True) -> str | None:
        """Why amounts in some currencies are not added; None where they are.

        Amounts that name no currency are added to those of the only one there is, unless the file has several: then
        nothing tells which theirs is. `filtered` says whether what is asked takes filters of opportunities.
        """
        known = named(seen)
        if len(known) < 2 and (len(seen) < 2 or len(named(self.of_all)) < 2):
            return None
        rest = len(known) - _NAMED
        more = [*([f"{rest} more"] if rest > 0 else []), *(["none named"] if BARE in seen else [])]
        *words, last = [*known[:_NAMED], *more]
        return (
            f"amounts are in {', '.join(words)} and {last}, which are not added; give currency and exchange_rates in "
            f"pipeline.yaml{f', or see one with --where currency={known[0]}' if filtered else ''}"
        )


def converted_words(converted: Mapping[str, int], rates: Mapping[str, Decimal]) -> tuple[str, ...]:
    """How many amounts were converted from each currency, and at what: `12 amounts in EUR were converted at 1.08`."""
    return tuple(
        f"{'1 amount' if count == 1 else f'{count:,} amounts'} in {code} {'was' if count == 1 else 'were'} converted "
        f"at {rates[code]:f}"
        for code, count in sorted(converted.items())
    )


def named(currencies: frozenset[str]) -> tuple[str, ...]:
    """Those that have a name, in order."""
    return tuple(sorted(currencies - {BARE}))
