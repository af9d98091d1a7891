"""A column of currencies, and what currency each amount of a file is in."""

from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from ..codes import AMOUNT_FOREIGN, Trouble, quoted
from .currencies import accepted, candidates, common, foreign, settled
from .evidence import Question, Sighting, example
from .profile import Profile

#: Columns whose cells may name a currency.
_FIELDS = ("currency", "amount", "won_amount")


class CurrencyReading(NamedTuple):
    """The currency a cell names, as it stands; empty for an empty cell."""

    currency: str = ""
    trouble: Trouble | None = None

    def sort(self, _text: str) -> Hashable:
        """What it may stand for."""
        return self.trouble is None, candidates(self.currency)


_NO_RATES: Mapping[str, Decimal] = {}


def read(text: str, currency: str | None = None, rates: Mapping[str, Decimal] = _NO_RATES) -> CurrencyReading:
    """How a text reads as a currency, held against the pipeline's and its rates where there is one."""
    text = text.strip()
    if text and not candidates(text):
        return CurrencyReading(trouble=Trouble(AMOUNT_FOREIGN, "is no currency that is known", "write its ISO code"))
    if text and currency and not accepted(text, currency, rates):
        return CurrencyReading(trouble=foreign(text, currency)._replace(says=f"is not {currency}"))
    return CurrencyReading(text)


class Told(NamedTuple):
    """What the header of the amounts says."""

    header: str = ""
    currency: str = ""
    """The code or sign in it; empty where there is none."""


_UNTOLD = Told()


class Currencies(NamedTuple):
    """The currencies of a file's amounts, once they are settled."""

    code: Callable[[str], str | None]
    """What a code, sign or name stands for here."""
    bare: str | None = None
    """What amounts are in that name none; None where nothing says it."""
    said: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    def of_cell(self, reading: CurrencyReading) -> str | Trouble | None:
        """The currency of a cell of the `currency` column."""
        return reading.trouble or (self.code(reading.currency) if reading.currency else None)

    def of_amount(self, reading: Any) -> str | None:
        """The currency that an amount names, or its header for it."""
        if reading.currency:
            return self.code(reading.currency)
        return None if reading.empty else self.bare

    def carried(self, profiles: Mapping[str, Profile[Any]]) -> tuple[str, ...]:
        """The codes that any cell or amount carries, sorted."""
        of = {"currency": self.of_cell, "amount": self.of_amount, "won_amount": self.of_amount}
        told = {of[field](sight.reading) for field in _FIELDS for sight in profiles.get(field, {}).values()}
        return tuple(sorted(code for code in told if isinstance(code, str)))


def settle(
    profiles: Mapping[str, Profile[Any]],
    currency: str | None,
    told: Told = _UNTOLD,
    rates: Mapping[str, Decimal] = _NO_RATES,
) -> Currencies:
    """The currencies of the amounts of a file.

    Args:
        profiles: Texts of the columns, by field.
        currency: The one pipeline.yaml names, if it does.
        told: What the header of the amounts says.
        rates: Currencies that are converted to that of pipeline.yaml.
    """
    if currency:
        return _convertible(profiles, currency, told, rates)
    tokens = _tokens(profiles)
    named = [*([told.currency] if told.currency else []), *tokens]
    shared = common(named)
    if shared is None:
        return _several(profiles, tokens, told)
    code = shared[0] if shared else None
    said: tuple[str, ...] = ()
    if shared[1:]:
        said = (f"{named[0]} is taken as {code}; currency in pipeline.yaml may say another",)
    elif code and not told.currency:
        said = _by_others(tokens, code)
    in_header = _in_header(code, told) if code and told.currency else ()
    return Currencies(lambda _: code, code if told.currency else None, (*in_header, *said))


def _by_others(tokens: Mapping[str, tuple[str, str]], code: str) -> tuple[str, ...]:
    """Which signs of several currencies are one of them alone because another amount names it.

    A column of currencies says it of every row, and leaves nothing to be said.
    """
    if any(field == "currency" for field, _ in tokens.values()):
        return ()
    telling = next((token for token in tokens if len(candidates(token)) == 1), "others")
    return tuple(
        f"{token} is taken as {code}, as {telling} is; currency in pipeline.yaml may say another"
        for token in tokens
        if len(candidates(token)) > 1
    )


