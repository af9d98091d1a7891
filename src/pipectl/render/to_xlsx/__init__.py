"""Results as workbooks that people can sort, filter and pivot: a sheet a table, cells typed, nothing computed in it.

What stands in them is what the JSON says, laid out by its schema, so that no result needs a module of its own.
"""

from importlib import import_module
from typing import Any

from .tables import laid_out
from .workbook import written


def render(verb: str, *subject: Any) -> bytes:
    """The workbook of a result, from its tree and the schema of that.

    Raises:
        UsageProblem: a table has more rows than a sheet holds.
    """
    tree = import_module(f"..to_json.{verb}", __package__).tree(*subject)
    name = str(tree["schema"]).removeprefix("pipectl.").partition("/")[0]
    document = import_module(f"..schemas.{name}", __package__).DOCUMENT
    return written(name, laid_out(document, tree), tree)
