"""The text of cells: how it is compared."""


def loose(text: str) -> str:
    """A name as it is compared: without regard to case and spaces."""
    return " ".join(text.casefold().split())
