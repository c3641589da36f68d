"""Security-insecurity: a measure that protects if nobody answers leaves its owner less secure if they do.

Security is an *index* of the mover's that is not its payoff: how likely an attack is, or the harm that it
does, taken negatively, without what the measure costs or is worth otherwise.  The game without the measure is
compared with the game in which it is taken for certain, and everybody knows.  Present: in every equilibrium
without it the measure would raise the index if the others went on as they do there; and between the
equilibria of the two games the index falls.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import (
    ExtensiveForm,
    Game,
    NormalForm,
    Profile,
    delete,
    expected_payoffs,
    frozen,
    number_from_data,
    scope_of,
)
from gametheory_paradox.games.normal_form import P
from gametheory_paradox.paradoxes.definition import Sets, gap_between
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question


@dataclass(frozen=True)
class SecurityInsecurity:
    """The mover's index, and its payoffs, without the measure and with it.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    without, alone, with_measure
        The index over all equilibria without the measure; there, were the measure taken and the others to go
        on as they do; and over all equilibria with the measure.
    protects
        The least that the measure adds to the index in an equilibrium without it, if the others go on.
    payoffs_without, payoffs_with
        The mover's payoffs, which count what the measure costs.
    """

    quantifier: AnyQuantifier
    without: PayoffSet
    alone: PayoffSet
    with_measure: PayoffSet
    protects: Fraction
    payoffs_without: PayoffSet
    payoffs_with: PayoffSet

    @property
    def gap(self) -> Fraction:
        """By how much the mover is more secure without the measure."""
        return gap_between(self.without, self.with_measure, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """The index and the payoffs."""
        return {
            "index without": self.without,
            "index with, others as without": self.alone,
            "index with": self.with_measure,
            "without": self.payoffs_without,
            "with": self.payoffs_with,
        }

    def holds(self) -> bool:
        """The definition."""
        return self.gap > 0 and self.protects > 0


def variants(game: Game, question: Question) -> dict[str, Game]:
    """The game without the measure, and the game in which it is taken."""
    indexed(game, question, number_from_data)
    return {"without": without_measure(game, question), "with": taking_measure(game, question)}


def without_measure(
    game: NormalForm[P] | ExtensiveForm[P], question: Question
) -> NormalForm[P] | ExtensiveForm[P]:
    """The game in which the mover does not have the measure."""
    return delete(game, question.action, scope_of(game, question.mover, question.action))


def taking_measure(
    game: NormalForm[P] | ExtensiveForm[P], question: Question
) -> NormalForm[P] | ExtensiveForm[P]:
    """The game in which the mover takes the measure for certain."""
    return frozen(game, question.mover, {"": question.action[0]})


def indexed(
    game: NormalForm[P] | ExtensiveForm[P], question: Question, read: Callable[[object], P]
) -> NormalForm[P]:
    """The table with the mover's index in the place of its payoff."""
    if not isinstance(game, NormalForm):
        raise Unsupported("a security index is given for the cells of a table; this is a tree")
    listed = question.details.get("index")
    if not isinstance(listed, list) or len(listed) != len(game.payoffs):
        raise InvalidGame(
            f"index: expected a number for each of the {len(game.payoffs)} cells, got {listed!r:.60}"
        )
    who, index = game.players.index(question.mover), [read(number) for number in listed]
    if index == [cell[who] for cell in game.payoffs]:
        raise InvalidGame(
            f"the index is {question.mover}'s payoff; what a measure does to that is the option paradox"
        )
    cells = (
        (*cell[:who], number, *cell[who + 1 :]) for cell, number in zip(game.payoffs, index, strict=True)
    )
    return NormalForm(game.players, game.actions, tuple(cells))


def claim(game: Game, question: Question, sets: Sets) -> SecurityInsecurity | str:
    """The comparison; a text says why the equilibria do not settle it."""
    without, with_ = sets["without"], sets["with"]
    if any(found.infinite and not found.spanning for found in (without, with_)):
        return "of infinitely many equilibria bounds of the payoff are known, which say nothing of the index"
    who, table = game.players.index(question.mover), indexed(game, question, number_from_data)
    lacks, has = without_measure(table, question), taking_measure(table, question)
    before = [expected_payoffs(lacks, profile)[who] for profile in without.profiles]
    alone = [expected_payoffs(has, _taking(has, profile, who))[who] for profile in without.profiles]
    return SecurityInsecurity(
        question.quantifier,
        PayoffSet.of(before, infinite=without.infinite),
        PayoffSet.of(alone, infinite=without.infinite),
        _index_of(has, with_, who),
        min(more - less for more, less in zip(alone, before, strict=True)),
        without.payoffs(question.mover),
        with_.payoffs(question.mover),
    )


def _index_of(table: Game, found: EquilibriumSet, who: int) -> PayoffSet:
    return PayoffSet.of(
        (expected_payoffs(table, profile)[who] for profile in found.profiles), infinite=found.infinite
    )


def _taking(has: Game, profile: Profile, who: int) -> Profile:
    """A profile in which the mover takes the measure, its only choice there; the others play as given."""
    odds = (*profile.probabilities[:who], (Fraction(1),), *profile.probabilities[who + 1 :])
    return Profile(has.information_sets, odds)
