"""The file that `--write-baseline` writes. It is strict: what it does not say can't fail."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..domain.currencies import CODES
from ..domain.errors import InputProblem
from ..domain.kept import BASELINE_SCHEMA, BASELINE_SCHEMAS, Asked, Kept, Was
from ..domain.validation import Baseline, Fingerprint
from .codes import quoted

#: A larger file is another one; a finding takes about a hundred bytes.
MOST_BYTES = 1 << 28
_TOP = {"schema", "known", "measures", "as_of", "currency"}
_KEYS = {"code", "opportunity", "account", "count"}
_TEXTS = ("metric", "period", "by", "group", "lookback", "name")
_MEASURE_KEYS = {*_TEXTS, "where", "without", "value", "numerator", "denominator"}
_NUMBER = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,40})?")


class _TwiceError(ValueError):
    """A key that stands twice in one object."""


def read_baseline(name: str) -> Kept:
    """What was known and measured on a day.

    Raises:
        InputProblem: the file is not there, can't be read, or is no baseline; the message says where and why.
    """
    tree = _tree(name, _text(name))
    if not isinstance(tree, dict) or tree.get("schema") not in BASELINE_SCHEMAS:
        raise _broken(name, f'it does not say "schema": "{BASELINE_SCHEMA}"')
    if set(tree) - _TOP or not isinstance(tree.get("known"), list) or not isinstance(tree.get("measures", []), list):
        told = 'it has to have "known", a list, may have "measures", "as_of" and "currency", and nothing else'
        raise _broken(name, told)
    known, measures = _known(name, tree["known"]), _measures(name, tree.get("measures", []))
    return Kept(known, measures, _as_of(name, tree.get("as_of")), _currency(name, tree.get("currency")))


def _known(name: str, entries: list[Any]) -> Baseline:
    known: dict[Fingerprint, int] = {}
    for number, entry in enumerate(entries, 1):
        problem = _problem(entry)
        if problem:
            raise _broken(name, f"entry {number} {problem}")
        found = Fingerprint(entry["code"], entry.get("opportunity"), entry.get("account"))
        if found in known:
            raise _broken(name, f"entry {number} stands twice: {quoted(' '.join(filter(None, found)))}")
        known[found] = entry["count"]
    return known


def _measures(name: str, entries: list[Any]) -> dict[Asked, Was]:
    measures: dict[Asked, Was] = {}
    for number, entry in enumerate(entries, 1):
        problem = _measure_problem(entry)
        if problem:
            raise _broken(name, f"measure {number} {problem}")
        filters, without = (tuple(entry.get(key, ())) for key in ("where", "without"))
        metric, period, by, group, lookback, check = map(entry.get, _TEXTS)
        asked = Asked(metric, period, filters, by, group, lookback, check, without)
        if asked in measures:
            raise _broken(name, f"measure {number} stands twice: {quoted(entry['metric'])}")
        halves = (None if entry.get(key) is None else Decimal(entry[key]) for key in ("numerator", "denominator"))
        measures[asked] = Was(Decimal(entry["value"]), *halves)
    return measures


def _as_of(name: str, text: Any) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except (TypeError, ValueError):
        raise _broken(name, f"as_of is {quoted(str(text))}, which is no day") from None


def _currency(name: str, text: Any) -> str | None:
    if text is None or (isinstance(text, str) and text in CODES):
        return text
    raise _broken(name, f"currency is {quoted(str(text))}, which is none")


def _text(name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputProblem(f"{name}: there is no such baseline; write it with --write-baseline {name}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputProblem(f"{name}: the baseline can't be read ({reason.lower()}); check the name") from None
    if len(data) > MOST_BYTES:
        raise _broken(name, f"it is larger than {MOST_BYTES >> 20} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _broken(name, "it is not UTF-8") from None


def _tree(name: str, text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise InputProblem(f"{place}: the baseline is no JSON ({error.msg.lower()}); {_remedy(name)}") from None
    except _TwiceError as error:
        raise _broken(name, str(error)) from None
    except (RecursionError, ValueError):
        raise _broken(name, "it holds what no baseline does") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(f"{quoted(next(key for key in keys if keys.count(key) > 1))} stands twice in one entry")
    return found


def _problem(entry: Any) -> str:
    """What is wrong with an entry, as the end of a sentence; empty where nothing is."""
    if not isinstance(entry, dict):
        return "is no object"
    if odd := sorted(set(entry) - _KEYS):
        return f"has {quoted(odd[0])}, which no entry has"
    if not isinstance(entry.get("code"), str):
        return "has no code"
    for key in ("opportunity", "account"):
        if key in entry and not isinstance(entry[key], str):
            return f"has {key} {quoted(str(entry[key]))}, which is no text"
    count = entry.get("count")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        return f"has count {quoted(str(count))}, which is no number from 1"
    return ""


def _measure_problem(entry: Any) -> str:
    """What is wrong with a measure, as the end of a sentence; empty where nothing is."""
    if not isinstance(entry, dict):
        return "is no object"
    if odd := sorted(set(entry) - _MEASURE_KEYS):
        return f"has {quoted(odd[0])}, which no measure has"
    lists = [entry.get(key, []) for key in ("where", "without")]
    texts = [entry.get(key) for key in _TEXTS if key in entry]
    if "metric" not in entry or not all(map(_is_of_texts, [texts, *lists])):
        return "has no metric, or a period, where, by, group, lookback, name or without that is no text"
    for key in ("value", "numerator", "denominator"):
        number = entry.get(key)
        if not (number is None and key != "value") and not (isinstance(number, str) and _NUMBER.fullmatch(number)):
            return f"has {key} {quoted(str(number))}, which is no number in quotes"
    return ""


def _is_of_texts(entry: Any) -> bool:
    return isinstance(entry, list) and all(isinstance(each, str) for each in entry)


def _broken(name: str, problem: str) -> InputProblem:
    return InputProblem(f"{name}: the baseline can't be used: {problem}; {_remedy(name)}")


def _remedy(name: str) -> str:
    return f"mend it, or write it anew with --write-baseline {name}"
