"""One module a format over the same results; each a pure function to text, without clock, terminal or environment."""
