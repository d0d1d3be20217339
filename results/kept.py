"""What was made of releases is kept for the next reader: a release never changes, so neither does that."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The values used last, in this process; every thread may read and put."""

    def __init__(self) -> None:
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: T, most: int) -> None:
        """Of more than `most`, those that were used longest ago are dropped."""
        with self._lock:
            self._values[key] = value
            while len(self._values) > most:
                self._values.popitem(last=False)
