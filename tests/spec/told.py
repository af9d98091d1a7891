"""What a pipeline.yaml is refused for, for tests."""

from pipectl.domain.errors import SpecProblem
from pipectl.domain.finding import Finding
from pipectl.spec.loader import load_spec

STAGES = "stages: [{name: Lead}, {name: Won, kind: won}]\n"


def findings(text: str | bytes) -> tuple[Finding, ...]:
    """Every finding about a text; none where it can be used."""
    try:
        load_spec(text, "pipeline.yaml")
    except SpecProblem as problem:
        return problem.findings
    return ()


def told(text: str | bytes) -> list[str]:
    """Every finding as it is printed."""
    return [str(finding) for finding in findings(text)]


def told_with_stages(text: str) -> list[str]:
    """Findings about settings that stand after a good version and stages, from line 3 on."""
    return told(f"version: 1\n{STAGES}{text}")
