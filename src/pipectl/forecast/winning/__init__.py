"""The chance of each open opportunity to be won one day, learnt from the decided ones, and if it is worth showing."""
