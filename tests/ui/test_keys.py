from pipectl.ui.app import Screens
from pipectl.ui.keys import KEYS

from ..cli.process import ROOT


def test_docs_have_every_key_as_the_screens_tell_it():
    page = (ROOT / "docs" / "ui.md").read_text(encoding="utf-8")
    assert [f"| {key} | {what} |" for key, what in KEYS] == [
        line for line in page.splitlines() if line.startswith("| ") and line != "| key | what it does |"
    ]


def test_nothing_of_textual_can_write_a_file_by_a_key():
    assert not Screens.ENABLE_COMMAND_PALETTE
