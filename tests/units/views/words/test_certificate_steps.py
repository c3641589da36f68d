"""Certificates step by step: every kind is shown, numbers are its own, what is assumed is counted."""

import json
from fractions import Fraction

import pytest
from laws.test_tree_certificates import CONCEPTS, made
from witnesses.certificates import (
    charted,
    curved,
    maps,
    paradox_maps,
    paradoxes,
    propositions,
    splits,
    verdicts,
)

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.completeness import PROOFS
from gametheory_paradox.views import explain, show_certificate
from gametheory_paradox.views.words.certificate_steps import COMPLETE, MARKS, MOST_SHOWN

KINDS = {"verdict": verdicts, "paradox": paradoxes, "split": splits, "map": maps, "other map": paradox_maps}
KINDS["proposition"] = propositions


def shown(data):
    return show_certificate(Certificate(data))


def assumed(data):
    return dict(shown(data).assumed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_certificate_is_shown(kind):
    for data in [*KINDS[kind]().values()][::3]:
        found = shown(data)
        assert found.claim == explain(Certificate(data))
        text = str(found)
        assert text.startswith(found.claim)
        assert data["game"]["hash"] in text
        assert f"Assumed and not proved: {len(found.assumed)}" in text
        assert found.assumed[-1][0] == "the game is the one meant"
        assert json.loads(json.dumps(found.to_data()))["claim"] == found.claim


@pytest.mark.parametrize("concept", CONCEPTS)
def test_proofs_about_trees_are_shown(concept):
    data = made(concept)[0]
    kinds = {part["kind"] for part in data["proof"].values()}
    text = str(shown(data))
    for kind in kinds:
        assert f"{kind}: {COMPLETE[kind]}." in text


def test_there_are_words_for_every_kind_of_proof_and_every_mark():
    assert COMPLETE.keys() == PROOFS.keys()
    assert set(MARKS) == set("+-/=&?")


def test_a_verdict_is_games_equilibria_and_a_comparison():
    found = shown(verdicts()["commitment, strong"])
    game, games, equilibria, comparison = found.steps
    assert game.table.rows == (("Row", None, "up, down"), ("Column", None, "left, right"))
    assert games.table.rows[0] == ("with", "table, 2 × 2", "vertices", "4 and 3 vertices", "1")
    assert equilibria.table.rows == (
        ("with", "Row: up; Column: left", Fraction(2)),
        ("without", "Row: down; Column: right", Fraction(3)),
    )
    assert comparison.table.rows == (("with", 2, 2), ("without", 3, 3))
    assert "The gap is 1, and the paradox is present." in comparison.sentence
    assert [what for what, _ in found.assumed] == ["play is a nash equilibrium", "the game is the one meant"]


def test_mixtures_and_infinitely_many_equilibria():
    text = str(shown(verdicts()["matching, strong"]))
    assert "Row: heads 1/2, tails 1/2" in text
    steps = shown(verdicts()["degenerate, worst"]).steps
    assert {row[-1] for row in steps[1].table.rows} == {"infinitely many"}


def test_long_lists_are_cut():
    rows, columns = [[1] * 4] * 4, [[k] * 4 for k in range(4)]
    alike = NormalForm.from_tables(["A", "B"], [["a", "b", "c", "d"]] * 2, rows, columns)
    found = show_certificate(detect(alike, mover="A", action="a").certificate)
    equilibria = found.steps[2].table
    assert [row[0] for row in equilibria.rows] == ["with"] * MOST_SHOWN + ["without"] * MOST_SHOWN
    assert equilibria.note == "4 more are not shown."


def test_a_theorem_is_named_among_what_is_assumed():
    data = verdicts()["alone, strong"]
    assert "A theorem rules the paradox out, T1: a lone decision maker" in shown(data).steps[1].sentence
    assert assumed(data)["the theorem"].startswith("T1,")
    assert len(assumed(data)) == 3


def test_a_split_shows_who_is_frozen_and_what_that_pays():
    habits, games, parts = shown(splits()["third party"]).steps[1:]
    assert habits.table.rows == (("Taliban", None, "host"), ("IS-K", None, "stay"))
    assert [row[0] for row in games.table.rows] == [
        "without 'coerce'",
        "with 'coerce'",
        "with Taliban frozen",
        "with IS-K frozen",
        "with Taliban and IS-K frozen",
    ]
    assert [row[-1] for row in games.table.rows] == ["3", "2", "0", "6", "4"]
    assert ("direct effect", "1") in [tuple(map(str, row)) for row in parts.table.rows]


@pytest.mark.parametrize("name", ["trade", "curved", "chance, two"])
def test_the_shares_of_the_marks_add_up_to_what_a_map_says(name):
    data = maps()[name]
    ranges, hinges, marks, largest = shown(data).steps[1:]
    assert [row[0] for row in ranges.table.rows] == [*data["over"], *data["values"]]
    assert len(hinges.table.rows) <= MOST_SHOWN
    assert sum(row[2] for row in marks.table.rows) == data["cells"]
    assert sum(row[3] for row in marks.table.rows) == 1
    assert sum(row[4] for row in marks.table.rows) == Fraction(data["present"][0])
    assert sum(row[5] for row in marks.table.rows) == Fraction(data["absent"][0])
    assert len(largest.table.rows) == min(data["cells"], MOST_SHOWN)
    assert ("nothing of what is undecided" in assumed(data)) == (data["undecided"] != "0")


def test_what_a_map_leaves_out_is_said():
    data = charted(curved(), ["x", "y"], "worst", cells=12, mover="Row", action="a", undecided="1e-5")
    left = assumed(data)
    assert left["nothing of what is undecided"].startswith(f"{data['undecided']} of the box: ")
    assert f"of {data['cells']} cells" in left["nothing of what is undecided"]
    assert "zero sets" in left["no ties"]
    assert left["parameters in their ranges"] == "x from 0 to 2; y from 0 to 2"
    assert "x = 1" in assumed(maps()["chance, two"])["parameters in their ranges"]


def test_rounding_is_told():
    data = charted(curved(), ["x", "y"], "worst", 150, mover="Row", action="a", undecided="1e-5")
    assert "are rounded down before they are added up." in str(shown(data))
    assert "are rounded down" not in str(shown(maps()["curved"]))


def test_the_assumptions_of_a_proposition_are_among_what_is_assumed():
    left = assumed(propositions()["restraint"])
    assert left["the assumptions"] == "d − k > 0 and V − r_N > 0; that they hold somewhere is not shown"
    assert "the assumptions" not in assumed(propositions()["restraint, bound"])


def test_it_shows_itself_in_notebooks():
    found = shown({**verdicts()["commitment, strong"]})
    html = found._repr_html_()
    assert html.count("<table>") == len(found.steps) + 1
    assert html.count("<p>") == len(found.steps) + 1
    assert "“up”" in html


def test_what_proves_nothing_is_not_shown():
    with pytest.raises(CertificateRejected):
        shown({**verdicts()["commitment, strong"], "gap": "2"})


def test_the_signs_that_exclude_each_other_are_listed():
    data = propositions()["touching"]
    steps = [step for step in shown(data).steps if "occur nowhere in the box" in step.sentence]
    assert len(steps) == 1
    assert len(steps[0].table.rows) == len(data["proof"]["exclusions"]) == 1
    ((signs,),) = steps[0].table.rows
    assert signs.count(">") + signs.count("<") == 2
