"""What the fields of our types may hold, in Pydantic's words.

Annotations name these; they are evaluated when a contract is compiled (`compiling`), not in every run.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, InstanceOf, Strict

from .finding import Place
from .values import Outcome

__all__ = ["Field"]

# One row's values: they come parsed, so nothing is converted.
Cell = Annotated[str, Strict()]
Filled = Annotated[str, Strict(), Field(min_length=1)]
Money = Annotated[Decimal, Strict()]
Probability = Annotated[Decimal, Strict(), Field(ge=0, le=1)]
Day = Annotated[date, Strict()]
Decided = Annotated[Outcome, Strict()]
Where = InstanceOf[Place]

# Settings of pipeline.yaml.
Fraction = Annotated[Decimal, Field(ge=0, le=1)]
Positive = Annotated[Decimal, Field(gt=0)]
Share = Annotated[Decimal, Field(gt=0, le=1)]
OfHundred = Annotated[Decimal, Field(ge=1, le=100)]
Top = Annotated[int, Field(ge=1, le=100)]
NotNegative = Annotated[Decimal, Field(ge=0)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Header = Annotated[str, Field(min_length=1, max_length=300)]
PeriodKey = Annotated[str, Field(min_length=2, max_length=40)]
Span = Annotated[str, Field(max_length=20)]
Days = Annotated[int, Field(gt=0, le=3650)]
Count = Annotated[int, Field(gt=0, le=100_000)]
# A share of what it was, or an amount in the measure's own unit.
Change = Annotated[str, Field(pattern=r"^[0-9]{1,18}(\.[0-9]{1,18})?%?$")]
DayText = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Month = Annotated[int, Field(ge=1, le=12)]
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Rates = dict[CurrencyCode, Positive]
LocaleName = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z]{2})?$")]
# Numbers of conditions: plain, or with a percent sign.
Number = Annotated[str, Field(pattern=r"^-?[0-9]{1,18}(\.[0-9]{1,18})?%?$")]
# A number or a day.
Bound = Annotated[str, Field(pattern=r"^(-?[0-9]{1,18}(\.[0-9]{1,18})?%?|[0-9]{4}-[0-9]{2}-[0-9]{2}|as_of)$")]
DayOrAsOf = Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|as_of)$")]
DaysAgo = Annotated[int, Field(ge=0, le=36500)]
Pattern = Annotated[str, Field(min_length=1, max_length=200)]
# Of leads.
Within = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}[mhd]$")]
Ripening = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}d$")]
Hours = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
CalendarName = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
# Of activities.
Words = dict[Text, tuple[Text, ...]]
