"""Certificates that a paradox is impossible: a theorem rules it out."""

from collections.abc import Mapping

from gametheory_paradox.certificates.fields import field_of
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import NormalForm, StochasticGame
from gametheory_paradox.games.json_fields import check_fields
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import MARKOV_PERFECT


def check_impossible(
    data: Mapping[str, object], game: AnyForm, question: Question, variants: Mapping[str, AnyForm]
) -> None:
    """The guard-rail that the proof names must cover the claim."""
    check_fields(proof := field_of(data, "proof", dict), "guard_rail")
    if (question.concept == MARKOV_PERFECT) != isinstance(game, StochasticGame):
        raise CertificateRejected(f"{question.concept} equilibrium is not a concept for this form of game")
    if question.concept != "nash" and isinstance(game, NormalForm):
        raise CertificateRejected(
            f"{question.concept} equilibrium is a concept for trees, and this is a table"
        )
    named = field_of(proof, "guard_rail", str)
    if not any(rail.name == named and rail.covers(game, question, variants) for rail in GUARD_RAILS):
        raise CertificateRejected(f"the guard-rail {named!r:.60} does not cover this claim")
