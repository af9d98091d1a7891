"""In whose manner figures and days are written: as an option says, else pipeline.yaml; never in what programs read."""

from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import SpecProblem, UsageProblem

if TYPE_CHECKING:
    from ..render.manner import Manner

#: Formats that people read as they stand.
SPOKEN = ("terminal", "markdown", "svg", "html")
_EXAMPLES = "write one such as de_DE, en_GB or fr_CH"
_by_option: ContextVar[str | None] = ContextVar("by_option", default=None)
_by_plan: ContextVar[str | None] = ContextVar("by_plan", default=None)


def settle_option(locale: str | None) -> None:
    """What `--display-locale` asks for.

    Raises:
        UsageProblem: it is not known.
    """
    if locale is not None and not _is_known(locale):
        raise UsageProblem(f"--display-locale {locale!r} is no locale that is known; {_EXAMPLES}")
    _by_option.set(locale)


def settle_plan(locale: str | None, path: Path | None = None) -> None:
    """What pipeline.yaml asks for; nothing without one.

    Raises:
        SpecProblem: it is not known.
    """
    if locale is not None and not _is_known(locale):
        raise SpecProblem(f"{path}: display_locale is {locale!r}, which is no locale that is known; {_EXAMPLES}")
    _by_plan.set(locale)


def _is_known(locale: str) -> bool:
    from ..render.manner import manner_of

    return manner_of(locale) is not None


def manner_for(form: str) -> "Manner":
    """The manner of a format."""
    from ..render.manner import ENGLISH, manner_of

    locale = _by_option.get() or _by_plan.get()
    return (manner_of(locale) if locale and form in SPOKEN else None) or ENGLISH
