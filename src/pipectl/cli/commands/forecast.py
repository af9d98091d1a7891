"""`pipectl forecast`."""

from typing import Annotated

from ..charting import chart_option
from ..forecast_options import Foreseeing
from ..options import Asking, By, Reading
from ..page_options import Paged
from ..recall_options import Recalling


def run(
    reading: Reading,
    asking: Asking,
    foreseeing: Foreseeing,
    recalling: Recalling,
    writing: Paged,
    by: By = None,
    chart: Annotated[str | None, chart_option("forecast")] = None,
) -> int:
    """What the period will bring, and what such forecasts were worth."""
    from ...report.numpy_needed import refuse_without_numpy
    from ..charting import charted
    from ..forecasting import asked_of
    from ..looking_back import with_past
    from ..spine import present

    refuse_without_numpy()
    shown = charted("forecast", writing, chart)
    asked = asked_of(foreseeing, shown)
    given, chronicle = with_past(reading, asking, recalling, shown, by)
    from ...report.forecast import build_forecast

    present("forecast", shown, build_forecast(given.pipeline, given.spec, given.question, asked, chronicle))
    return 0
