"""The search behind every paradox that compares whole sets of equilibria: solve each variant, make the claim, write it down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.detectors.established import Solving, unselected
from gametheory_paradox.detectors.question import offered_concept
from gametheory_paradox.detectors.verdict import Absent, Compared, Impossible, Present, Undecided, Verdict
from gametheory_paradox.games import Game, game_hash, game_to_data
from gametheory_paradox.paradoxes.comparison_rails import rail_for
from gametheory_paradox.paradoxes.definition import Claim, Definition, Details, Request, request_for
from gametheory_paradox.paradoxes.option import AnyQuantifier

UNSETTLED = "with infinitely many equilibria, or equilibria that disagree, the comparison is not settled"


@dataclass(frozen=True)
class ComparisonQuestion:
    """A question about a paradox that compares variants of a game.

    Parameters
    ----------
    request
        What is asked, as a certificate holds it.
    told
        The request in words: pairs of what and which.
    """

    request: Request
    told: tuple[tuple[str, str], ...]

    @property
    def paradox(self) -> str:
        """Which paradox."""
        return self.request.paradox

    @property
    def concept(self) -> str:
        """Equilibria in which sense."""
        return self.request.concept

    @property
    def quantifier(self) -> AnyQuantifier:
        """Which equilibria are compared."""
        return self.request.quantifier

    @property
    def mover(self) -> str:
        """Whose payoff is measured."""
        return self.request.mover

    def label(self, name: str) -> str:
        """What a row with payoffs, or with an index that is none, is called."""
        return name if name.startswith("index") else f"payoffs {name}"

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return self.request.to_data()

    def compared_to_data(self, found: Compared | None) -> dict[str, object]:
        """The compared payoffs as JSON; null where there are none."""
        return {
            "payoffs": {name: [str(p) for p in own.values] for name, own in found.payoffs.items()}
            if found
            else None,
            "infinite": {name: own.infinite for name, own in found.payoffs.items()} if found else None,
            "gap": str(found.gap) if found else None,
        }


Answer: TypeAlias = Verdict[ComparisonQuestion, Compared]


@dataclass(frozen=True)
class Wording:
    """How questions and answers about a paradox are put into words.

    Parameters
    ----------
    told
        What is asked, from the game, the mover and the details of the request alone: pairs of what and which.
    why
        What a comparison shows.
    """

    told: Callable[[Game, str, Details], list[tuple[str, str]]]
    why: Callable[[ComparisonQuestion, Claim], str]


def asked_about(
    game: Game, definition: Definition, asked: Asked, details: Details, told: Sequence[tuple[str, str]]
) -> ComparisonQuestion:
    """The question, its names checked against the game; InvalidGame or Unsupported says what does not fit."""
    concept = offered_concept(game, asked.concept)
    request = request_for(
        game, definition, concept=concept, quantifier=asked.quantifier, mover=asked.mover, details=details
    )
    definition.variants(game, request)  # whatever is wrong is told before anything is solved
    return ComparisonQuestion(request, tuple(told))


def ruled_out(definition: Definition, game: Game, question: ComparisonQuestion) -> Answer | None:
    """The answer where a guard-rail covers the question; None where none does."""
    rail = rail_for(game, question.request, definition.variants(game, question.request))
    if rail is None:
        return None
    certificate = _certificate(game, question, Impossible.name, {"guard_rail": rail.name})
    return Impossible(game, question, f"{rail.name}: {rail.says}", certificate=certificate)


def detect_by_comparison(
    definition: Definition,
    game: Game,
    question: ComparisonQuestion,
    solving: Solving,
    why: Callable[[ComparisonQuestion, Claim], str],
) -> Answer:
    """Decides whether a paradox is present.

    Parameters
    ----------
    definition
        The paradox.
    game, question
        The game and what is asked.
    solving
        Finds all equilibria of a game.
    why
        Says what the comparison shows.
    """
    if (impossible := ruled_out(definition, game, question)) is not None:
        return impossible
    proofs: dict[str, Mapping[str, object]] = {}
    sets: dict[str, EquilibriumSet] = {}
    for name, variant in definition.variants(game, question.request).items():
        found = solving(variant)
        if isinstance(found, str):
            return Undecided(game, question, f"{name}: {found}")
        if (unsettled := unselected(found.equilibria, question.quantifier)) is not None:
            return Undecided(game, question, f"{name}: {unsettled}")
        proofs[name], sets[name] = found.proof, found.equilibria
    claim = definition.claim(game, question.request, sets)
    if claim is None:
        return Undecided(game, question, UNSETTLED)
    kind = Present if claim.holds() else Absent
    certificate = _certificate(game, question, kind.name, proofs, claim)
    return kind(game, question, why(question, claim), claim, certificate)


def _certificate(
    game: Game,
    question: ComparisonQuestion,
    verdict: str,
    proof: Mapping[str, object],
    claim: Claim | None = None,
) -> Certificate:
    return Certificate(
        {
            "format": FORMAT,
            "kind": "paradox",
            **question.to_data(),
            "verdict": verdict,
            **question.compared_to_data(claim),
            "game": {**game_to_data(game), "hash": game_hash(game)},
            "proof": dict(proof),
        }
    )
