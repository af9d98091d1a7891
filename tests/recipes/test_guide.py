"""docs/ci.md: its commands run, its YAML is what it says, and it names every recipe."""

import re

import pytest
import yaml

from ..cli.process import EXAMPLES, ROOT
from .ground import RECIPES, parsed

GUIDE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ACTION = parsed(ROOT / "action.yml")
HOOKS = {hook["id"] for hook in parsed(ROOT / ".pre-commit-hooks.yaml")}


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)


def snippet(start: str):
    (found,) = (yaml.safe_load(block) for block in blocks("yaml") if block.startswith(start))
    return found


@pytest.mark.parametrize("block", blocks("sh"))
def test_every_block_of_commands_runs_from_top_to_bottom(block, repository):
    (repository.folder / "examples").symlink_to(EXAMPLES)
    ran = repository.run(block)
    assert ran.code == 0, ran.said
    for name in re.findall(r"--(?:sarif|junit|json|gitlab|markdown|write-baseline) (\S+)", block):
        assert (repository.folder / name).stat().st_size, name


def test_the_waiver_it_shows_waives_what_would_fail(repository):
    plan = repository.folder / "pipeline.yaml"
    base = plan.read_text(encoding="utf-8").partition("\nchecks:")[0] + "\n"
    (block,) = (each for each in blocks("yaml") if each.startswith("checks:"))
    plan.write_text(base + block, encoding="utf-8")
    ran = repository.start("pipectl", "check")
    assert (ran.code, "waived" in ran.out) == (0, True), ran.said
    plan.write_text(base + block.partition("waivers:")[0], encoding="utf-8")
    assert repository.start("pipectl", "check").code == 1


def test_the_step_it_shows_has_inputs_of_the_action_and_options_of_the_command(repository):
    (step,) = snippet("- uses:")
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert step["uses"] in (RECIPES / "github-workflow.yml").read_text(encoding="utf-8")
    words = [word for line in step["with"]["args"].splitlines() for word in line.split(maxsplit=1)]
    assert repository.start("pipectl", "check", "--warn-only", *words).code == 2  # strict: two rows can't be read
    words.remove("--strict")
    assert repository.start("pipectl", "check", "--warn-only", *words).code == 0


def test_the_hooks_it_shows_exist_and_take_their_arguments(repository):
    (one,) = snippet("repos:")["repos"]
    assert {hook["id"] for hook in one["hooks"]} == HOOKS
    for hook in one["hooks"]:
        verb = hook["id"].removeprefix("pipectl-")
        assert repository.start("pipectl", verb, *hook.get("args", [])).code == (verb == "validate")


def test_it_names_every_recipe_and_every_way_to_end():
    for path in (*RECIPES.iterdir(), ROOT / "action.yml", ROOT / "Containerfile", ROOT / ".pre-commit-hooks.yaml"):
        assert f"(../{path.relative_to(ROOT).as_posix()})" in GUIDE, path.name
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    codes = re.findall(r"(?m)^\| (\d+) \|", readme)
    assert re.findall(r"(?m)^\| (\d+) \|", GUIDE) == codes == ["0", "1", "2", "70", "130"]
    assert "(docs/ci.md)" in readme


def test_its_links_lead_somewhere():
    for link in re.findall(r"\]\(([^)#:]+)\)", GUIDE):
        assert (ROOT / "docs" / link).exists(), link


def test_the_crontab_it_shows_runs_the_script_as_the_script_says_itself():
    (crontab,) = (block for block in blocks("crontab"))
    told = [line.removeprefix("#   ") for line in (RECIPES / "weekly.sh").read_text(encoding="utf-8").splitlines()]
    for line in crontab.splitlines():
        assert line in told


def test_the_commands_for_containers_are_those_of_the_containerfile():
    head = [line for line in (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    (block,) = blocks("bash")
    for line in block.splitlines():
        assert line in "\n".join(head)
