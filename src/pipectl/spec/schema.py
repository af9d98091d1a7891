"""The JSON Schema of pipeline.yaml, for editors that complete and check it while it is written."""

import re
from typing import Any

from ..domain.currencies import CODES
from ..domain.finding import Level
from ..domain.period import FIRST_YEAR, LAST_YEAR
from ..domain.spec import PipelineSpec
from .check_rules import DATA_QUALITY

#: First line of a pipeline.yaml: where an editor finds its schema (`pipectl schema pipeline > pipeline.schema.json`).
MODELINE = "# yaml-language-server: $schema=pipeline.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Texts that may be written as a bare number: `period: 2026`, `lookback: 365`.
_NUMBER_LIKE = ("period", "lookback")
#: Settings whose default is a number with an exact value of ours.
_DECIMALS = ("target_coverage", "qualified_at", "fits_from")

# The patterns follow `domain.period`; what needs a calendar, as 2026-02-30 and A..B with B before A do, is left to it.
_YEAR = "(?:19[7-9][0-9]|2[01][0-9]{2})"
_NAMED = f"(?:{_YEAR}(?:-[Qq][1-4]|-(?:0[1-9]|1[0-2]))?|[Ff][Yy](?:[0-9]{{2}}|{_YEAR})(?:-[Qq][1-4])?)"
_SIDE = f"(?:{_NAMED}|{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))"
_LIMITS: dict[str, dict[str, Any]] = {
    "period": {
        "pattern": rf"^\s*(?:{_NAMED}|{_SIDE}\s*\.\.\s*{_SIDE})\s*$",
        "minimum": FIRST_YEAR,
        "maximum": LAST_YEAR,
    },
    "lookback": {
        "pattern": r"^\s*(?:[Aa][Ll][Ll]|(?!0+(?:[^0-9]|$))[0-9]{1,5}\s*(?:[Dd](?:[Aa][Yy][Ss]?)?)?)\s*$",
        "minimum": 1,
        "maximum": 99_999,
    },
}


def spec_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of pipeline.yaml: every setting with its description, no other one allowed."""
    from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

    from ..domain.compiling import adapter

    class Plain(GenerateJsonSchema):
        """Decimals are plain numbers here; their exactness is a matter of how we read them."""

        def decimal_schema(self, schema: Any) -> JsonSchemaValue:
            found: JsonSchemaValue = {"type": "number"}
            self.update_with_validations(found, schema, self.ValidationsMapping.numeric)
            return {key: _number(value) for key, value in found.items()}

    written = adapter(PipelineSpec).json_schema(schema_generator=Plain)
    for name, model in ((None, written), *written["$defs"].items()):
        _settle(model, of_check=name == "Check")
    # A check names a metric or a finding, and not both.
    written["$defs"]["Check"]["oneOf"] = [
        {"required": [one], "properties": {one: {"type": "string"}, other: {"type": "null"}}}
        for one, other in (("metric", "finding"), ("finding", "metric"))
    ]
    # A criterion may be a text alone, and so may an element be.
    for name, most in (("Criterion", 2000), ("Element", 300)):
        words = {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": most}
        written["$defs"][name] = {"anyOf": [words, written["$defs"][name]]}
    return {"$schema": DIALECT, **written, "title": "pipeline.yaml of pipectl"}


def _settle(model: dict[str, Any], *, of_check: bool) -> None:
    """Show defaults as YAML would write them, and leave out titles that repeat the key."""
    for name, entry in model.get("properties", {}).items():
        entry.pop("title", None)
        _take_numbers(entry)
        if name not in model.get("required", ()):
            _take_nothing(entry)
        if entry.get("default") is None:
            entry.pop("default", None)
        elif name in _DECIMALS:
            entry["default"] = _number(entry["default"])
        if name in _NUMBER_LIKE and not of_check:
            entry["type"] = [each for each in _listed(entry["type"]) if each not in ("number", "boolean")] + ["integer"]
            entry.update(_LIMITS[name])
        _name_choices(name, entry)


def _name_choices(name: str, entry: dict[str, Any]) -> None:
    """List what there is to choose from where the model takes any text."""
    if name == "exchange_rates":
        (rate,) = entry.pop("patternProperties").values()
        entry.update(propertyNames={"enum": sorted(CODES)}, additionalProperties=rate)
    elif name == "metric":
        from ..metrics.catalog import CHECKED

        entry.pop("anyOf", None)
        entry.update(type=["string", "null"], enum=[*CHECKED, DATA_QUALITY, None])
    elif name == "rule":
        from ..review.risks import RISKS

        entry.pop("anyOf", None)
        entry.update(type=["string", "null"], enum=[*RISKS, None])
    elif name == "finding":
        entry.pop("anyOf", None)
        entry.update(
            type=["string", "null"], pattern=f"^(?:DATA[0-9]{{3}}|{'|'.join(level.value for level in Level)})$"
        )


def _take_numbers(entry: dict[str, Any]) -> None:
    """Text may stand as a bare number or `true`, which is read as it is written: `aliases: [1, 2]`."""
    if entry.get("type") == "string" and "pattern" not in entry:
        entry["type"] = ["string", "number", "boolean"]
    elif entry.get("type") == "string" and re.search(entry["pattern"], "10"):
        entry["type"] = ["string", "number"]
        if not re.search(entry["pattern"], "-1"):
            entry["minimum"] = 0
    for below in (entry.get("items"), *entry.get("anyOf", ())):
        if below:
            _take_numbers(below)


def _take_nothing(entry: dict[str, Any]) -> None:
    """A key that may be left out may stand without a value."""
    if "$ref" in entry:
        entry["anyOf"] = [{"$ref": entry.pop("$ref")}]
    if "anyOf" not in entry:
        entry["type"] = [*_listed(entry["type"]), "null"]
    elif {"type": "null"} not in entry["anyOf"]:
        entry["anyOf"].append({"type": "null"})


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


def _number(value: Any) -> Any:
    """Bounds and defaults as JSON numbers."""
    if str(value).lstrip("-").isdigit():
        return int(value)
    return float(value) if isinstance(value, str) and re.fullmatch(r"[0-9]+\.[0-9]+", value) else value
