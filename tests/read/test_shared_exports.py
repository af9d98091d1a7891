"""Difficult, real and large exports, where they are at hand."""

import contextlib
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from pipectl.domain.errors import PipectlError
from pipectl.read.reader import read_pipeline
from pipectl.read.source import Source, load
from tests.work import calls

from .exports import OPTIONS, STAGES, a_spec

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared exports are not at hand")

EXPECTED = json.loads((SHARED / "hostile/expected.json").read_text()) if SHARED.is_dir() else {}
REFUSED = {
    "24_dup_headers", "25_no_header", "28_empty", "29_header_only",
    "30_header_only_no_newline", "37_dates_ambig", "43_two_digit_year", "49_unterminated_quote",
    "60_wide_2000_cols", "61_percent", "63_width_drop", "65_only_newlines",
    "66_bom_only",
}  # fmt: skip
#: Accepted rows and cents of files where some rows are set aside.
IN_PART = {"36_nan_inf": (0, 0), "39_excel_serial": (0, 0), "41_year_edges": (0, 0),
           "16_ragged_long": (2, 400050), "34_huge_numbers": (1, 1234567890123456789), "35_negative": (3, -600075),
           "38_dates_mixed": (3, 600), "40_leap": (1, 100), "52_quoted_space": (3, 600075),
           "59_type_flip_late": (30000, 44998500000), "62_currency_mix": (2, 200000)}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_a_difficult_export_gives_the_one_right_answer_or_is_refused(name):
    source = load(str(SHARED / f"hostile/{name}.csv"))
    if name in REFUSED:
        with pytest.raises(PipectlError):
            read_pipeline([source], a_spec(), OPTIONS)
        return
    pipeline = read_pipeline([source], a_spec(), OPTIONS)
    rows, cents = IN_PART.get(name, (EXPECTED[name]["rows"], EXPECTED[name]["cents"]))
    assert len(pipeline) == rows
    assert sum((one.amount or Decimal(0) for one in pipeline), Decimal(0)) * 100 == cents


def test_several_currencies_are_kept_apart_until_rates_are_given():
    source = load(str(SHARED / "hostile/62_currency_mix.csv"))
    apart = read_pipeline([source], a_spec(currency=None), OPTIONS)
    assert [one.currency for one in apart] == ["USD", "EUR", "USD", "GBP"]
    whole = read_pipeline([source], a_spec(exchange_rates={"EUR": Decimal("1.08"), "GBP": Decimal("1.27")}), OPTIONS)
    assert sum((one.amount or Decimal(0) for one in whole), Decimal(0)) == 4350


def test_the_quoted_comma_stays_in_its_cell():
    [first, *_] = read_pipeline([load(str(SHARED / "hostile/52_quoted_space.csv"))], a_spec(), OPTIONS)
    assert first.name == "Acme, Inc"


def test_a_real_export_is_read_to_the_cent():
    figures = json.loads((SHARED / "data/powerbi_opportunity_tracking/figures.json").read_text())
    columns = {"name": "Name", "amount": "ProductRevenue", "expected_close": "EstimatedCloseDate"}
    spec = a_spec(stages=[{"name": name} for name in figures["per_stage"]], columns=columns)
    pipeline = read_pipeline([load(str(SHARED / "data/powerbi_opportunity_tracking/opportunities.csv"))], spec, OPTIONS)
    weighted = sum(((one.amount or 0) * (one.probability or 0) for one in pipeline), Decimal(0))
    assert (len(pipeline), weighted) == (487, Decimal("461120880.80"))
    for name, stage in figures["per_stage"].items():
        assert sum(one.amount or 0 for one in pipeline if one.stage == name) == Decimal(str(stage["value"]))


@pytest.mark.parametrize("style", [[], ["--us"]])
def test_generated_rows_equal_their_truth_file(style, tmp_path):
    export = tmp_path / "export.csv"
    command = [sys.executable, str(SHARED / "bench/make_export.py"), "2000", str(export), "--bad", "0.05", *style]
    subprocess.run(command, check=True)
    truth = json.loads(Path(f"{export}.truth.json").read_text())
    names = ("Prospecting", "Qualification", "Proposal", "Negotiation")
    pipeline = read_pipeline(
        [load(str(export))], a_spec(stages=[*({"name": name} for name in names), *STAGES[3:]]), OPTIONS
    )
    for name, cents in truth["per_stage_cents"].items():
        assert sum(one.amount or 0 for one in pipeline if one.stage == name) * 100 == cents
    assert pipeline.rows.set_aside == sum(truth["invalid"].values())


HEAD = b"id,name,stage,amount,close_date\n"
LINE = b"O,Acme,P,10.5,2025-02-01\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"O," + b"x" * 3_000_000 + b",P,1,2025-02-01\n",
        HEAD + LINE + b"O,a,P," + b"9" * 3_000_000 + b",2025-02-01\n",
        HEAD + LINE + b'O,a,P,"' + b"1,000" * 600_000 + b'x",2025-02-01\n',
        HEAD + b'O,"Acme,P,1,\n' + LINE * 200_000,
        HEAD + b'O,"Acme,P,1,\n' * 20_000,
        b",".join(b"c%d" % number for number in range(2000)) + b"\n" + b",".join([b"1.5"] * 2000),
    ],
    ids=["long cell", "long number", "long amount", "unclosed quote", "many quotes", "2,000 columns"],
)
def test_hostile_sizes_take_work_in_proportion_to_them(data):
    def answered() -> None:
        with contextlib.suppress(PipectlError):
            assert len(read_pipeline([Source("deals.csv", data)], a_spec(), OPTIONS)) > 0

    # A row of the shortest cells takes the most calls for its size.
    assert calls(answered) < 100 * len(data)
