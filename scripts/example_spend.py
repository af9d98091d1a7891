"""examples/spend.csv: money spent on winning opportunities, by month and lead source; what is left of the year is planned."""

from decimal import Decimal

from example_dice import Row

HEADER = ("Month", "Amount", "Source")
#: First month of a quarter: what was spent in it.
QUARTERS = {
    "2025-07": {"Event": "8000", "Website": "6000", "Outbound": "4000"},
    "2025-10": {"Event": "10500", "Website": "6500", "Outbound": "4000"},
    "2026-01": {"Event": "8500", "Website": "6500", "Outbound": "4500"},
    "2026-04": {"Event": "11000", "Website": "7000", "Outbound": "5000"},
    "2026-07": {"Event": "11500", "Website": "7500", "Outbound": "5000"},
    "2026-10": {"Event": "14000", "Website": "8500", "Outbound": "5500.50"},
}


def spend() -> list[Row]:
    """The money of each quarter over its months; the last has what is left over by round amounts."""
    found = []
    for first, amounts in QUARTERS.items():
        year, number = int(first[:4]), int(first[5:])
        for place in range(3):
            for source, amount in amounts.items():
                part = Decimal(amount) / 3 // 500 * 500
                part = Decimal(amount) - 2 * part if place == 2 else part
                found.append({"Month": f"{year}-{number + place:02d}", "Amount": str(part), "Source": source})
    return found
