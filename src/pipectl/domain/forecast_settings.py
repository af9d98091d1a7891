"""What pipeline.yaml says of forecasts.

Field descriptions are published in the JSON Schema, so they are written for the person who edits pipeline.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    from .constraints import Field, Header

_KNOWN_ONLY = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastSettings:
    """What chances to win are learnt from, beside what pipectl knows by itself."""

    __pydantic_config__ = _KNOWN_ONLY

    columns: Annotated[
        tuple[Header, ...],
        Field(
            description="Columns that tell who is won, such as [Region, Industry]; what is filled in at the close is "
            "found and left out."
        ),
    ] = ()
