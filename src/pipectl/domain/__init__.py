"""What the program speaks of: values, opportunities, totals, results. It imports nothing of the rooms above."""
