"""The verdict that a certificate proves: every word and number is computed from what is checked."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.certificates.fields import game_in
from gametheory_paradox.detectors.verdict import Absent, Impossible, Present, Undecided, Verdict
from gametheory_paradox.detectors.wordings import reason
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Game, formula_from_data, game_from_data
from gametheory_paradox.forms.graphs.certificate_data import Graph, ends_proved, graph_from_data, option_in
from gametheory_paradox.forms.graphs.detection import GraphVerdict, ruled_out, verdict_of
from gametheory_paradox.forms.graphs.open_preferences import model_of
from gametheory_paradox.forms.graphs.option import IMPOSSIBLE
from gametheory_paradox.models.linear_extensions import Comparison
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import QUESTION_FIELDS, Question


def proved_verdict(certificate: Certificate) -> Verdict:
    """The verdict that a certificate proves, once it is checked.

    What a certificate does not hold, such as a title, is not in the verdict.

    Raises
    ------
    CertificateRejected
        If it proves nothing.
    Unsupported
        If it is about something else than one game, such as a map of parameters.
    """
    checked, data = verify(certificate), cast("Mapping[str, Any]", certificate.data)
    if checked.kind == "map" and data["paradox"] == "null-coercion" and len(data["over"]) == 2:
        return verdict_of_map(_first_level(data), question_of(data), certificate)
    if checked.kind != "verdict":
        raise Unsupported(f"a certificate of kind {checked.kind!r} proves no verdict about one game")
    game, question = _game(data), question_of(data)
    if checked.claim is None:
        named = data["proof"]["guard_rail"]
        rail = next(row for row in GUARD_RAILS if (row.name, row.paradox) == (named, question.paradox))
        return Impossible(game, question, f"{rail.name}: {rail.says}", certificate=certificate)
    verdict = Present if checked.claim.holds() else Absent
    return verdict(game, question, reason(question, checked.claim, game), checked.claim, certificate)


def proved_graph_verdict(certificate: Certificate) -> GraphVerdict:
    """The verdict about a graph model that a certificate proves, once it is checked."""
    verify(certificate)
    data = cast("Mapping[str, Any]", certificate.data)
    graph = graph_from_data(data["game"])
    option, model = option_in(data, graph), model_of(graph)
    model = replace(model, start=option.start)
    if data["verdict"] == IMPOSSIBLE:
        return replace(ruled_out(model, option), certificate=certificate)
    ends = list(ends_proved(option, graph, graph.orders, data["proof"]["comparisons"]))
    cases = [[_ranks_compared(graph, *own) for own in case] for case in data["cases"]]
    found = verdict_of(model, option, {own.answer for own in ends}, {own.compared for own in ends}, cases)
    return replace(found, certificate=certificate)


def _ranks_compared(graph: Graph, player: str, better: str, worse: str) -> Comparison:
    """A comparison of states as one of the ranks in which they stand."""
    who = graph.players.index(player)
    first, second = (graph.orders[who].rank(graph.states.index(state)) for state in (better, worse))
    return who, first, second


def question_of(data: Mapping[str, Any]) -> Question:
    """The question that a certificate is about."""
    return Question.from_data({name: data[name] for name in QUESTION_FIELDS})


def _game(data: Mapping[str, Any]) -> Game:
    """The game that is asked about; where a parameter changes, the game before the change."""
    game, definition = game_in(data), DEFINITIONS[data["paradox"]]
    if not definition.is_about_change:
        return game
    assert definition.variants is not None
    return definition.variants(game, question_of(data))["lower"]


def _first_level(data: Mapping[str, Any]) -> Game:
    """The game where the range of the penalty begins."""
    form: AnyForm = game_from_data(data["game"], formula_from_data)
    ends = {name: low for name, (low, _) in data["box"].items()}
    values = {name: Fraction(value) for name, value in {**data["values"], **ends}.items()}
    return form.map(lambda formula: formula.value(values))


def verdict_of_map(game: Game, question: Question, certificate: Certificate) -> Verdict:
    """The verdict that a map over both levels of the penalty proves."""
    data: Mapping[str, Any] = certificate.data
    moves = f"what {question.details['target']} does and what {question.mover} gets"
    if Fraction(data["present"][0]) == 1:
        why = f"the penalty is incurred and hurts, and {moves} are the same at every level"
        return Present(game, question, why, None, certificate)
    if Fraction(data["absent"][0]) == 1:
        why = f"the penalty touches nothing that it should, or {moves} are never the same at two levels"
        return Absent(game, question, why, None, certificate)
    if Fraction(data["absent"][0]) > 0:
        why = (
            "at some levels the penalty does not hurt, or is not incurred, "
            f"or {moves} are not the same as at others"
        )
        return Absent(game, question, why, None, certificate)

    why = f"the cells that were looked at do not tell whether {moves} hang on the penalty"
    return Undecided(game, question, why)
