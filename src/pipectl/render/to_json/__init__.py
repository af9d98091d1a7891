"""Results as JSON: exact decimals as text, the schema named first, safe to show on a terminal as it is.

Each result is a module with its `tree`: plain data, days ISO text, order stable.
"""

import json
from importlib import import_module
from typing import Any

from ..harmless import for_json


def render(verb: str, *subject: Any) -> str:
    """The document of a result, made by the module of its name."""
    tree = import_module(f".{verb}", __package__).tree(*subject)
    return for_json(json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"
