"""The figures of leads for `pipectl explain`: of the files named, else of those that `pipectl leads` would read."""

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from ..domain.errors import InputProblem, UsageProblem
from .lead_options import LEADS_NAME, LeadAsking, LeadReading
from .options import Asking, Reading, Writing
from .places import find_beside, find_spec

if TYPE_CHECKING:
    from ..domain.leads import Leads


def measured_leads(reading: Reading, asking: Asking, writing: Writing, *, given: Sequence[str]) -> "Leads | None":
    """What is said of the leads at hand; None where there are none and nothing was asked of any.

    Raises:
        PipectlError: an option is given that leads don't have, or no answer is possible.
    """
    from ..report.leads import build_leads
    from .gathering_leads import gather_leads

    allowed = {
        "FILES",
        *(f"--{each.name.replace('_', '-')}" for part in (LeadReading, LeadAsking) for each in fields(part)),
    }
    if others := [option for option in given if option not in allowed]:
        raise UsageProblem(f"{' and '.join(others)}: the measures of leads don't have it; see pipectl leads --help")
    if not given:
        found = find_spec(None)
        try:
            find_beside(None, found, found.spec.leads.files, LEADS_NAME, take_stdin=False)
        except InputProblem:
            return None
    own = LeadReading(**{each.name: getattr(reading, each.name) for each in fields(LeadReading)})
    asked = LeadAsking(as_of=asking.as_of, period=asking.period, where=asking.where)
    return build_leads(*gather_leads(own, asked, writing, None, None))
