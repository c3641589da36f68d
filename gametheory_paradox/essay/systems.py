"""The systems of the essay in its order, the games that model them, its states' policies and premises."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gametheory_paradox.catalog import names
from gametheory_paradox.catalog.facts import rows_of
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import Record

OPTION = "option"


@dataclass(frozen=True, repr=False)
class System(Record):
    """A system of the essay.

    Parameters
    ----------
    id, about
        Its number in the essay's order, and what happens in it.
    game
        The game of the catalog that models it; there may be none yet.
    """

    id: str
    about: str
    game: str

    @property
    def is_modeled(self) -> bool:
        """True where the catalog has the game."""
        return self.game in names()


@dataclass(frozen=True, repr=False)
class Policy(Record):
    """A policy of a state: what it can do, or what it sees or believes as it does so.

    Parameters
    ----------
    game, state
        The game of the catalog, and a player.
    actions, at
        Its actions, which are taken away together, and the information sets where they are; by default all
        that have them.
    paradox
        What is asked about it: "option", or the paradox of the game's own question about that state.
    about
        What the state does, in words that follow its name.
    apart
        Whether it is asked about only where its game is named: another reading of what is in the survey.
    """

    game: str
    state: str
    actions: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    paradox: str = OPTION
    about: str = ""
    apart: bool = False

    @property
    def name(self) -> str:
        """The actions; else what is asked."""
        return ", ".join(self.actions) or self.paradox

    @property
    def short(self) -> str:
        """The state's policy, without what is added behind a comma."""
        return self.about.partition(",")[0] or self.name

    def question(self, family: GameFamily) -> Question:
        """The question about it in a game.

        Raises
        ------
        InvalidGame
            If the game has no such question.
        """
        if self.paradox == OPTION:
            return Question(mover=self.state, action=self.actions, at=self.at)
        for own in family.questions:
            if (own.paradox, own.mover) == (self.paradox, self.state):
                return own
        raise InvalidGame(f"{self.game} asks no question about {self.paradox} of {self.state}")


@dataclass(frozen=True, repr=False)
class Leak(Record):
    """A control that holds the paradox all the same, or may.

    Parameters
    ----------
    mechanism
        By what else, or why that is open.
    at
        Values of parameters with which it does, such as "r = 40, k = 1/2"; empty where draws find some.
    """

    mechanism: str
    at: str = ""


@dataclass(frozen=True, repr=False)
class Premise(Record):
    """An assumption that several games share: that something is gained, or suffered, at all.

    Parameters
    ----------
    about, evidence
        What is assumed, of a gain what is gained; and what there is to be said for it.
    account, quantity
        An account of the state's payoff, or a quantity of the catalog; one of the two.
    """

    about: str
    evidence: str
    account: str = ""
    quantity: str = ""

    @property
    def is_motive(self) -> bool:
        """True of a gain, for which policies are chosen at all; false of a harm that follows."""
        return bool(self.account)

    def parameters(self, family: GameFamily, state: str) -> tuple[str, ...]:
        """The parameters of a game that are zero where the premise is dropped."""
        counted = {
            name
            for term in family.terms
            if term.player == state and term.account == self.account
            for name in term.value.names
        }
        named = (
            counted if self.account else {p.name for p in family.parameters if p.quantity == self.quantity}
        )
        return tuple(p.name for p in family.parameters if p.name in named and p.low <= 0 <= p.high)


@cache
def systems() -> tuple[System, ...]:
    """The systems of the essay, in its order.

    Examples
    --------
    >>> [system.id for system in systems()][:3], len(systems())
    (['S1', 'S2', 'S3'], 15)
    """
    return tuple(System(**row) for row in rows_of("systems.csv"))


@cache
def policies() -> tuple[Policy, ...]:
    """The policies of the states that the essay is about, in its order."""
    return tuple(
        Policy(
            **{
                **row,
                "actions": _several(row["actions"]),
                "at": _several(row["at"]),
                "apart": row["apart"] == "yes",
            }
        )
        for row in rows_of("policies.csv")
    )


@cache
def premises() -> tuple[Premise, ...]:
    """Assumptions that the games of several systems share."""
    return tuple(Premise(**row) for row in rows_of("premises.csv"))


@cache
def leaks() -> Mapping[tuple[str, str], Leak]:
    """By what else controls can hold a paradox, or why that is open, by game and by what is asked."""
    return {(row["game"], row["asked"]): Leak(row["mechanism"], row["at"]) for row in rows_of("leaks.csv")}


@cache
def outcomes() -> Mapping[str, str]:
    """Outcomes that differ from what a game's file derives by hand, by game."""
    return {row["game"]: row["outcome"] for row in rows_of("outcomes.csv")}


def states() -> tuple[str, ...]:
    """The states whose policies the essay is about."""
    return tuple(dict.fromkeys(policy.state for policy in policies()))


def system_of(game: str) -> System | None:
    """The system that a game, or the one that it is a variant of, models; None for a toy."""
    if game not in names():  # a file, however it is called
        return None
    main = "/".join(game.split("/")[:2])
    return next((system for system in systems() if system.game == main), None)


def _several(text: str) -> tuple[str, ...]:
    """The names between semicolons."""
    return tuple(name.strip() for name in text.split(";") if name.strip())
