"""What can be wrong with rows of any table beside the opportunities, beyond what can be wrong with a cell."""

from ...domain.finding import Code, Level

LACKING = Code(
    "SIDE001",
    "Row without what it can't do without",
    Level.ERROR,
    "fill in the cell, or export it again with that column filled",
    "A row of leads or activities leaves a cell empty without which it can't be counted, such as the day it was "
    "created. The row is set aside.",
)

CODES: dict[str, Code] = {LACKING.code: LACKING}
