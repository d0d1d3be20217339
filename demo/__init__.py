"""The demonstration: a generated nation, delivered and published by the same code as anyone's files."""
