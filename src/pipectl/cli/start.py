"""A light start. Figures and reasons stand in docs/decisions.md, "Start-up"."""

import gc
import os

#: Objects made before the collector looks for cycles; loading modules and reading rows make many and hardly any cycle.
PATIENCE = 200_000


def lighten() -> None:
    """Call before anything else is imported."""
    gc.set_threshold(PATIENCE, 50, 50)
    # Whatever else is installed must not change what a valid row is, nor cost every run a look for plugins.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"
