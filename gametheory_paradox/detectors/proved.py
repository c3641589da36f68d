"""From a certificate back to the verdict that it proves: every word and number is computed from what was checked."""

from collections.abc import Mapping
from typing import Any, cast

from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.detectors.comparative_statics import COMPARATIVE_STATICS_WORDING
from gametheory_paradox.detectors.comparison import ComparisonQuestion, Wording
from gametheory_paradox.detectors.dominance_trap import DOMINANCE_TRAP_WORDING
from gametheory_paradox.detectors.information import INFORMATION_WORDING
from gametheory_paradox.detectors.misperception import MISPERCEPTION_WORDING
from gametheory_paradox.detectors.option import why as option_why
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.realized import REALIZED_WORDING
from gametheory_paradox.detectors.security_insecurity import SECURITY_INSECURITY_WORDING
from gametheory_paradox.detectors.third_party import THIRD_PARTY_WORDING
from gametheory_paradox.detectors.verdict import Absent, AnyVerdict, Impossible, Present
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Game, game_from_data, number_from_data
from gametheory_paradox.paradoxes.definition import request_for
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.option import OptionParadox

WORDINGS: Mapping[str, Wording] = {
    "dominance-trap": DOMINANCE_TRAP_WORDING,
    "comparative-statics": COMPARATIVE_STATICS_WORDING,
    "information": INFORMATION_WORDING,
    "third-party": THIRD_PARTY_WORDING,
    "realized": REALIZED_WORDING,
    "misperception": MISPERCEPTION_WORDING,
    "security-insecurity": SECURITY_INSECURITY_WORDING,
}
"""How questions and answers about each paradox are told; the option paradox has its own."""


def proved_verdict(certificate: Certificate) -> AnyVerdict:
    """The verdict that a certificate proves, once it is checked.

    What a certificate does not hold, such as a title or the name of a parameter, is not in the verdict.

    Raises
    ------
    CertificateRejected
        If it proves nothing.
    Unsupported
        If it is about something else than one game, such as a map.
    """
    checked, data = verify(certificate), cast("Mapping[str, Any]", certificate.data)
    if checked.kind == "verdict":
        return _option_verdict(certificate, data, checked.claim)
    if checked.kind != "paradox" or checked.claim is None:
        raise Unsupported(f"a certificate of kind {checked.kind!r} proves no verdict about one game")
    game, wording = _game(data), WORDINGS[data["paradox"]]
    asked = {name: data[name] for name in ("concept", "quantifier", "mover", "details")}
    request = request_for(game, DEFINITIONS[data["paradox"]], **asked)
    question = ComparisonQuestion(request, tuple(wording.told(game, request.mover, request.details)))
    kind = Present if checked.claim.holds() else Absent
    return kind(game, question, wording.why(question, checked.claim), checked.claim, certificate)


def _option_verdict(certificate: Certificate, data: Mapping[str, Any], claim: object) -> AnyVerdict:
    game, scope = _game(data), data["scope"]
    question = Question.about(
        game,
        "option",
        at=scope["information_sets"] if scope["kind"] == "information_set" else (),
        coalition=scope["players"] if scope["kind"] == "coalition" else (),
        **{name: data[name] for name in ("mover", "action", "quantifier", "concept")},
        selecting=True,
    )
    if not isinstance(claim, OptionParadox):
        rail = next(rail for rail in GUARD_RAILS if rail.name == data["proof"]["guard_rail"])
        return Impossible(game, question, f"{rail.name}: {rail.says}", certificate=certificate)
    kind = Present if claim.holds() else Absent
    return kind(game, question, option_why(question, claim), claim, certificate)


def _game(data: Mapping[str, Any]) -> Game:
    return game_from_data(data["game"], number_from_data)
