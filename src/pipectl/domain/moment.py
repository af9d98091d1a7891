"""A moment as a cell gives it: with a time of day, or a day alone."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)


class Moment(NamedTuple):
    """When something was, as the clocks of the pipeline show it."""

    at: datetime
    """The beginning of the day where no time of day is told."""
    timed: bool = True
    """Whether the time of day is told; else it may have been at any time of the day."""
    east: timedelta | None = None
    """How far those clocks are ahead of UTC then; None where nothing tells their zone."""

    @property
    def day(self) -> date:
        """The day it was on."""
        return self.at.date()

    @property
    def instant(self) -> datetime:
        """The same as UTC has it; as it is written where nothing tells its zone, to be held against such alone."""
        return self.at if self.east is None else self.at - self.east

    @property
    def earliest(self) -> datetime:
        """The first moment that it can have been."""
        return self.at

    @property
    def latest(self) -> datetime:
        """The last moment that it can have been, the end of its day where no time of day is told."""
        return self.at if self.timed else self.at + DAY

    @property
    def untimed(self) -> "Moment":
        """The same as a day alone."""
        return day_alone(self.day)


def day_alone(day: date) -> Moment:
    """A day without a time."""
    return Moment(datetime.combine(day, datetime.min.time()), timed=False)
