"""Drive the screens without a terminal, and read what stands on them."""

import asyncio
import time
from pathlib import Path

from pipectl.cli.browsing import Browsing
from pipectl.cli.options import Asking, Reading, Writing
from pipectl.cli.recall_options import Recalling
from pipectl.ui.app import Screens

from ..cli.process import EXAMPLES

PATIENCE = 20  # seconds until something must have been answered


def answers(files=None, config=None, store=None, as_of="2026-11-16", **asked):
    """What is at hand in some files; the example where none are named."""
    if files is None:
        files, config = [str(EXAMPLES / "opportunities.csv")], str(EXAMPLES / "pipeline.yaml")
    reading = Reading(files=[str(each) for each in files], config=None if config is None else str(config))
    recalling = Recalling(store=None if store is None else str(store))
    return Browsing(reading, Asking(as_of=as_of, **asked), recalling, Writing(quiet=True))


def drive(steps, found=None, size=(100, 30), *, light=False):
    """Open the screens of that size and take steps in them; gives back what the steps give."""
    found = found or answers()
    app = Screens(found, found.listing(found.first), light=light)

    async def run():
        async with app.run_test(size=size, notifications=True) as pilot:
            at = Driver(app, pilot)
            await at.until(lambda: app.report is not None)
            return await steps(at)

    return asyncio.run(run())


class Driver:
    """Presses keys and reads the screen."""

    def __init__(self, app, pilot):
        self.app, self.pilot = app, pilot

    async def until(self, true):
        """Wait for something to be so."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, self.text
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    async def press(self, *keys):
        """Press keys one after the other."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text):
        """Press the keys of some text."""
        await self.press(*("space" if each == " " else each for each in text))

    async def sees(self, text):
        """Wait until a text is on the screen."""
        await self.until(lambda: text in self.text)

    @property
    def lines(self):
        """What is on the screen, line by line."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        assert len(strips) <= height
        assert all(strip.cell_length <= width for strip in strips)
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self):
        """All of it."""
        return "\n".join(self.lines)

    @property
    def deals(self):
        """Names in the list of opportunities."""
        return [each.row.name for each in self.app.screen.query_one("#deals").rows]

    @property
    def noticed(self):
        """What was said in a corner."""
        return [each.message for each in self.app._notifications]


def a_file(
    folder: Path, *rows: str, header="Id,Name,Amount,Stage,Create Date,Expected Close Date,Owner,Account"
) -> Path:
    """A small export."""
    path = folder / "deals.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path
