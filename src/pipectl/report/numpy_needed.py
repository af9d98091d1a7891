"""The extra that forecasts need; nothing else imports it."""

from ..domain.errors import UsageProblem


def refuse_without_numpy() -> None:
    """Refuse to forecast where it is not installed.

    Raises:
        UsageProblem: it is not.
    """
    try:
        import numpy  # noqa: F401, ICN001 - it is only looked for
    except ImportError:
        raise UsageProblem("a forecast is computed with numpy; pip install 'sales-pipectl[forecast]' adds it") from None
