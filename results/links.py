"""Ways to other pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    text: str
    address: str


@dataclass(frozen=True)
class Empty:
    """Why there is nothing to show, and ways out."""

    heading: str
    text: str
    links: tuple[Link, ...]
