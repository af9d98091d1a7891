"""`pipectl forecast`."""

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
) -> int:
    """What the period will bring, and what such forecasts were worth."""
    from ...report.numpy_needed import refuse_without_numpy
    from ..forecasting import asked_of
    from ..looking_back import with_past
    from ..spine import present

    refuse_without_numpy()
    asked = asked_of(foreseeing, writing)
    given, chronicle = with_past(reading, asking, recalling, writing, by)
    from ...report.forecast import build_forecast

    present("forecast", writing, build_forecast(given.pipeline, given.spec, given.question, asked, chronicle))
    return 0
