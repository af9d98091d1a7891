"""What is measured and tried by hand: speed on large data, and the store under hardship."""
