"""How a column spells its values: money, percentages and dates, settled once per column from the whole column."""
