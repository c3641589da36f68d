"""The errors of this package: one base, and children that also are the builtin a caller would expect."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches


class ParadoxError(Exception):
    """The base of every error this package raises on purpose."""


class InvalidGame(ParadoxError, ValueError):
    """A game, a name in it, or a request about it makes no sense; the message says which and what would."""


class ModelSyntaxError(ParadoxError, ValueError):
    """A model file or a formula cannot be read; the message begins with file, line and column, if known."""

    def __init__(
        self, message: str, *, file: str | None = None, line: int | None = None, column: int | None = None
    ):
        self.message, self.file, self.line, self.column = message, file, line, column
        place = ":".join(str(part) for part in (file, line, column) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)


class Unsupported(ParadoxError, NotImplementedError):
    """The request is sensible but not offered for this form of game; the message names what is."""


class StoreError(ParadoxError, OSError):
    """A store takes no more answers, as on a full disk; it keeps those it has, and a later run goes on."""


class CertificateRejected(ParadoxError, ValueError):
    """A certificate does not prove what it claims; the message says where it fails."""


class OutOfTime(ParadoxError):
    """The clock that runs is over.  Verbs with a budget catch it and answer with what they know."""


def suggestion(given: object, known: Iterable[str]) -> str:
    """A question that names the closest of the known names; nothing where none is close.

    Examples
    --------
    >>> f"{suggestion('eskalate', ['escalate', 'wait'])}the actions are escalate, wait"
    "did you mean 'escalate'? the actions are escalate, wait"
    >>> suggestion("x", ["escalate", "wait"])
    ''
    """
    spelt = {name.casefold(): name for name in known}
    near = get_close_matches(str(given).casefold(), spelt, 1)
    return f"did you mean {spelt[near[0]]!r}? " if near else ""


def no_such(what: str, name: object, known: Collection[str]) -> InvalidGame:
    """The error about a name that nothing of a kind has; it says which there are."""
    return InvalidGame(
        f"there is no {what} {name!r:.60}; {suggestion(name, known)}there are {', '.join(known)}"
    )
