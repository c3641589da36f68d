"""What every paradox that compares whole sets of equilibria has: games to compare, and what must hold of their equilibria.

A paradox looks at *variants* of a game: with an action and without it, with a player's choice frozen, with
more to be seen.  Each variant follows from the game and the request by a transformation that anyone can
repeat; a proof gives all equilibria of each; the *claim* compares them.  So a certificate holds the game, the
request and one proof for each variant, and nothing else is trusted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm
from gametheory_paradox.paradoxes.option import AnyQuantifier, quantifier_named

Details = Mapping[str, object]
Sets = Mapping[str, EquilibriumSet]
AnyForm = NormalForm[Any] | ExtensiveForm[Any]


class Claim(Protocol):
    """What a definition says about the equilibria of the variants."""

    @property
    def gap(self) -> Fraction:
        """By how much; positive where the comparison comes out as the paradox says."""

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """What was compared, by name: payoffs over all equilibria of a variant."""

    def holds(self) -> bool:
        """Whether the paradox is present: this is the definition."""


@dataclass(frozen=True)
class Request:
    """What is asked.

    Parameters
    ----------
    paradox, concept, quantifier, mover
        Which paradox, under which solution concept, comparing which equilibria, and whose payoff is measured.
    details
        What else the paradox wants to know, as JSON.
    """

    paradox: str
    concept: str
    quantifier: AnyQuantifier
    mover: str
    details: Details

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "paradox": self.paradox,
            "concept": self.concept,
            "quantifier": self.quantifier,
            "mover": self.mover,
            "details": dict(self.details),
        }


@dataclass(frozen=True)
class Stated:
    """A paradox as a statement about the parameters of a game: signs of polynomials, meant off their zero sets.

    Parameters
    ----------
    name
        What it is called.
    details
        The names of what a request about a game with parameters must say.
    variants
        The games that are compared, with the parameters that are left.
    statement
        From the game, the request, the equilibria of the variants as formulas, what splits polynomials, and a
        bound: where the paradox is present with a gap of more than the bound; and where nothing is claimed.
    has_gap
        Whether there is a gap to bound.
    fixed
        The request with some parameters replaced by numbers, where it holds formulas.
    """

    name: str
    details: tuple[str, ...]
    variants: Callable[[Form, Request], Mapping[str, Form]]
    statement: Callable[
        [Form, Request, Mapping[str, Branches], Factor, Fraction], tuple[Statement, Statement]
    ]
    has_gap: bool = True
    fixed: Callable[[Request, Mapping[str, Fraction]], Request] = lambda request, at: request


@dataclass(frozen=True)
class Definition:
    """A paradox.

    Parameters
    ----------
    name, says
        What it is called, and what it is in a sentence.
    details
        The names of what a request must say.
    variants
        The games that are compared; InvalidGame or Unsupported if the request does not fit the game.
    claim
        Compares their equilibria; None where what is known of them does not settle it.
    stated
        The same as a statement about parameters; None where none is offered.
    selecting
        Whether a selection rule may say which equilibria are compared.
    """

    name: str
    says: str
    details: tuple[str, ...]
    variants: Callable[[Game, Request], Mapping[str, Game]]
    claim: Callable[[Game, Request, Sets], Claim | None]
    stated: Stated | None = None
    selecting: bool = False


def request_for(
    game: AnyForm,
    definition: Definition | Stated,
    *,
    concept: str,
    quantifier: str,
    mover: str,
    details: Details,
) -> Request:
    """The request, its words checked; InvalidGame says what is missing or unknown, Unsupported which quantifiers apply."""
    selecting = isinstance(definition, Definition) and definition.selecting
    of = f"the {definition.name} paradox{'' if isinstance(definition, Definition) else ' over parameters'}"
    known = quantifier_named(quantifier, of, selecting=selecting)
    if mover not in game.players:
        raise InvalidGame(f"{mover!r:.60} is not a player; the players are {', '.join(game.players)}")
    if set(details) != set(definition.details):
        raise InvalidGame(
            f"{definition.name} asks for {', '.join(definition.details)}; got {', '.join(details) or 'nothing'}"
        )
    return Request(definition.name, concept, known, mover, details)


def text_of(details: Details, name: str) -> str:
    """A detail that is text."""
    value = details[name]
    if not isinstance(value, str):
        raise InvalidGame(f"{name}: expected text, got {value!r:.60}")
    return value


def names_of(details: Details, name: str) -> tuple[str, ...]:
    """A detail that is a list of different texts."""
    value = details[name]
    if (
        not isinstance(value, list)
        or not all(isinstance(item, str) for item in value)
        or len(set(value)) < len(value)
    ):
        raise InvalidGame(f"{name}: expected a list of different names, got {value!r:.60}")
    return tuple(value)
