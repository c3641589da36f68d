"""The answer at one point: the one search behind every paradox that compares the equilibria of games."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import partial

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.certificates.verdicts import comparison_to_data
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.cycles import no_cycles
from gametheory_paradox.detectors.equilibrium_solver import EquilibriumSolver
from gametheory_paradox.detectors.inquiry import Inquiry
from gametheory_paradox.detectors.verdict import Absent, Impossible, Present, Undecided, Verdict
from gametheory_paradox.detectors.wordings import game_called, reason
from gametheory_paradox.errors import CertificateRejected, OutOfTime
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, Game, hashed_game
from gametheory_paradox.paradoxes.claim import Claim
from gametheory_paradox.paradoxes.definition import AnyForm, Definition, Variants
from gametheory_paradox.paradoxes.guard_rails import rail_for
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.subjects import Subject

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
