"""Games as OpenSpiel 2.0.2 exports them (by ``export.py``): read, and solved as its documentation says."""

from fractions import Fraction
from pathlib import Path

import gametheory_paradox as gp

HERE = Path(__file__).parent


def test_kuhn_poker_is_worth_a_loss_of_an_eighteenth_to_the_first_player():
    poker = gp.load(HERE / "kuhn_poker.efg")
    assert poker.players == ("Pl0", "Pl1")
    assert len(poker.form.information_sets) == 12
    deal = poker.at().nodes[0]
    assert deal.probabilities == (Fraction(1, 3),) * 3  # written as 0.3333333333333333
    assert "0.3333333333333333 as 1/3" in poker.about

    (equilibrium,) = gp.solve(poker, concept="nash", method="sequence_form_value")
    assert equilibrium.payoffs == {"Pl0": Fraction(-1, 18), "Pl1": Fraction(1, 18)}


def test_a_table_played_in_turn_hides_what_the_first_player_did():
    hunt = gp.load(HERE / "stag_hunt.efg")
    assert [info.actions for info in hunt.form.information_sets] == [("Stag", "Hare")] * 2
    assert hunt.about == ""  # nothing was rounded
    assert len(gp.solve(hunt)) == 3
