"""What leads say in each format."""

import csv
import io
import json

from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.words.lead import summary
from tests.lead_builders import a_lead, said_of
from tests.render.lead_samples import BARE, LEADS, NOTHING


def test_the_figures_stand_first_with_their_counts_and_what_is_left_out():
    for text in (
        to_terminal.render("leads", LEADS, Canvas(140)),
        to_markdown.render("leads", LEADS).replace("**: ", "** ").replace("**", ""),
    ):
        plain = " ".join(text.split())
        assert "New leads 6 leads · 4 answered · 3 became opportunities" in plain
        assert "Response time median 2 h of 3 · p90 10.8 h (Mon–Fri 09:00–17:00)" in plain
        assert "Within 4h 2 of 4 · 2 not answered · 1 of them still inside their time · 1 answered before" in plain
        assert "Conversion 25% of 28 (13–43%) · of the months below older than 90 days" in plain
        assert "Handed over 3 opportunities · 1 open · 1 won ($12k) · 1 lost · 1 not in the export" in plain


def test_a_month_that_may_still_ripen_is_marked_in_every_format():
    text = to_terminal.render("leads", LEADS, Canvas(100))
    assert "2026-01 running" in text
    assert "2025-10 running" not in text
    assert "2026-01 (running)" in to_markdown.render("leads", LEADS)
    months = json.loads(to_json.render("leads", LEADS))["months"]
    assert [month["running"] for month in months] == [False, True, True, True, True]
    rows = list(csv.DictReader(io.StringIO(to_csv.render("leads", LEADS))))
    told = {row["key"]: row["value"] for row in rows if row["section"] == "month" and row["measure"] == "running"}
    assert (told["2025-10"], told["2026-01"]) == ("false", "true")


def test_every_dash_has_its_reason():
    for text in (to_terminal.render("leads", BARE, Canvas(100)), to_markdown.render("leads", BARE)):
        plain = " ".join(text.replace("\\", "").split())
        assert "median 1 d of 1" in plain
        assert "the file doesn't tell which leads became opportunities; name a column" in plain
        assert "In time: pipeline.yaml names no service level; add leads: respond_within: 4h" in plain
        assert "so that response times are as fine as days" in plain
    nothing = " ".join(to_terminal.render("leads", NOTHING, Canvas(100)).split())
    assert "New leads 0 leads" in nothing
    assert "Response time – the file has no first response; name its column" in nothing


def test_a_narrow_screen_keeps_what_counts_most_and_csv_has_all():
    narrow, wide = (to_terminal.render("leads", LEADS, Canvas(width)) for width in (80, 140))
    assert " Lost " in wide
    assert " Lost " not in narrow
    for title in ("Leads", "In 4h", "Converted", "Won"):
        assert f" {title} " in narrow
    found = {
        (row["section"], row["by"], row["key"], row["measure"]): row
        for row in csv.DictReader(io.StringIO(to_csv.render("leads", LEADS)))
    }
    assert found["group", "source", "Fair", "opportunities.lost"]["value"] == "1"
    assert found["group", "source", "Radio", "cost_per_lead"]["undefined"] == "no lead was created in the period"
    assert found["whole", "", "", "lead_response_time.inside"]["numerator"] == "2"
    assert found["leads", "", "", "matures_after"]["value"] == "90"


def test_one_lead_that_converted_became_an_opportunity():
    found = said_of(a_lead("2026-01-05 09:00", "2026-01-05 10:00", converted_on="2026-01-09"), a_lead())
    assert dict(summary(found, str))["New leads"] == "2 leads · 1 answered · 1 became an opportunity"
