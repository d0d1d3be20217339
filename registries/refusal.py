"""What an action answers when it may not be done."""


class Refused(Exception):
    """The action can't be done; the message says why, and what can be done instead."""
