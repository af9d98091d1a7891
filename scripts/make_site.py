"""Build the documentation site from the documents: `python scripts/make_site.py [FOLDER]`; needs the extra `docs`.

Every warning is an error, nothing is fetched, and what was built is looked at: links, anchors and what a page loads.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from screens import drawn, run
from site_built import problems
from site_pages import ROOT, START, Page, Site, SiteProblem, folder_page, read, text_of

_DATA = "examples/opportunities.csv --config examples/pipeline.yaml --as-of 2026-11-16"
_PLAN = "--config examples/pipeline.yaml --as-of 2026-11-16"
_KEPT = f"{_PLAN} --store history"
#: What the page of a command shows: the real screen of this.
SCREENS = {
    "report": f"report {_DATA}",
    "list": f"list {_DATA} --overdue",
    "funnel": f"funnel {_KEPT}",
    "playbook": f"playbook Negotiation {_DATA}",
    "changes": f"changes {_KEPT}",
    "review": f"review {_DATA} --owner Bo",
    "explain": f"explain win_rate {_DATA}",
    "check": f"check {_DATA}",
    "validate": f"validate {_DATA} --owner Cy",
    "forecast": f"forecast {_DATA}",
    "qualify": f"qualify {_DATA} --deal OPP-1041",
    "leads": f"leads examples/leads.csv {_PLAN}",
    "activity": f"activity examples/activities.csv {_PLAN}",
}
#: What is kept before those that look back are asked.
KEPT = ("2026-11-09", "2026-11-16")


def main() -> int:
    target = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "build" / "site"
    try:
        with tempfile.TemporaryDirectory() as folder:
            put_together(Path(folder))
            shutil.rmtree(target, ignore_errors=True)
            built = subprocess.run(_sphinx(Path(folder), target), check=False, cwd=ROOT)
    except SiteProblem as problem:
        print(f"site: {problem}", file=sys.stderr)
        return 1
    found = ["Sphinx refused, see above"] if built.returncode else list(problems(target))
    for each in found:
        print(f"site: {each}", file=sys.stderr)
    if not found:
        print(f"site: {target.resolve()}/index.html")
    return min(len(found), 1)


def _sphinx(source: Path, target: Path) -> list[str]:
    """Quiet, whole, strict: -n names what is referred to and not there, -W makes an error of each warning."""
    doctrees = str(source / ".doctrees")
    settings = str(ROOT / "docs" / "site")
    own = ["-q", "-E", "-n", "-W", "--keep-going", "-j", "auto", "-b", "html", "-c", settings, "-d", doctrees]
    return [sys.executable, "-m", "sphinx", *own, str(source), str(target)]


def put_together(source: Path) -> None:
    """Write what Sphinx reads: the pages, the files they link to, and the screens."""
    site = read()
    for page in site.pages():
        _write(source / f"{page.name}.md", _whole(page, site))
    for name in sorted(site.asked):
        if (ROOT / name).is_dir():
            _write(source / f"{folder_page(name)}.md", _shown(name))
        else:
            _write(source / "files" / name, (ROOT / name).read_text(encoding="utf-8"))
    draw({page.title for page in site.pages()} & SCREENS.keys(), source / "screens")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _whole(page: Page, site: Site) -> str:
    text = text_of(page, site)
    if page.name.startswith("commands/") and page.title in SCREENS:
        text = text.replace("\n```\n", f"\n{_screen(page.title)}\n```\n", 1)
    if page.document == START and page.part:
        text = "\n".join(_leading(text.splitlines())) + "\n"
    if page.below:
        text += _tree("", [f"{each.title} <{each.name}>" for each in page.below])
    if page.name == "index":
        for part, pages in site.parts.items():
            text += _tree(part, [f"{each.title} <{'self' if each is page else each.name}>" for each in pages])
    return text


def _screen(verb: str) -> str:
    """The command as it is typed, and what it prints."""
    return (
        f"```sh\npipectl {SCREENS[verb]}\n```\n\n"
        f"![The screen of pipectl {verb} on the example](../screens/{verb}.svg)\n"
    )


def _leading(lines: list[str]) -> Iterator[str]:
    """A paragraph that begins with bold words is a section of its own."""
    for line in lines:
        if not line.startswith("**"):
            yield line
            continue
        title, _, rest = line.removeprefix("**").partition("**")
        yield from (f"## {title.removesuffix('.')}", "", rest.strip())


def _tree(caption: str, entries: list[str]) -> str:
    head = ["", "```{toctree}", ":hidden:", *([f":caption: {caption}"] if caption else []), ""]
    return "\n".join([*head, *entries, "```", ""])


def _shown(folder: str) -> str:
    """The files of a folder, each whole."""
    lines = ["---", "orphan: true", "---", f"# {folder}", ""]
    for path in sorted((ROOT / folder).iterdir()):
        language = {".yml": "yaml", ".yaml": "yaml", ".sh": "sh"}.get(path.suffix, "text")
        lines += [f"## {path.name}", "", f"````{language}", path.read_text(encoding="utf-8").rstrip(), "````", ""]
    return "\n".join(lines)


def draw(verbs: set[str], target: Path) -> None:
    """The screens, run where the examples are; two snapshots are kept there first."""
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
        for day in KEPT:
            run(["snapshot", *_KEPT.replace("2026-11-16", day).split(), "examples/opportunities.csv"], folder)

        def one(verb: str) -> None:
            _write(target / f"{verb}.svg", drawn(SCREENS[verb].split(), f"pipectl {verb}", folder))

        with ThreadPoolExecutor(max_workers=4) as pool:
            list(pool.map(one, sorted(verbs)))


if __name__ == "__main__":
    sys.exit(main())
