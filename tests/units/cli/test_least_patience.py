"""The command ``least-patience``: a bracket as text, as JSON and as two certificates."""

from fractions import Fraction

from units.cli.command_line import ask
from units.cli.test_streams import REMEMBERED

import gametheory_paradox as gp

NINE = ("--payoff", "A=9", "--payoff", "B=9")


def test_both_ends_are_printed_and_certified(tmp_path):
    model, proofs = tmp_path / "model.yaml", tmp_path / "proofs"
    model.write_text(REMEMBERED, encoding="utf-8")
    found = ask(
        "least-patience", str(model), *NINE, "--within", "1/50", "-o", str(proofs), "--format", "json"
    )
    assert found.status == 0
    low, high = (Fraction(found.data[name]) for name in ("not_paid_up_to", "paid_from"))
    assert low < Fraction(1, 7) <= high <= low + Fraction(1, 50)
    for name, factor in (("below", low), ("at", high)):
        data = gp.read_certificate(proofs / f"{name}.json").data
        assert gp.verify(data).kind == "payoffs"
        assert {Fraction(own) for own in data["game"]["discounts"]} == {factor}


def test_what_is_paid_at_no_factor_is_settled_and_a_player_who_is_left_out_is_told(tmp_path):
    model = tmp_path / "model.yaml"
    model.write_text(REMEMBERED, encoding="utf-8")
    never = ask("least-patience", str(model), "--payoff", "A=11", "--payoff", "B=9")
    assert never.status == 0
    assert "paid at no discount factor" in never.out
    assert ask("least-patience", str(model), *NINE, "--budget", "0").status == 3
    refused = ask("least-patience", str(model), "--payoff", "A=9")
    assert refused.status == 2
    assert "expected one for each of A, B" in refused.err
