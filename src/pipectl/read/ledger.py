"""Where findings are collected while files are read."""

from ..domain.finding import KEPT_PER_CODE
from ..domain.ledger import LONGEST, Ledger

__all__ = ("KEPT_PER_CODE", "LONGEST", "Ledger")
