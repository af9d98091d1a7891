"""Ids of records as they are compared: one record of Salesforce has two ids, of 15 and of 18 characters."""

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


def _suffix(short: str) -> str:
    groups = (short[at : at + _GROUP] for at in range(0, _SHORT, _GROUP))
    return "".join(_SIGNS[sum(1 << bit for bit, sign in enumerate(group) if sign.isupper())] for group in groups)
