"""What runs, and on what: versions of pipectl, of Python, and of all that pipectl stands on."""

import platform
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from ... import __file__ as package_file
from ... import __version__
from ...domain.compiled import CORE
from ...domain.diagnosis import Machine, Package, Problem
from ...domain.finding import Level

#: What always has to be there: its name, and the module it brings.
_NEEDED = {
    "typer": "typer",
    "rich": "rich",
    "pydantic": "pydantic",
    "pydantic_core": "pydantic_core",
    "PyYAML": "yaml",
    "python-dateutil": "dateutil",
}
#: The same of the extras: extra, name, module, and what it is for.
_EXTRAS = (
    ("xlsx", "python-calamine", "python_calamine", "workbooks: .xlsx, .ods"),
    ("forecast", "numpy", "numpy", "pipectl forecast"),
)


def machine_seen() -> Machine:
    """Everything of it."""
    return Machine(
        __version__,
        str(Path(package_file).parent),
        platform.python_implementation(),
        platform.python_version(),
        64 if sys.maxsize > 2**32 else 32,
        sys.executable,
        platform.system(),
        platform.release(),
        platform.machine(),
        tuple(_packages()),
    )


def missing(machine: Machine) -> Iterator[Problem]:
    """What has to be there and is not, or is there in another version than it should be."""
    for each in machine.packages:
        if each.version is None and each.extra is None:
            remedy = f"{each.name} is not installed; {each.added_by} adds it"
            yield Problem(Level.ERROR, "packages", remedy)
        if each.name == "pydantic_core" and each.version not in (None, CORE):
            text = f"rows are checked as for pydantic_core {CORE}, and it is {each.version}: the answers are the same"
            yield Problem(Level.NOTE, "packages", f"{text}, each start is slower; install {CORE} for a quick one")


def _packages() -> Iterator[Package]:
    for name, module in _NEEDED.items():
        yield Package(name, _version(name, module), None, "pip install sales-pipectl", _means(name))
    for extra, name, module, means in _EXTRAS:
        yield Package(name, _version(name, module), extra, f"pip install 'sales-pipectl[{extra}]'", means)


def _version(name: str, module: str) -> str | None:
    """Its version as it was installed; `unknown` where a module is there that nothing tells the version of."""
    try:
        return version(name) or "unknown"
    except PackageNotFoundError:
        return "unknown" if find_spec(module) else None


def _means(name: str) -> str | None:
    if name != "PyYAML":
        return None
    with suppress(ImportError):
        return "with its parser in C" if find_spec("yaml._yaml") else "without its parser in C"
    return None
