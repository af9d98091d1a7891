"""`pipectl ui`."""

from ..options import Asking, Reading, Writing
from ..recall_options import Recalling
from ..ui_options import Browsed, Showing


def run(reading: Browsed, asking: Asking, recalling: Recalling, showing: Showing) -> int:
    """Browse stages and opportunities on the whole terminal; reads only."""
    from ..whole_terminal import is_light, refuse_other_than_terminal, refuse_without_textual, settle_colour

    refuse_without_textual()
    refuse_other_than_terminal(reading.files)
    from ..browsing import Browsing

    writing = Writing(color=showing.color)
    answers = Browsing(Reading(**vars(reading)), asking, recalling, writing)
    listing = answers.listing(answers.first)
    settle_colour(writing)
    from ...ui.app import show

    return show(answers, listing, light=is_light(showing.theme))
