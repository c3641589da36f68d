"""Positions of names among others."""

from gametheory_paradox.errors import InvalidGame


def position(names: tuple[str, ...], name: str, what: str) -> int:
    """The position of a name among others; InvalidGame lists those that exist."""
    if name not in names:
        raise InvalidGame(f"{name!r} is not {what}; there are {', '.join(names)}")
    return names.index(name)
