"""Why no answer is possible. A bad row is a `Finding`; these end the run.

```
PipectlError            exit 2: could not be answered
├── UsageProblem        an option or argument makes no sense here
├── SpecProblem         pipeline.yaml can't be used; carries every finding about it
├── InputProblem        a file can't be read, is empty, or is not a table
│   ├── HeaderProblem   a column that is needed is missing or stands twice
│   └── UnsettledProblem  a column can be read in two ways and nothing in it says which
└── NothingToReport     the file was read and no row is left to speak about
```
"""

from .finding import Finding


class PipectlError(Exception):
    """No answer is possible: `str(error)` says why and what to do, `findings` has the places."""

    exit_code = 2

    def __init__(self, message: str, *, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.findings = findings


class UsageProblem(PipectlError):
    """An option or argument that makes no sense, alone or with this data."""


class SpecProblem(PipectlError):
    """pipeline.yaml can't be used; `findings` has every problem at its line and column."""


class InputProblem(PipectlError):
    """A file can't be read, is empty, or holds no table."""


class HeaderProblem(InputProblem):
    """A column that is needed is missing, or stands twice with different contents."""


class UnsettledProblem(InputProblem):
    """A column can be read in two ways and nothing in it says which; names the option that settles it."""


class NothingToReport(InputProblem):
    """The file was read and no row is left to speak about."""
