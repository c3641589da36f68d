"""Equilibria known for certain: of all equilibria of a game a proof, and what it establishes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from gametheory_paradox.claims.equilibria.enclosed_numbers import is_known
from gametheory_paradox.claims.equilibria.equilibrium_cover import cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors.memory import Recall, SolvedGame, solved
from gametheory_paradox.errors import CertificateRejected, OutOfTime
from gametheory_paradox.games import (
    ExtensiveForm,
    Game,
    Profile,
    StochasticGame,
    expected_payoffs,
    without_measure,
)
from gametheory_paradox.solvers import Equilibria
from gametheory_paradox.solvers.curved_ranges import with_ranges
from gametheory_paradox.solvers.measured_patterns import KINDS, with_measured_bounds
from gametheory_paradox.solvers.tied_plans import Ends, ends, pieces_proof
from gametheory_paradox.table import Record

Shows = Callable[[Profile], bool]


@dataclass(frozen=True, repr=False)
class EquilibriumProof(Record):
    """All equilibria of a game, as far as one player's payoffs, or its measure, hang on them.

    Parameters
    ----------
    proof
        The proof, as a certificate holds it.
    equilibria
        What the trusted part makes of it.
    """

    proof: Mapping[str, object]
    equilibria: EquilibriumSet


class EquilibriumSolver:
    """Establishes the equilibria of games under one concept for one player's payoffs.

    Parameters
    ----------
    concept, mover
        Equilibria in which sense, and whose payoffs are wanted.
    clock
        When to stop.
    """

    def __init__(self, concept: str, mover: str, clock: Clock):
        self.concept, self.mover, self.clock, self.in_pieces = concept, mover, clock, False
        self._known: Recall[Game, EquilibriumProof | str] = Recall()
        self._solved: Recall[Game, SolvedGame] = Recall()
        self._ends: Recall[Game, Ends | str] = Recall()

    def by_pieces(self) -> "EquilibriumSolver":
        """The same, where payoffs in trees with ties are proved by pieces even if intervals suffice.

        Pieces also say which actions are never taken, and which equilibria are best for all.
        """
        other = EquilibriumSolver(self.concept, self.mover, self.clock)
        other.in_pieces, other._solved, other._ends = True, self._solved, self._ends
        return other

    def __call__(self, game: Game, shows: Shows | None = None) -> EquilibriumProof | str:
        """The proof about a game's equilibria; a text says why there is none.

        Parameters
        ----------
        game
            The game.
        shows
            Of several plans that attain the same bound, the ones to name.
        """
        return self._known.get(game, lambda: self._establish(game, shows))

    def _establish(self, game: Game, shows: Shows | None) -> EquilibriumProof | str:
        bare = without_measure(game)
        try:
            known = self._solved.get(bare, lambda: solved(bare, self.concept, self.clock.left))
            if has_ties(known.found):  # a proof is made up, for this question
                assert isinstance(game, ExtensiveForm)
                ends_of = partial(ends, game, game.column(self.mover), known.found.profiles)
                attained = partial(self._ends.get, game, ends_of)
                return established(game, known.found, self.mover, shows, attained, in_pieces=self.in_pieces)
            checked: EquilibriumProof | str = known.checked.get(
                (self.mover, game), lambda: established(game, known.found, self.mover)
            )
        except OutOfTime as problem:
            return str(problem)
        return checked


def has_ties(found: Equilibria) -> bool:
    """True of a tree of which some subgame perfect equilibria are listed, and ends of payoffs are sought."""
    by_tables = found.proof is not None and found.proof["kind"] == "subgames"  # which bounds curved sets
    return found.concept == "subgame-perfect" and not found.listed and not by_tables


def established(
    game: Game,
    found: Equilibria,
    mover: str,
    shows: Shows | None = None,
    attained: Callable[[], Ends | str] | None = None,
    *,
    in_pieces: bool = False,
) -> EquilibriumProof | str:
    """The proof of what is compared for a player over all equilibria; a text says why there is none.

    Parameters
    ----------
    game
        The game, with its measure if one is named.
    found
        What a solver found of the game with payoffs alone.
    mover
        Whose payoffs, or measure, are wanted.
    shows
        Of several plans that attain the same bound, the ones to name.
    attained
        Gives plans at both ends of what is wanted, under ties; by default they are looked for.
    in_pieces
        Whether payoffs are proved by pieces even where intervals suffice.
    """
    if not isinstance(game, ExtensiveForm) or not has_ties(found):
        if not found.proof:
            return found.completeness.why
        proof = found.proof
        if game.measure and proof["kind"] in KINDS:
            assert isinstance(game, ExtensiveForm)
            proof = with_measured_bounds(game, proof)
        checked = _checked(game, found, mover, proof)
        if isinstance(checked, str) or cover_of(checked.equilibria).ranges is None:
            return checked
        if all(map(is_known, checked.equilibria.payoffs(mover).values)):
            return checked
        assert not isinstance(game, StochasticGame)  # whose equilibria are points, or in boxes
        return _checked(game, found, mover, with_ranges(game, mover, found.proof))

    # Two pure plans may attain the ends of intervals; else plans attain the ends of pieces.
    seen = game.has_perfect_information
    by_intervals = _by_intervals(game, found, mover, shows) if seen and not in_pieces else None
    if isinstance(by_intervals, EquilibriumProof):
        return by_intervals
    extremes = ends(game, game.column(mover), found.profiles) if attained is None else attained()
    if isinstance(extremes, str):
        return extremes
    showing = [plan for plan in found.profiles if shows is not None and shows(plan)]
    plans = [*extremes.plans, *showing[:1], *(_best_plans(found) if in_pieces else ())]
    return _checked(game, found, mover, pieces_proof([extremes], plans))


def _checked(
    game: Game, found: Equilibria, mover: str, proof: Mapping[str, object]
) -> EquilibriumProof | str:
    try:
        return EquilibriumProof(proof, check_proof(game, found.concept, mover, proof))
    except CertificateRejected as problem:  # no plans attain the bounds, or a measure's range is open
        return str(problem) if found.completeness.status == "proved" else found.completeness.why


def _best_plans(found: Equilibria) -> list[Profile]:
    """A plan that is best for every player at once, or else for each player one that is best for it."""
    listed = list(zip(found.profiles, found.payoffs, strict=True))
    greatest = [max(own) for own in zip(*found.payoffs, strict=True)]
    together = [plan for plan, paid in listed if list(paid) == greatest]
    apart = (next(p for p, paid in listed if paid[k] == most) for k, most in enumerate(greatest))
    return together[:1] or list(apart)


def _by_intervals(
    game: ExtensiveForm[Fraction], found: Equilibria, mover: str, shows: Shows | None
) -> EquilibriumProof | str:
    """The proof by two pure plans that attain the ends of intervals; of several, those that show more."""
    column = game.column(mover)
    ranked = [
        (expected_payoffs(game, p)[column], shows is not None and shows(p), p)
        for p in found.profiles
        if p.is_pure
    ]
    lowest = min(ranked, key=lambda entry: (entry[0], not entry[1]))[2]
    highest = max(ranked, key=lambda entry: entry[:2])[2]
    plans = {"lowest": lowest.to_data(), "highest": highest.to_data()}
    return _checked(game, found, mover, {"kind": "backward-induction", **plans})
