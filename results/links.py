from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    text: str
    address: str
