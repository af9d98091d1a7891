"""What opportunities looked like before: events from any source of history, and the numbers that need the past."""
