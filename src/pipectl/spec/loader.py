"""pipeline.yaml to a PipelineSpec, or every problem in it at once."""

from pydantic_core import ValidationError

from ..domain.contract import validator
from ..domain.errors import SpecProblem
from ..domain.finding import Finding, Place
from ..domain.spec import PipelineSpec
from .problems import MISSING, TYPE, found, refuse
from .rules import broken_rules
from .shape import shape
from .strict_yaml import read_tree
from .tree import Items, Node, Scalar, Settings, find
from .wanted import Kind, Wanted

_TOP = Wanted(Kind.SETTINGS, model=PipelineSpec)


def load_spec(text: str | bytes, name: str) -> PipelineSpec:
    """Read the text of a pipeline.yaml; `name` is what messages call the file.

    Raises:
        SpecProblem: with every problem as a finding at its line and column.
    """
    root, findings = read_tree(text, name)
    if not isinstance(root, Settings):
        raise _no_settings(root, findings, name)
    spec, refused = _validated(root, name)
    told = {finding.place for finding in refused}
    broken = [finding for finding in broken_rules(root, name, _TOP) if finding.place not in told]
    if findings or refused or broken or spec is None:
        raise refuse(name, [*findings, *refused, *broken])
    return spec


def places(text: str | bytes, name: str, *setting: str | int) -> tuple[Place, ...]:
    """Where each item of a list of settings stands, in the text of a pipeline.yaml that has been read."""
    root, _ = read_tree(text, name)
    node, _ = find(root, setting) if root is not None else (None, None)
    return tuple(Place(name, *item.mark) for item in node.items) if isinstance(node, Items) else ()


def _no_settings(root: Node | None, findings: list[Finding], name: str) -> SpecProblem:
    if root is None or (isinstance(root, Scalar) and root.empty and not root.refused):
        problem, remedy = "the file is empty", "write version: 1 and the stages, or let pipectl init write it"
        return refuse(name, [*findings, found(MISSING, name, (1, 1), problem, remedy)])
    if isinstance(root, Scalar) and root.refused:
        return refuse(name, findings)
    from .wording import described

    problem = f"the file {described(root)}, must be settings as key: value"
    return refuse(name, [*findings, found(TYPE, name, root.mark, problem, "begin with version: 1")])


def _validated(root: Settings, name: str) -> tuple[PipelineSpec | None, list[Finding]]:
    try:
        return validator(PipelineSpec).validate_python(shape(root, _TOP)), []
    except ValidationError as refusal:
        from .wording import finding_of

        errors = refusal.errors(include_url=False, include_input=False)
        told = (finding_of(error, root, _TOP, name) for error in errors)
        return None, [finding for finding in told if finding is not None]