def _in_header(code: str, told: Told, rest: str = "") -> tuple[str]:
    return (f"amounts {rest}are in {code}, as the header {quoted(told.header)} says",)


def _convertible(
    profiles: Mapping[str, Profile[Any]], currency: str, told: Told, rates: Mapping[str, Decimal]
) -> Currencies:
    """Each in the currency of pipeline.yaml or in one that has a rate; what has none is a trouble already."""

    def code(token: str) -> str | None:
        return accepted(token, currency, rates)

    header = code(told.currency) if told.currency else currency
    if header is None:
        return Currencies(code, questions=(_foreign(told, currency),))
    tokens = [token for token in (told.currency, *_tokens(profiles)) if len(candidates(token)) > 1]
    taken = [(token, code(token)) for token in tokens]
    said = tuple(f"{token} is taken as {one}, which has a rate" for token, one in taken if one not in (None, currency))
    if not rates or not told.currency:
        return Currencies(code, None, said)
    return Currencies(code, header, (*(_in_header(header, told) if header != currency else ()), *said))


def _several(profiles: Mapping[str, Profile[Any]], tokens: Mapping[str, tuple[str, str]], told: Told) -> Currencies:
    """Amounts in several currencies: each its own, its header's where it names none.

    What nothing tells is asked about, and so is a header that speaks against the column of currencies.
    """
    header = [told.currency] if told.currency else []
    known = settled([*header, *_tokens(profiles, spare=True)], [*header, *tokens])
    in_column = [token for token, (field, _) in tokens.items() if field == "currency"]
    contradicted = header and common([*header, *in_column]) is None
    nameless = "currency" not in profiles and not header and any(map(_is_bare, profiles.get("amount", {}).items()))

    def code(token: str) -> str | None:
        # A spelling that is not held any more stands for what its like does.
        return known.get(token) or next(iter(settled([token], known.values()).values()), None)

    if contradicted or nameless:
        return Currencies(code, questions=(_question(profiles, tokens, told),))
    said = tuple(f"{each} is taken as {known[each]}" for each in (*header, *tokens) if len(candidates(each)) > 1)
    if not header:
        return Currencies(code, None, said)
    in_header = _in_header(known[told.currency], told, "that name no currency ")
    return Currencies(code, known[told.currency], (*in_header, *dict.fromkeys(said)))


def _tokens(profiles: Mapping[str, Profile[Any]], *, spare: bool = False) -> dict[str, tuple[str, str]]:
    """The codes and signs of sound rows, or of all, with the field and the text that have them first."""
    tokens: dict[str, tuple[str, str]] = {}
    for field in _FIELDS:
        for text, sight in profiles.get(field, {}).items():
            if (sight.votes or spare) and sight.reading.currency:
                tokens.setdefault(sight.reading.currency, (field, text))
    return tokens


def _is_bare(seen: tuple[str, Sighting[Any]]) -> bool:
    """Whether a text is an amount of a sound row and names no currency."""
    sight = seen[1]
    return bool(sight.votes and not sight.reading.empty and not sight.reading.currency)


def _foreign(told: Told, currency: str) -> Question:
    text = (
        f"the header {quoted(told.header)} is not in {currency}, the currency of pipeline.yaml, and has no rate there"
    )
    return Question("currency", "", text, candidates(told.currency)[:1], "currency", "")


def _question(profiles: Mapping[str, Profile[Any]], tokens: Mapping[str, tuple[str, str]], told: Told) -> Question:
    seen = [f"the header {quoted(told.header)}"] if told.currency else []
    seen += [example(profiles[field], text) for field, text in list(tokens.values())[:4]]
    bare = next((each[0] for each in profiles.get("amount", {}).items() if _is_bare(each)), None)
    rest = "" if bare is None or told.currency else f", and {example(profiles['amount'], bare)} names none"
    choices = dict.fromkeys(candidates(token)[0] for token in (told.currency, *tokens) if token)
    return Question(
        "currency",
        "",
        f"amounts are in more than one currency, such as {', '.join(seen)}{rest or ', and are not added'}",
        tuple(choices),
        "currency",
        "",
    )
