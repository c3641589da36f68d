"""Conflicts as graph models, each with the equilibria that its source prints.

Elmira: fang1993 and kilgour2001.  Garrison, Syria and Iraq, the prisoners: the solutions that come with the
program of petersons2013 (rows Nash, GMR, SEQ, SMR of its files), in which others respond by one move.  Korea:
the page of jacobi2017.
"""

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.concepts import evolution, stability
from gametheory_paradox.detectors import graph_option
from gametheory_paradox.forms.graphs.stable_states import STABILITIES
from gametheory_paradox.maps import stable_rankings
from gametheory_paradox.models.linear_extensions import extension_count
from gametheory_paradox.subjects import as_graph

ELMIRA, TRADE = "conflicts/fang-1993/elmira", "conflicts/essay/trade-restriction"
NASH, GENERAL, SYMMETRIC, SEQUENTIAL = STABILITIES
PRINTED = {  # Nash, general metarational, symmetric metarational, sequentially stable
    ELMIRA: ("5 8 9", "1 4 5 8 9", "1 4 5 8 9", "5 8 9"),
    "conflicts/petersons-2013/garrison": (
        "2 3 11 17 18 21 22",
        "2 3 8 11 13 14 15 17 18 19 21 22",
        "2 3 8 11 13 14 15 17 18 19 21 22",
        "2 3 11 17 18 21 22",
    ),
    "conflicts/petersons-2013/syria-iraq": ("6", "1 6", "6", "6"),
    "conflicts/petersons-2013/prisoners-dilemma": ("1", "1 4", "1 4", "1 4"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_equilibria_are_those_that_are_printed(name):
    found = stability(name, responses="single").equilibria
    assert found == dict(zip(STABILITIES, (tuple(own.split()) for own in PRINTED[name]), strict=True))


def test_by_legal_sequences_three_states_join_those_of_garrison_and_none_elsewhere():
    for name, printed in PRINTED.items():
        more = {
            concept: set(own) - set(said.split())
            for (concept, own), said in zip(stability(name).equilibria.items(), printed, strict=True)
        }
        joined = {"4", "6", "10"} if "garrison" in name else set()
        assert more == {NASH: set(), GENERAL: joined, SYMMETRIC: joined, SEQUENTIAL: set()}


def test_coalitions_leave_5_at_elmira_for_8_which_is_what_happened():
    found = stability(ELMIRA, coalitions=True)
    assert found.equilibria[NASH] == found.equilibria[SEQUENTIAL] == ("8", "9")
    assert found.equilibria[GENERAL] == found.equilibria[SYMMETRIC] == ("1", "4", "8", "9")
    (row,) = (own for own in found.rows if (own.state, own.concept) == ("5", NASH))
    assert row.left_by == (("MoE", "Uniroyal"),)


def test_no_stability_at_elmira_hangs_on_the_order_of_the_four_worst_states_of_uniroyal():
    model = as_graph(ELMIRA)
    assert [extension_count(own) for own in model.ranking.orders] == [1, 24, 1]
    assert stability(model).is_settled
    assert stability(model, coalitions=True).is_settled
    found = stable_rankings(model, "8")
    assert found.name == "always"
    assert found.settled_by == ("Uniroyal prefers “8” to “9”", "Local Government prefers “8” to “4”")


def test_the_page_on_korea_but_for_simultaneous_sanctions():
    found = stability("conflicts/jacobi-2017/korea").equilibria
    assert found[NASH] == ("0", "5")
    assert found[SEQUENTIAL] == ("0", "5", "10")
    assert "4" in found[GENERAL]


def test_restricting_trade_hurts_from_the_status_quo_unless_it_is_lifted_again():
    asked = {"mover": "Pakistan", "action": "restrict"}
    verdict = graph_option(TRADE, **asked, over="reached")
    assert verdict.name == "depends"
    assert verdict.depends_on == (("Pakistan prefers “restrict, expand” to “expand”",),)
    assert graph_option(TRADE, **asked).name == "impossible"
    assert [state for state, _ in evolution(TRADE).first] == ["nothing", "restrict", "restrict, expand"]
    assert stable_rankings(TRADE, "nothing").name == "never"
    assert stable_rankings(TRADE, "nothing", SEQUENTIAL).name == "always"


def test_compliance_lasts_exactly_where_the_taliban_prefer_it_to_the_vacuum():
    found = stable_rankings(TRADE, "suppress", SEQUENTIAL)
    assert found.cases == (("Taliban prefers “suppress” to “restrict, expand”",),)


def test_every_graph_model_of_the_catalog_has_its_test_and_its_words():
    assert set(catalog.graphs()) == {*PRINTED, TRADE, "conflicts/jacobi-2017/korea"}
    for name in catalog.graphs():
        model = as_graph(name)
        assert model.title
        assert model.about
        assert model.claim
        assert model.sources or name == TRADE
