"""The command ``sustained``: automata of a model, as text and as JSON."""

from units.cli.command_line import ask
from units.forms.states.models.test_automata import DILEMMA


def test_the_command_line_answers_in_text_and_as_json(tmp_path):
    model = tmp_path / "model.yaml"
    model.write_text(DILEMMA, encoding="utf-8")
    told = ask("sustained", str(model), "--automaton", "grim", "--over", "d")
    assert told.status == 0
    assert "d: √7/7 to 99/100, ends included" in told.out
    data = ask("sustained", str(model), "--automaton", "grim", "--set", "f=0", "--format", "json").data
    assert (data["automaton"], data["averages"]) == ("grim", {"A": "9", "B": "9"})
    assert data["intervals"][0]["low"]["text"] == "√7/7"
    refused = ask("sustained", str(model))
    assert refused.status == 2
    assert "name an automaton" in refused.err
