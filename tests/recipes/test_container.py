"""The image: made by the README's own command, from what the build is given, for a user that is not root."""

import importlib.util
import json
import re
import tomllib

from ..cli.process import ROOT

LINES = [
    line.partition(" ")
    for line in (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
#: Each instruction with what it says, in order.
STEPS = [(word, rest) for word, _, rest in LINES]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def said(word: str) -> list[str]:
    return [rest for each, rest in STEPS if each == word]


def readme_command(name: str) -> str:
    spec = importlib.util.spec_from_file_location("readme_commands", ROOT / "scripts" / "readme_commands.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: str = module.command(name)
    return found


def test_the_image_is_set_up_by_the_command_of_the_readme():
    assert readme_command("setup") in said("RUN")


def test_the_image_stands_on_a_slim_python_that_the_package_takes():
    (base,) = said("FROM")
    found = re.fullmatch(r"python:3\.(\d+)-slim-\w+", base)
    assert found
    assert int(found[1]) >= int(SETTINGS["project"]["requires-python"].removeprefix(">=3."))


def test_the_image_is_set_up_and_started_by_a_user_that_is_not_root():
    words = [word for word, _ in STEPS]
    (user,) = said("USER")
    assert user.isdecimal()
    assert int(user) > 0
    assert words.index("USER") < words.index("COPY")
    assert f"--uid {user} " in said("RUN")[0]
    assert said("COPY") == [f"--chown={user} . ."]


def test_the_image_starts_pipectl_where_the_data_is_mounted():
    app, data = said("WORKDIR")
    (entry,) = (json.loads(text) for text in said("ENTRYPOINT"))
    assert entry == [f"{app}/.venv/bin/pipectl"]
    assert data == "/data"


def test_the_build_is_given_all_that_it_takes_and_nothing_else():
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    given = {line.removeprefix("!") for line in rules if line.startswith("!")}
    project = SETTINGS["project"]
    asked = {"pyproject.toml", project["readme"], *project["license-files"]}
    asked |= {SETTINGS["tool"]["hatch"]["version"]["path"].split("/")[0]}
    asked |= {*SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]}
    asked |= {word.split("/")[0] for word in readme_command("setup").split() if (ROOT / word).is_file()} - {".venv"}
    assert given == asked
