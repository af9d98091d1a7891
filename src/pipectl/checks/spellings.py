"""A data check of names that differ by case and space alone, and are one name everywhere."""

from collections.abc import Iterator

from ..domain.cells import usual_spellings
from ..domain.finding import Place, quoted
from .looked import Hit, Looked

#: The fields whose values pipeline.yaml names, too.
NAMED = ("owner", "team", "source")
#: Spellings that a finding quotes.
SHOWN = 3


def spellings(looked: Looked) -> Iterator[Hit]:
    """Once a file and field, the spellings that are taken as another."""
    for field in NAMED:
        usual = usual_spellings(getattr(each, field) for each in looked.opportunities)
        for file, rows in looked.by_file.items() if usual else ():
            texts = dict.fromkeys(getattr(each, field) for each in rows)
            odd = [(text, usual[text]) for text in texts if usual.get(text, text) != text]
            if odd:
                told = [f"{_cell(text)} as {_cell(most)}" for text, most in odd[:SHOWN]]
                more = [f"{len(odd) - SHOWN:,} more"] if len(odd) > SHOWN else []
                says = f"has names that are taken as one: {', '.join([*told, *more])}"
                yield Hit(Place(file), field, f"{looked.label(file, field)} {says}")


def _cell(text: str) -> str:
    """As it stands: what tells two spellings apart may be a space."""
    return f"'{text}'" if len(text) <= len(quoted(text)) and text.isprintable() else quoted(text)
