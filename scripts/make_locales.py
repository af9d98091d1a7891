"""Write src/pipectl/render/locales.py from the Unicode CLDR that Babel carries; with --check only compare."""

import sys
from pathlib import Path

from babel import Locale, localedata
from babel import __version__ as babel_version

TARGET = Path(__file__).parent.parent / "src/pipectl/render/locales.py"
HEAD = '''"""How locales write figures and days; written by scripts/make_locales.py from the CLDR of Babel {version}.

Decimal mark, group mark (and 2 where groups above the thousands have two digits), place of currency (¤) and % beside the
figure (#), and what comes first in a day of the year; then the languages that write so, and countries that write unlike
the rest of theirs.
"""

KNOWN = {{
{rows}
}}
'''
MARKS = str.maketrans("", "", "\u200e\u200f\u061c")
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2019": "’"})


def style(name: str) -> str:
    locale = Locale.parse(name)
    symbols = locale.number_symbols["latn"]
    decimal, group = (symbols[key].translate(SPACES)[0] for key in ("decimal", "group"))
    money, percent = (
        placed(formats[key].pattern)
        for formats, key in ((locale.currency_formats, "standard"), (locale.percent_formats, None))
    )
    lakhs = "2" if "#,##,##0" in locale.decimal_formats[None].pattern else ""
    day = locale.datetime_skeletons["MMMd"].pattern
    first = "day" if day.index("d") < max(day.find("M"), day.find("L")) else "month"
    return f"{decimal}{group}{lakhs}|{money}|{percent}|{first}"


def placed(pattern: str) -> str:
    """`#,##0.00 ¤` as `# ¤`."""
    plain = pattern.partition(";")[0].translate(MARKS).translate(SPACES)
    return (
        "".join(sign for sign in plain.replace("0", "#") if sign in "¤#% ")
        .replace("####", "#")
        .replace("##", "#")
        .replace("##", "#")
    )


def known() -> dict[str, list[str]]:
    names = sorted(name for name in localedata.locale_identifiers() if fits(name))
    styles = {name: style(name) for name in names}
    found: dict[str, list[str]] = {}
    for name, own in styles.items():
        language = name.partition("_")[0]
        if name == language or own != styles.get(language):
            found.setdefault(own, []).append(name)
    return found


def fits(name: str) -> bool:
    language, _, country = name.partition("_")
    if len(language) not in (2, 3) or not (not country or (len(country) == 2 and country.isupper())):
        return False
    locale = Locale.parse(name)
    latin = locale.number_symbols.get("latn", {})
    return latin.get("decimal") in (".", ",") and "group" in latin and "MMMd" in locale.datetime_skeletons


def main() -> int:
    rows = "\n".join(f'    "{own}": "{" ".join(names)}",' for own, names in sorted(known().items()))
    text = HEAD.format(version=babel_version, rows=rows)
    if "--check" in sys.argv:
        if TARGET.read_text(encoding="utf-8") != text:
            print(f"{TARGET.name} is not what Babel says; run scripts/make_locales.py")
            return 1
        return 0
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
