"""Why a snapshot can't be used: what reading one raises, and what is said of it in findings and errors."""

from ..domain.errors import InputProblem
from ..domain.finding import Code
from .codes import DAMAGED, NEWER


class Unusable(InputProblem):
    """One snapshot can't be used; `code` says of what kind that is, `why` says it in words without the file's name."""

    def __init__(self, why: str, code: Code = DAMAGED, file: str = "") -> None:
        super().__init__(f"{file or 'snapshot'}: {why}; {code.remedy}")
        self.why = why
        self.code = code

    @property
    def newer(self) -> bool:
        """Whether a newer pipectl can use it."""
        return self.code is NEWER

    def named(self, file: str) -> "Unusable":
        """The same, with the name of the file."""
        return Unusable(self.why, self.code, file)


def newer(schema: str, known: str) -> Unusable:
    """It is of a version that this pipectl does not know."""
    return Unusable(f"it is in the format {schema}, and this pipectl reads formats up to {known}", NEWER)
