"""Ids of records as they are compared: one record of Salesforce has two ids, of 15 and of 18 characters."""

from .cells import loose

#: What stands for five characters, of which the bits say which are capitals.
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_SHORT, _LONG, _GROUP = 15, 18, 5


def compared(record_id: str) -> str:
    """The id that is compared: the 15 characters that one of 18 begins with and says again, any other as it is.

    The last three characters of the long form say which of the others are capitals, for programs that take no notice of
    case. Where they don't, it is an id of another kind.
    """
    if len(record_id) != _LONG or not (record_id.isascii() and record_id.isalnum()):
        return record_id
    short = record_id[:_SHORT]
    return short if _suffix(short) == record_id[_SHORT:].upper() else record_id


def compared_loosely(record_id: str) -> str:
    """The same without regard to case, but for ids of Salesforce, where it tells one record from another."""
    found = compared(record_id)
    is_short = len(found) == _SHORT and found.isascii() and found.isalnum()
    return found if is_short and any(map(str.isdigit, found)) else loose(found)


def _suffix(short: str) -> str:
    groups = (short[at : at + _GROUP] for at in range(0, _SHORT, _GROUP))
    return "".join(_SIGNS[sum(1 << bit for bit, sign in enumerate(group) if sign.isupper())] for group in groups)
