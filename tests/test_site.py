"""The documentation site: what its pages are made of, where their links lead, and what a built one may not be."""

import re
from pathlib import Path

import pytest

from make_site import SCREENS, put_together
from pipectl.cli.app import COMMANDS
from site_built import problems
from site_pages import SiteProblem, read, text_of

ROOT = Path(__file__).parent.parent
START = """# Tool

See [how](docs/use.md) and [more](docs/use.md#two-words).

## Recipes

**One: first.** Do [it](docs/cli.md).
"""
USE = """# Use

Back to [the recipes](../README.md#recipes), or [the file](../data.csv).

## Two words

## Two words
"""
CLI = """# Commands

All.

## See

### pipectl look

Looks.

```
pipectl look
```

### pipectl keep

Keeps.

#### pipectl keep on

Goes on.

## Rest

### pipectl end

Ends.
"""
NAVIGATION = """
[Begin]
Start = "README.md"
Recipes = "README.md#recipes"

[More]
Use = "docs/use.md"
Commands = "docs/cli.md"
"""


@pytest.fixture
def house(tmp_path):
    """A small project with its documents."""
    texts = {
        "README.md": START,
        "docs/use.md": USE,
        "docs/cli.md": CLI,
        "docs/site/navigation.toml": NAVIGATION,
        "data.csv": "a\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def pages(root: Path) -> dict[str, str]:
    site = read(root)
    return {page.name: text_of(page, site, root) for page in site.pages()}


def test_every_document_stands_in_the_navigation_and_its_links_lead_somewhere():
    assert {"index", "recipes", "the-house", "commands/report", "changelog"} <= pages(ROOT).keys()


def test_a_document_that_the_navigation_leaves_out_is_named(house):
    (house / "docs" / "new.md").write_text("# New\n")
    with pytest.raises(SiteProblem, match=r"docs/new\.md is in no part of the navigation"):
        read(house)


def test_a_page_without_a_document_is_named(house):
    (house / "docs" / "use.md").unlink()
    with pytest.raises(SiteProblem, match=r"docs/use\.md is no document; take it out"):
        read(house)


def test_a_page_of_a_section_that_is_not_there_is_named(house):
    (house / "README.md").write_text("# Tool\n")
    with pytest.raises(SiteProblem, match=r"README\.md has no heading #recipes"):
        read(house)


def test_a_section_that_is_a_page_of_its_own_is_told_once(house):
    found = pages(house)
    assert found["recipes"].startswith("# Recipes\n")
    assert "Recipes" not in found["index"]


def test_links_lead_to_the_page_that_has_what_they_mean(house):
    found = pages(house)
    assert "[how](use.md) and [more](use.md#two-words)" in found["index"]
    assert "[the recipes](recipes.md)" in found["use"]
    assert "[it](cli.md)" in found["recipes"]


def test_a_file_that_is_linked_to_comes_with_the_site(house):
    site = read(house)
    (use,) = (page for page in site.pages() if page.name == "use")
    assert "[the file](files/data.csv)" in text_of(use, site, house)
    assert site.asked == {"data.csv"}


@pytest.mark.parametrize("target", ["gone.md", "use.md#gone", "../data.csv#gone"])
def test_a_link_that_leads_nowhere_is_refused_with_its_document(house, target):
    (house / "README.md").write_text("# Tool\n\n## Recipes\n")
    (house / "docs" / "use.md").write_text(f"# Use\n\n[there]({target})\n")
    with pytest.raises(SiteProblem, match=r"docs/use\.md: the link to .* leads nowhere"):
        pages(house)


def test_links_to_the_web_and_what_looks_like_links_in_code_stay(house):
    text = "# Use\n\n[there](https://example.com/a#b)\n\n```\n[no](link.md)\n# no heading\n```\n"
    (house / "docs" / "use.md").write_text(text)
    (house / "README.md").write_text("# Tool\n\n[how](docs/use.md)\n\n## Recipes\n")
    assert pages(house)["use"] == text


def test_each_command_is_a_page_and_all_are_listed_by_panel(house):
    found = pages(house)
    assert {name for name in found if name.startswith("commands/")} == {
        "commands/look",
        "commands/keep",
        "commands/end",
    }
    assert found["commands/keep"] == "# pipectl keep\n\nKeeps.\n\n## pipectl keep on\n\nGoes on.\n\n"
    assert "## See\n\n- [look](commands/look.md): Looks.\n- [keep](commands/keep.md): Keeps.\n" in found["cli"]
    assert found["cli"].index("## Rest") < found["cli"].index("- [end](commands/end.md): Ends.")


def test_what_is_put_together_has_the_recipes_as_sections_and_the_real_screens(tmp_path, monkeypatch):
    monkeypatch.setattr("make_site.SCREENS", {"explain": SCREENS["explain"]})
    put_together(tmp_path)
    recipes = (tmp_path / "recipes.md").read_text()
    assert "\n## CI: fail when the pipeline is not good enough\n" in recipes
    assert not re.search(r"^\*\*", recipes, re.MULTILINE)
    explain = (tmp_path / "commands" / "explain.md").read_text()
    assert f"```sh\npipectl {SCREENS['explain']}\n```" in explain
    assert "(../screens/explain.svg)" in explain
    assert "Win&#160;rate" in (tmp_path / "screens" / "explain.svg").read_text()
    assert "weekly.sh" in (tmp_path / "examples-ci.md").read_text()


def test_screens_are_those_of_commands():
    assert [verb for verb, command in SCREENS.items() if command.split()[0] != verb or verb not in COMMANDS] == []


def built(folder: Path, body: str, head: str = "") -> list[str]:
    (folder / "index.html").write_text(f"<html><head>{head}</head><body>{body}</body></html>")
    return list(problems(folder))


@pytest.mark.parametrize(
    "head",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/css">',
        "<style>@import 'https://fonts.example/css';</style>",
        "<style>body { background: url(https://example.com/a.png) }</style>",
    ],
)
def test_a_built_page_that_loads_something_from_elsewhere_is_named(tmp_path, head):
    (problem,) = built(tmp_path, "", head)
    assert problem.startswith("index.html loads ")


def test_a_style_sheet_that_loads_something_from_elsewhere_is_named(tmp_path):
    (tmp_path / "a.css").write_text("@font-face { src: url('https://fonts.example/a.woff2') }")
    assert built(tmp_path, "") == ["a.css loads https://fonts.example/a.woff2"]


def test_links_of_a_built_page_lead_to_what_is_there(tmp_path):
    good = '<a href="#here" id="here">x</a><a href="https://example.com">y</a><a href="index.html#here">z</a>'
    assert built(tmp_path, good) == []
    assert built(tmp_path, '<a href="#gone">x</a><img src="gone.png">') == [
        "index.html loads gone.png, which is not there",
        "index.html links to #gone, which is not there",
    ]
