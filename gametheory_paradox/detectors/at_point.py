"""A verdict at a point: equilibria with and without the move, and how they compare."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.certificates.verdicts import comparison_to_data
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.cycles import no_cycles
from gametheory_paradox.detectors.inquiry import Inquiry
from gametheory_paradox.detectors.memory import Recall, SolvedGame, solved
from gametheory_paradox.detectors.verdict import Absent, Impossible, Present, Undecided, Verdict
from gametheory_paradox.detectors.wordings import game_called, reason
from gametheory_paradox.errors import CertificateRejected, OutOfTime
from gametheory_paradox.forms import (
    ExtensiveForm,
    Game,
    Profile,
    StochasticGame,
    expected_payoffs,
    hashed_game,
    without_measure,
)
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.solvers import Equilibria
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import is_known
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.tables.solvers.curved_sets import with_ranges
from gametheory_paradox.forms.trees.solvers.assessment_search import KINDS, with_measured_bounds
from gametheory_paradox.forms.trees.solvers.tied_plans import Ends, ends, pieces_proof
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.definition import AnyForm, Claim, Definition, Variants
from gametheory_paradox.paradoxes.guard_rails import rail_for
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.subjects import Subject
from gametheory_paradox.table import Record

# Equilibria known for certain: of all equilibria of a game a proof, and what it establishes
# ----------------------------------------------------------------------------

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


# The answer at one point: the one search behind every paradox that compares the equilibria of games
# ----------------------------------------------------------------------------

LARGE = 100_000  # nodes of a tree
WITH_TIES = ("backward-induction", "payoff-pieces")  # kinds of proof of trees in which ties may occur


def verdict_at(inquiry: Inquiry, values: Mapping[str, object] = {}, budget: float | None = None) -> Verdict:
    """The answer to a question at a point, found without formulas."""
    definition = inquiry.definition
    if definition.variants is None or definition.claim is None:
        # Only this charts, with python-flint, which takes a while to load.
        from gametheory_paradox.detectors.null_coercion import verdict_over_range

        verdict = verdict_over_range(inquiry, values, budget)
    else:
        subject = inquiry.subject
        form = subject.form if isinstance(subject, GameFamily) else subject
        is_large = isinstance(form, ExtensiveForm) and len(form.nodes) > LARGE
        with no_cycles if is_large else nullcontext():
            verdict = _answered(inquiry, values, budget, rails=True)
    return replace(verdict, moved=inquiry.moved(values))


def compared_at(inquiry: Inquiry, values: Mapping[str, object] = {}, budget: float | None = None) -> Verdict:
    """The answer from the equilibria of the games that are compared, though a theorem may give it too."""
    return replace(_answered(inquiry, values, budget, rails=False), moved=inquiry.moved(values))


def _answered(
    inquiry: Inquiry, values: Mapping[str, object], budget: float | None, *, rails: bool
) -> Verdict:
    definition = inquiry.definition
    assert definition.variants is not None  # of every paradox that compares games
    with Clock(budget) as clock:
        game, question = inquiry.at(values)
        variants: Variants = {}
        try:
            variants = definition.variants(game, question)
            rail = rail_for(game, question, variants) if rails else None
            if rail is None:
                return _compared(inquiry, game, question, variants, clock)
            certificate = _certificate(game, question, Impossible.name, {"guard_rail": rail.name})
        except OutOfTime as problem:
            with unhurried():
                variants = variants or definition.variants(game, question)
                return Undecided(game_shown(inquiry.subject, game, variants), question, str(problem))

    shown = game_shown(inquiry.subject, game, variants)
    return Impossible(shown, question, f"{rail.name}: {rail.says}", certificate=certificate)


def _compared(
    inquiry: Inquiry, game: AnyForm, question: Question, variants: Variants, clock: Clock
) -> Verdict:
    definition, shown = inquiry.definition, game_shown(inquiry.subject, game, variants)
    solving = EquilibriumSolver(str(question.concept), question.mover, clock)
    proofs, claim = _settled(definition, game, question, variants, solving)

    # With ties, pieces of payoffs say more than plans that attain the ends of what the mover gets.
    if isinstance(claim, str) and any(own["kind"] in WITH_TIES for own in proofs.values()):
        proofs, claim = _settled(definition, game, question, variants, solving.by_pieces())
    if isinstance(claim, str):
        return Undecided(shown, question, claim)
    verdict = Present if claim.holds() else Absent
    certificate = _certificate(game, question, verdict.name, proofs, claim)
    return verdict(shown, question, reason(question, claim, shown), claim, certificate)


def _settled(
    definition: Definition, game: AnyForm, question: Question, variants: Variants, solving: EquilibriumSolver
) -> tuple[dict[str, Mapping[str, object]], Claim | str]:
    """The proofs and a comparison whose outcome is settled; a text says why there is none."""
    try:
        proofs, claim = _claimed(definition, game, question, variants, solving)
        if not isinstance(claim, str):
            claim.holds()
            comparison_to_data(claim)
    except CertificateRejected as problem:  # payoffs in irrational equilibria that are not told apart
        return {}, str(problem)
    return proofs, claim


def _claimed(
    definition: Definition, game: AnyForm, question: Question, variants: Variants, solving: EquilibriumSolver
) -> tuple[dict[str, Mapping[str, object]], Claim | str]:
    """The proofs and what they show of the paradox; a text says why it is not settled."""
    assert definition.claim is not None
    proofs: dict[str, Mapping[str, object]] = {}
    sets: dict[str, EquilibriumSet] = {}
    shows = definition.shows and partial(definition.shows, question)

    # Every equilibrium of each game that is compared; some games follow from the equilibria of earlier ones.
    while variants:
        for name, variant in variants.items():
            established = solving(variant, shows)
            if isinstance(established, str):
                return proofs, f"{game_called(question, name)}: {established}"
            proofs[name], sets[name] = established.proof, established.equilibria
        further = definition.further(game, question, sets) if definition.further else {}
        if isinstance(further, str):
            return proofs, further
        variants = further
    return proofs, definition.claim(game, question, sets)


def game_shown(subject: Subject, game: AnyForm, variants: Variants) -> Game:
    """The game that a verdict is about, with its title; before the change, where a parameter changes."""
    if "lower" not in variants:
        return game
    title = game.title or (subject.title if isinstance(subject, GameFamily) else "")
    lower = variants["lower"]
    return replace(lower, title=title) if title else lower


def _certificate(
    game: AnyForm, question: Question, verdict: str, proof: Mapping[str, object], claim: Claim | None = None
) -> Certificate:
    return Certificate(
        {
            "format": FORMAT,
            "kind": "verdict",
            **question.to_data(),
            "verdict": verdict,
            **comparison_to_data(claim),
            "game": hashed_game(game),
            "proof": dict(proof),
        }
    )
