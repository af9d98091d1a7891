"""Builds the reports: everything a command says, as plain data a renderer can show without asking further."""
