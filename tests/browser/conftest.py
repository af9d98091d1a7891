"""A browser, pages made by the program, and the audit; each test is skipped aloud where one of these is missing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import worlds

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium, the one of PIPECTL_CHROMIUM or of the machine."""
    api = pytest.importorskip(
        "playwright.sync_api", reason="the extra `browser` is missing: pip install -e '.[browser]'"
    )
    found = os.environ.get("PIPECTL_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no Chromium: apt-get install chromium, or name one in PIPECTL_CHROMIUM")
    with api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The audit as a script."""
    if not AXE.exists():
        pytest.skip("axe-core is missing: npm ci --prefix tests/browser")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of each command, and the same of a file full of hostile names."""
    return worlds.written(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def opened(browser: "Browser", pages: dict[str, Path]) -> Iterator[Any]:
    """Opens a page at a width in a colour scheme; whatever it logs or asks for fails the test."""
    contexts, said = [], []

    def open_page(
        name: str, width: int = 1280, scheme: Any = "light", *, touch: bool = False, script: bool = True
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=touch, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        address = pages[name].as_uri()
        page.on("console", lambda message: said.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
        page.on("request", lambda asked: said.append(f"request: {asked.url}"))
        page.goto(address)
        said.remove(f"request: {address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
