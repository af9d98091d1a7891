"""Answers that are drawn anew on a terminal whenever what they were made from changes."""
