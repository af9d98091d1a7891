"""The documents as pages of the site: which there are, how a document is cut, and where its links lead."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

ROOT = Path(__file__).parent.parent
NAVIGATION = "docs/site/navigation.toml"
COMMANDS = "docs/cli.md"
START = "README.md"

_FENCE = re.compile(r"^ *(```+|~~~+)")
_HEADING = re.compile(r"^(#{1,6}) +(.+?) *#*$")
_LINK = re.compile(r"(\]\()([^()\s]+)(\))")


class SiteProblem(Exception):
    """Something the site can't be made of; the message names the document and what to do."""


class Line(NamedTuple):
    """A line of Markdown; `level` is that of a heading, 0 else."""

    text: str
    level: int
    slug: str
    is_code: bool


@dataclass(frozen=True)
class Page:
    """One page: its name in the site, its name in the navigation, and its lines of a document."""

    name: str
    title: str
    document: str
    lines: tuple[Line, ...]
    below: tuple["Page", ...] = ()
    part: str = ""


@dataclass
class Site:
    """All pages, by part of the navigation, and the files and folders that links ask for."""

    parts: dict[str, list[Page]]
    asked: set[str] = field(default_factory=set)

    def pages(self) -> Iterator[Page]:
        """Every page, those below others too."""
        for page in (each for part in self.parts.values() for each in part):
            yield page
            yield from page.below

    def address(self, document: str, anchor: str) -> tuple[str, str] | None:
        """The page that has this heading of a document and the anchor on it; without one, the document's own page."""
        own = [page for page in self.pages() if page.document == document]
        for page in own:
            slugs = [line.slug for line in page.lines if line.level]
            if anchor in slugs:
                return page.name, "" if slugs[0] == anchor else anchor
        if anchor or not own:
            return None
        return min(own, key=lambda page: bool(page.part)).name, ""


def parsed(text: str) -> Iterator[Line]:
    """The lines of a document, with the anchors a code host gives its headings."""
    fence, seen = "", dict[str, int]()
    for each in text.splitlines():
        mark = _FENCE.match(each)
        if mark and (not fence or each.strip() == fence):
            fence = "" if fence else mark[1]
            yield Line(each, 0, "", is_code=True)
            continue
        heading = None if fence else _HEADING.match(each)
        if heading is None:
            yield Line(each, 0, "", is_code=bool(fence))
            continue
        slug = re.sub(r"[^\w\- ]", "", heading[2].lower()).replace(" ", "-")
        seen[slug] = seen.get(slug, -1) + 1
        yield Line(each, len(heading[1]), f"{slug}-{seen[slug]}" if seen[slug] else slug, is_code=False)


def navigation(root: Path = ROOT) -> dict[str, dict[str, str]]:
    """The parts of the navigation, each with its pages: name and source."""
    told: dict[str, dict[str, str]] = tomllib.loads((root / NAVIGATION).read_text(encoding="utf-8"))
    return told


def documents(root: Path = ROOT) -> list[str]:
    """Every Markdown document that has to be somewhere in the navigation."""
    found = [*root.glob("*.md"), *(root / "docs").glob("*.md")]
    return sorted(path.relative_to(root).as_posix() for path in found)


def read(root: Path = ROOT) -> Site:
    """The site as the navigation has it; a document it leaves out, or a page without one, is a problem."""
    told = navigation(root)
    sources = [source for part in told.values() for source in part.values()]
    _refuse_unlisted(documents(root), sources)
    texts = {name: list(parsed((root / name).read_text(encoding="utf-8"))) for name in documents(root)}
    cut = {name: [each.partition("#")[2] for each in sources if each.startswith(f"{name}#")] for name in texts}
    return Site(
        {part: [_page(title, source, texts, cut) for title, source in pages.items()] for part, pages in told.items()}
    )


def _refuse_unlisted(there: list[str], sources: list[str]) -> None:
    listed = {source.partition("#")[0] for source in sources}
    for name in sorted({*there} ^ listed):
        reason = "is in no part of the navigation; give it a line" if name in there else "is no document; take it out"
        raise SiteProblem(f"{name} {reason} in {NAVIGATION}")


def _page(title: str, source: str, texts: Mapping[str, list[Line]], cut: Mapping[str, list[str]]) -> Page:
    name, _, part = source.partition("#")
    lines = texts[name]
    if part:
        return Page(part, title, name, tuple(_raised(lines[_section(lines, part, name)])), part=part)
    for each in cut[name]:
        gone = _section(lines, each, name)
        lines = lines[: gone.start] + lines[gone.stop :]
    address = "index" if name == START else Path(name).stem.lower()
    if name != COMMANDS:
        return Page(address, title, name, tuple(lines))
    head, below = _commands(lines)
    return Page(address, title, name, tuple(head), tuple(below))


def _section(lines: list[Line], slug: str, name: str) -> slice:
    """Where a heading of this slug and all below it stands."""
    start = next((at for at, line in enumerate(lines) if line.slug == slug), None)
    if start is None:
        raise SiteProblem(f"{name} has no heading #{slug}, which {NAVIGATION} asks for")
    level = lines[start].level
    end = next((at for at in range(start + 1, len(lines)) if 0 < lines[at].level <= level), len(lines))
    return slice(start, end)


def _raised(lines: list[Line]) -> Iterator[Line]:
    """A section as a document of its own: its heading becomes the first."""
    by = lines[0].level - 1
    for line in lines:
        yield line._replace(text=line.text[by:], level=line.level - by) if line.level else line


def _commands(lines: list[Line]) -> tuple[list[Line], list[Page]]:
    """The page of commands, which lists them by panel, and a page a command."""
    below = list[Page]()
    head, gone = list[Line](), 0
    for at, line in enumerate(lines):
        if line.level == 3:
            section = lines[_section(lines, line.slug, COMMANDS)]
            gone = at + len(section)
            title = line.text.removeprefix("### pipectl ")
            below.append(Page(f"commands/{title}", title, COMMANDS, tuple(_raised(section)), part=line.slug))
            told = next(each.text for each in section[1:] if each.text)
            head.append(Line(f"- [{title}](#{line.slug}): {told}", 0, "", is_code=False))
        elif at >= gone:
            head.append(line)
    return head, below


def text_of(page: Page, site: Site, root: Path = ROOT) -> str:
    """The text of a page; what its links lead to is a page of the site, or a file that comes with it."""
    up = "../" * page.name.count("/")

    def led(found: re.Match[str]) -> str:
        return found[1] + _led(found[2], page, site, root, up) + found[3]

    return "\n".join(line.text if line.is_code else _LINK.sub(led, line.text) for line in page.lines) + "\n"


def _led(target: str, page: Page, site: Site, root: Path, up: str) -> str:
    if re.match(r"[a-z]+:", target):
        return target
    path, _, anchor = unquote(target).partition("#")
    base = (root / page.document).parent
    name = Path(*base.joinpath(path).resolve().relative_to(root.resolve()).parts).as_posix() if path else page.document
    there = site.address(name, anchor)
    if there is not None:
        return f"{up}{there[0]}.md{'#' + there[1] if there[1] else ''}"
    if anchor or not (root / name).exists():
        raise SiteProblem(f"{page.document}: the link to {target} leads nowhere")
    site.asked.add(name)
    return f"{up}{folder_page(name)}.md" if (root / name).is_dir() else f"{up}files/{name}"


def folder_page(name: str) -> str:
    """The page that shows what is in a folder."""
    return name.replace("/", "-")
