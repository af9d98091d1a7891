"""From bytes to opportunities: what a file says, checked row by row, with an account of every row."""
