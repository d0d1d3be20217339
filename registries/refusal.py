"""What an action answers when it may not be done."""


class Refused(Exception):
    """The action can't be done; the message says why, and what can be done instead."""


class Outdated(Refused):
    """What was seen when it was decided is no longer so: to be looked at again, and decided anew."""


class AlreadyDone(Refused):
    """It is as it was to be: somebody else, or the same person's first press, did it."""
