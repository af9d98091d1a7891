r"""Text for what shows ASCII alone: our own signs in words and marks that read well, foreign letters by their sound.

Letters of Latin script lose their accents; Greek, Cyrillic, Hebrew, Arabic, kana and Hangul are written as they sound,
roughly, so that a name can be recognised. Any other character is an escape, `\u65e5`, which at least tells one name
from another.
"""

import re
from unicodedata import combining, decimal, name, normalize

#: Our own signs outside ASCII.
_SIGNS = {
    "█": "#", "▓": "=", "░": ".", "─": "-", "│": "|", "–": "-", "·": "|", "•": "*", "×": "x", "÷": "/", "→": "->",
    "←": "<-", "…": "...", "≥": ">=", "≤": "<=", "Σ": "sum of ", "−": "-", "⏎": r"\n", "€": "EUR ",
    "£": "GBP ", "¥": "JPY ", "₹": "INR ", "₩": "KRW ", "₪": "ILS ", "’": "'", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip
_OWN = str.maketrans(_SIGNS)

#: Signs of names and notes that are not our own.
_FOREIGN_SIGNS = {
    **{sign: spelled for sign, spelled in _SIGNS.items() if sign != "Σ"},
    "·": "-",
    "‐": "-", "‑": "-", "‒": "-", "—": "-", "―": "-", "‘": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"',
    "«": '"', "»": '"', "‹": "'", "›": "'", "°": " deg", "©": "(c)", "®": "(r)", "¡": "!", "¿": "?",
    "׳": "'", "״": '"',
}  # fmt: skip
_SOUNDS = """
    ß ss æ ae œ oe ø o đ d ð d þ th ł l ı i ħ h ŋ ng ə e
    α a β b γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
    а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ '
    ы y ь ' э e ю yu я ya і i є ye ґ g ђ dj ј j љ lj њ nj ћ c џ dz
    א ' ב b ג g ד d ה h ו v ז z ח h ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע ' פ p ף p צ ts ץ ts ק k ר r ש sh ת t
    ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع ' غ gh ف f ق q ك k ل l م m ن n ه h
    و w ي y ة h ى a ء ' پ p چ ch ژ zh گ g ک k ی y
"""
_LETTERS = dict(zip(_SOUNDS.split()[::2], _SOUNDS.split()[1::2], strict=True))
#: Scripts whose characters are named by their sound.
_NAMED = re.compile(r"(?:HIRAGANA|KATAKANA) LETTER (?:SMALL )?(\w+)|HANGUL SYLLABLE (\w+)")


def own(text: str) -> str:
    """Our own words, with the foreign text in them made ASCII before."""
    return text if text.isascii() else text.translate(_OWN)


def foreign(text: str) -> str:
    """Text from a file or an option."""
    return text if text.isascii() else "".join(map(_spelled, text))


def _spelled(character: str) -> str:
    if character.isascii():
        return character
    known = _FOREIGN_SIGNS.get(character) or _sound(character)
    if known is not None:
        return known
    named = _named(character)
    if named:
        return named
    parts = normalize("NFKD", character)
    return _without_sound(character) if parts == character else "".join(map(_spelled, parts))


def _sound(character: str) -> str | None:
    low = character.lower()
    sound = _LETTERS.get(low)
    return sound if sound is None or low == character else sound.capitalize()


def _named(character: str) -> str:
    found = _NAMED.fullmatch(name(character, ""))
    return (found[1] or found[2]).lower() if found else ""


def _without_sound(character: str) -> str:
    """A digit of any script, nothing for a mark on a letter, else an escape."""
    digit = decimal(character, None)
    if digit is not None:
        return str(digit)
    if combining(character):
        return ""
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
