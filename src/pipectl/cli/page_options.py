"""Flags of commands that a page for a browser can be had of, spelled once, as those of `options` are."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from .options import EVERYWHERE, FILES, Format, Showing, format_option, output_option


def _formats() -> list[str]:
    return list(Paged.formats)


@dataclass(frozen=True)
class Paged(Showing):
    """Where the answer goes, a page among the formats."""

    formats: ClassVar[tuple[Format, ...]] = (*EVERYWHERE, *FILES, "html")

    format: Annotated[
        Format | None,
        format_option(
            "terminal, json, csv, markdown, xlsx, svg (the screen as a picture) or html (one page)", _formats
        ),
    ] = None
    output: Annotated[str | None, output_option(".json, .csv, .md, .html, .txt, .xlsx and .svg")] = None
