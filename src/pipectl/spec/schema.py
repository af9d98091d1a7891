"""The JSON Schema of pipeline.yaml, for editors that complete and check it while it is written."""

from typing import Any

from ..domain.spec import PipelineSpec

#: First line of a pipeline.yaml: where an editor finds its schema (`pipectl schema pipeline > pipeline.schema.json`).
MODELINE = "# yaml-language-server: $schema=pipeline.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Texts that may be written as a bare number: `period: 2026`, `lookback: 365`.
_NUMBER_LIKE = ("period", "lookback")


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
    for model in (written, *written["$defs"].values()):
        _settle(model)
    return {"$schema": DIALECT, **written, "title": "pipeline.yaml of pipectl"}


def _settle(model: dict[str, Any]) -> None:
    """Show defaults as YAML would write them, and leave out titles that repeat the key."""
    for name, entry in model.get("properties", {}).items():
        entry.pop("title", None)
        _take_numbers(entry)
        if name not in model.get("required", ()):
            _take_nothing(entry)
        if entry.get("default") is None:
            entry.pop("default", None)
        elif name == "target_coverage":
            entry["default"] = _number(entry["default"])
        if name in _NUMBER_LIKE:
            entry["type"] = [each for each in _listed(entry["type"]) if each not in ("number", "boolean")] + ["integer"]


def _take_numbers(entry: dict[str, Any]) -> None:
    """Text may stand as a bare number or `true`, which is read as it is written: `aliases: [1, 2]`."""
    if entry.get("type") == "string" and "pattern" not in entry:
        entry["type"] = ["string", "number", "boolean"]
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
    """Bounds and defaults as JSON numbers; those of the model are whole."""
    return int(value) if str(value).lstrip("-").isdigit() else value
