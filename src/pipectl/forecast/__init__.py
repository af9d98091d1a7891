"""What a period will bring, seen from a day, and what such forecasts were worth."""
