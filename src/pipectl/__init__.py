"""pipectl: the truth about a sales pipeline, from one export, on the command line."""

__version__ = "0.1.0"
