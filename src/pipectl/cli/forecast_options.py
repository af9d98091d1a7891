"""Flags of `forecast`, spelled once, as those of `options` are."""

from dataclasses import dataclass
from typing import Annotated, Literal

import typer

from .options import ASK, limit_option


@dataclass(frozen=True)
class Foreseeing:
    """How to forecast, and what of it to show."""

    method: Annotated[
        Literal["auto", "weighted", "run_rate", "hazard", "stage_time"],
        typer.Option(
            "--method",
            metavar="NAME",
            rich_help_panel=ASK,
            help="How to forecast: weighted, run_rate, hazard, stage_time, or auto, which puts together what came "
            "nearest in the past (default).",
            show_default=False,
        ),
    ] = "auto"
    periods: Annotated[
        str | None,
        typer.Option(
            "--periods",
            metavar="N",
            rich_help_panel=ASK,
            help="Periods after the one asked for that are shown, 0 to 12. Default: 1.",
            show_default=False,
        ),
    ] = None
    backtest: Annotated[
        bool,
        typer.Option(
            "--backtest",
            rich_help_panel=ASK,
            help="What such forecasts were worth on past days: by method and days left, with calibration tables.",
            show_default=False,
        ),
    ] = False
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--what-if",
            metavar="CHANGE",
            rich_help_panel=ASK,
            help="Suppose something: win_rate=+10%, deal_size=-5%, slip=20%, drop=ID, close=ID@90% or new=10@25000; "
            "repeat for more.",
            show_default=False,
        ),
    ] = None
    goal_seek: Annotated[
        bool,
        typer.Option(
            "--goal-seek",
            rich_help_panel=ASK,
            help="How much new pipeline the gap to the quota needs, created by when.",
            show_default=False,
        ),
    ] = False
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY",
            rich_help_panel=ASK,
            help="The day to hold the forecast against, as 2026-01-31. Default: that of the last snapshot; with a "
            "CRM's history alone, the day before the period.",
            show_default=False,
        ),
    ] = None
    limit: Annotated[str | None, limit_option("opportunities in each list; sums still speak of all. Default: 10.")] = (
        None
    )
