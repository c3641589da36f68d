"""Arguments that make no sense: one sentence that names the argument and says what is expected."""

import re

import pytest

import gametheory_paradox as gp
from gametheory_paradox.errors import CertificateRejected, InvalidGame

TRADE = gp.load("seed/trade-restriction")
AT, NAMES = "values: expected {parameter: value}, got ", "over: expected a list of parameters, got "
SECONDS = "a budget is a number of seconds, 0 or more, or None for no limit; got "
CELLS = "cells: expected a whole number, at least 1, or None for no limit; got "
REFUSED = {
    AT + "[1]": lambda: gp.detect(TRADE, values=[1]),
    AT + "3": lambda: TRADE.at(3),
    NAMES + "the text 'r_C'": lambda: gp.chart(TRADE, over="r_C"),
    NAMES + "3": lambda: gp.compare(TRADE, TRADE, over=3),
    NAMES + "the text 'k'": lambda: gp.diagnose(TRADE, over="k"),
    NAMES + "the text 'V'": lambda: gp.report(TRADE, "nowhere.html", over="V"),
    CELLS + "'3'": lambda: gp.chart(TRADE, over=["r_C"], cells="3"),
    CELLS + "0": lambda: gp.chart(TRADE, over=["r_C"], cells=0),
    CELLS + "1.5": lambda: gp.uncertainty(TRADE, cells=1.5),
    SECONDS + "nan": lambda: gp.solve(TRADE, budget=float("nan")),
    SECONDS + "-1": lambda: gp.detect(TRADE, budget=-1),
    SECONDS + "'1'": lambda: gp.channels(TRADE, budget="1"),
    SECONDS + "True": lambda: gp.explain(TRADE, budget=True),
    SECONDS + "1j": lambda: gp.escape(TRADE, budget=1j),
    "the range of 'r_C': expected (low, high), got (3,)": lambda: gp.chart(
        TRADE, over=["r_C"], box={"r_C": (3,)}
    ),
    "assuming: expected a list of inequalities as text, got [3]": lambda: gp.prove(TRADE, assuming=[3]),
    "assuming: expected a list of inequalities as text, got 'k > 0'": lambda: gp.thresholds(
        TRADE, assuming="k > 0"
    ),
    "others: expected a list of side payment, commitment, information; got 3": lambda: gp.escape(
        TRADE, others=3
    ),
    "limit: expected a number of questions, 1 or more; got 'x'": lambda: gp.diagnose(TRADE, limit="x"),
    "store: expected the path of a folder, got 3": lambda: gp.chart(TRADE, over=["r_C"], store=3),
    "samples: expected rows or columns of values by name, got 3": lambda: gp.uncertainty(TRADE, samples=3),
    "sample 1: " + AT.removeprefix("values: ") + "3": lambda: gp.uncertainty(TRADE, samples=[3]),
    "around: expected a mapping by parameter, got 3": lambda: gp.uncertainty(TRADE, around=3),
    "distributions: expected a mapping by parameter, got [1]": lambda: gp.uncertainty(
        TRADE, distributions=[1]
    ),
    "the players: expected a list, got 3": lambda: gp.NormalForm.from_tables(3, 4, 5),
    "the actions of all players: expected a list, got 4": lambda: gp.NormalForm.from_tables(["A"], 4, 5),
    "parameters: expected {name: (low, high, baseline)}, got [1]": lambda: gp.family_from_table(
        ["A"], [["x"]], [[1]], [1]
    ),
    "measures: the list is empty, so that nothing is asked": lambda: gp.diagnose(TRADE, measures=[]),
    "expected a name in the catalog or a path, got None": lambda: gp.load(None),
    "expected the path of what was saved, got 3": lambda: gp.load_result(3),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_makes_no_sense_is_refused_in_a_sentence(said):
    with pytest.raises(InvalidGame, match=f"^{re.escape(said)}$"):
        REFUSED[said]()


@pytest.mark.parametrize("budget", [float("inf"), 10**400])
def test_an_infinite_budget_is_no_limit(budget):
    assert gp.solve(TRADE, budget=budget).completeness.status == "proved"


def test_a_saved_answer_is_told_from_a_certificate(tmp_path):
    gp.save(gp.detect(TRADE), tmp_path / "verdict.json")
    said = (
        "a saved verdict is no certificate; that stands in its field 'certificate', and load_result gives it"
    )
    with pytest.raises(CertificateRejected, match=f"^{re.escape(said)}$"):
        gp.verify(gp.read_certificate(tmp_path / "verdict.json"))
    assert gp.verify(gp.load_result(tmp_path / "verdict.json").certificate).verdict
