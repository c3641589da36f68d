"""Statements that can be falsified: that a paradox never occurs, or that it always does; and claims as Python functions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from gametheory_paradox.detectors import AnyVerdict, detect, detector_named
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm
from gametheory_paradox.rationals import exact

Point = Mapping[str, Fraction]
Claim = Callable[[Any], object]


@dataclass(frozen=True)
class Reading:
    """What a claim says of one game.

    Parameters
    ----------
    broken
        Whether the game breaks it; None where that is not decided.
    size
        By how much it is broken; zero or less where it holds; None where that is not known.
    verdict
        The verdict that this rests on, for a statement about a paradox.
    """

    broken: bool | None
    size: Fraction | None = None
    verdict: AnyVerdict | None = None


@dataclass(frozen=True)
class Statement:
    """That a paradox never, or always, occurs.  Made by :func:`never` and :func:`always`.

    Parameters
    ----------
    paradox
        Which paradox.
    occurs
        Whether it always or never does.
    request
        The other arguments of ``detect``, by name.
    """

    paradox: str
    occurs: bool
    request: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        detector_named(self.paradox)

    @property
    def text(self) -> str:
        """The statement in words, from its fields."""
        told = (
            f"{name} {_in_words(value)}"
            for name, value in self.request.items()
            if value not in (None, (), [])
        )
        when = "always" if self.occurs else "never"
        return f"{when}: {detector_named(self.paradox).says} ({'; '.join((self.paradox, *told))})"

    def __str__(self) -> str:
        return self.text

    @property
    def is_about_change(self) -> bool:
        """Whether it is about a change of a parameter, so that a family is asked about."""
        return "parameter" in detector_named(self.paradox).needs

    def of_game(self, game: Game | GameFamily, more: Mapping[str, Any] = {}) -> Reading:
        """What it says of a game, or of a family at its baseline; ``more`` adds to the request."""
        return self.read(detect(game, self.paradox, **{**self.request, **more}))

    def of_point(self, family: GameFamily, point: Point) -> Reading:
        """What it says of the game at a point of a family."""
        if self.is_about_change:
            others = {name: value for name, value in point.items() if name != self.request.get("parameter")}
            return self.of_game(family, {"at": others})
        if (
            self.paradox == "security-insecurity" and family.terms
        ):  # an index may be made of terms, which a game has not
            placed = tuple(replace(p, baseline=point[p.name]) for p in family.parameters)
            return self.of_game(replace(family, parameters=placed))
        return self.of_game(family.at(point))

    def read(self, verdict: AnyVerdict) -> Reading:
        """What a verdict means for it: the size of the violation is the verdict's gap, or how far it is from one."""
        if verdict.name == "undecided":
            return Reading(None, None, verdict)
        broken = (verdict.name == "present") != self.occurs
        if verdict.comparison is None:
            return Reading(broken, None, verdict)
        size = verdict.comparison.gap * (-1 if self.occurs else 1)
        return Reading(broken, max(size, Fraction(0)) if broken else min(size, Fraction(0)), verdict)


def never(paradox: str, **request: Any) -> Statement:
    """The statement that a paradox never occurs, for :func:`falsify`.

    Parameters
    ----------
    paradox
        The name of a row of DETECTORS.
    request
        What ``detect`` is to be asked: ``mover``, ``action``, ``at``, ``quantifier`` and so on.

    Raises
    ------
    InvalidGame
        If there is no such paradox.

    Examples
    --------
    >>> print(never("option", mover="Pakistan", action="restrict"))
    never: having an action leaves its owner worse off than not having it (option; mover Pakistan; action
    restrict)
    """
    return Statement(paradox, False, request)


def always(paradox: str, **request: Any) -> Statement:
    """The statement that a paradox always occurs, for :func:`falsify`; as :func:`never`."""
    return Statement(paradox, True, request)


def said(claim: Statement | Claim) -> str:
    """A claim in words: a statement's text; the first line of a function's docstring, or its name."""
    if isinstance(claim, Statement):
        return claim.text
    lines = (claim.__doc__ or "").strip().splitlines()
    return lines[0] if lines else getattr(claim, "__name__", repr(claim))


def read_answer(answer: object, claim: str) -> Reading:
    """What a function's answer about a game means: a truth value, None, or a number that is negative where it is broken."""
    if answer is None:
        return Reading(None)
    if isinstance(answer, bool) or type(answer).__name__ in ("bool_", "bool"):  # numpy's, too
        return Reading(not answer)
    if isinstance(answer, str | bytes):
        raise InvalidGame(
            f"the claim {claim!r:.60} should answer a truth value, a number or None; it answered {answer!r:.60}"
        )
    margin = exact(answer, f"what the claim {claim!r:.60} answers")
    return Reading(margin < 0, -margin)


def _in_words(value: object) -> str:
    if isinstance(value, NormalForm | ExtensiveForm | GameFamily):
        return value.title or repr(value)
    if isinstance(value, list | tuple):
        between = ", " if all(isinstance(part, str) for part in value) else " | "
        return between.join(map(_in_words, value))
    return str(value)
