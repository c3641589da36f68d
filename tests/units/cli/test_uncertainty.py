"""The command ``uncertainty``."""

from fractions import Fraction

import pytest
from units.cli.command_line import AFTER_SUPPRESS, SEED, TIED, answer, ask, refused

FEW = ("-n", "200")


def test_the_answer_is_what_the_function_answers():
    data = answer("uncertainty", SEED, *AFTER_SUPPRESS, "--draws", "400", "--seed", "7", "--budget", "20")
    assert data["draws"] == data["present"] + data["absent"] == 400
    assert data["seed"] == 7
    low, high = map(Fraction, data["proved"])
    assert low == high  # the conditions are affine: an exact volume
    assert data["interval"][0] < low < data["interval"][1]
    assert data["interval"][0] < float(Fraction(data["estimate"][0])) < data["interval"][1]
    assert (
        {row["parameter"] for row in data["indices"]}
        == set(data["distributions"])
        == set(data["tornado"]["point"])
    )
    assert data["robustness"]["survives"] is True


@pytest.mark.slow
def test_without_a_move_the_models_own_question_is_asked():
    data = answer("uncertainty", SEED, *FEW)
    assert data["details"] == {"action": ["restrict"], "at": ["after suppress"], "coalition": []}


def test_distributions_settings_and_places():
    others = [
        word
        for name in ("V", "r_N", "c", "h", "d", "l", "w", "w_0")
        for word in ("--set", f"{name}=110" if name == "V" else f"{name}=1")
    ]
    data = answer(
        *("uncertainty", SEED, *FEW, *others, "--set", "r_N=60"),
        *("--distribution", "k=triangular:1,2,3", "--distribution", "r_C=values:1,60", "--around", "k=3"),
    )
    assert data["distributions"] == {"r_C": "values 1, 60", "k": "triangular 1, 2, 3"}
    assert data["fixed"]["r_N"] == "60"
    assert data["tornado"]["point"]["k"] == "3"
    assert data["proved"] is None


def test_a_model_files_own_distribution_counts(tmp_path):
    path = tmp_path / "model.yaml"
    text = """\
format: 1
players: [L, F]
parameters:
  x: {range: [0, 4], baseline: 1, distribution: {values: [2, 5/2]}}
table:
  actions: {L: [a, b], F: [c, d]}
  payoffs: {a: {c: [2, 1], d: [4, 0]}, b: {c: [1, 0], d: [x + 1, 2]}}
"""
    path.write_text(text, encoding="utf-8")
    data = answer("uncertainty", path, "--mover", "L", "--action", "a", *FEW)
    assert data["distributions"] == {"x": "values 2, 5/2"}
    assert data["present"] == 200
    told = ask("show", path)
    assert "values 2, 5/2" in told.out


def test_samples_come_from_a_file(tmp_path):
    path = tmp_path / "samples.csv"
    path.write_text(
        "c, r_C,k,r_N,h,d,l,V,w,w_0\n28,60,10,60,17,12,6,110,1,1\n28,10,30,60,17,12,6,110,1,1\n",
        encoding="utf-8",
    )
    data = answer("uncertainty", SEED, "--samples", path)
    assert (data["draws"], data["present"], data["absent"]) == (2, 1, 1)
    path.write_text("c,r_C\n1\n", encoding="utf-8")
    assert "sample 1 has not as many values" in refused("uncertainty", SEED, "--samples", path)
    path.write_text("c,r_C\n1,2\n", encoding="utf-8")
    assert "sample 1 has no value for 'V', 'r_N'" in refused("uncertainty", SEED, "--samples", path)
    assert "cannot be read" in refused("uncertainty", SEED, "--samples", tmp_path / "none.csv")


@pytest.mark.slow
def test_the_picture_is_the_tornado(tmp_path):
    path = tmp_path / "tornado.png"
    assert ask("uncertainty", SEED, *FEW, "--around", "r_C=60", "--png", path).status == 0
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_text_holds_all_tables():
    out = ask("uncertainty", SEED, *FEW, "--around", "r_C=60").out
    for word in ("95% confidence", "Sobol", "verdict changes at", "± 20%"):
        assert word in out


@pytest.mark.slow
def test_undecided_draws_leave_the_question_open(tmp_path):
    path = tmp_path / "tied.yaml"
    model = TIED.replace("players:", "parameters: {z: {range: [2, 4], baseline: 3}}\nplayers:").replace(
        "[2, 1, 4]", "[2, 1, z]"
    )
    path.write_text(model, encoding="utf-8")
    data = answer(
        "uncertainty", path, "--mover", "M", "--action", "this", "-n", "100", "--budget", "1", status=3
    )
    assert data["undecided"] == data["draws"] > 5
    assert data["interval"] == [0.0, 1.0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--distribution", "c"), "--distribution 'c': expected NAME=KIND"),
        (("--distribution", "q=uniform"), "'q' is not a parameter"),
        (("--distribution", "c=uniform:0,99"), "leaves the declared range 0 to 81"),
        (("--distribution", "c=bell"), "expected uniform or triangular"),
        (("--around", "c"), "--around 'c': expected NAME=VALUE"),
        (("--set", "c=99"), "lies outside the declared range"),
        (("-n", "3"), "draws = 3: expected a whole number of draws"),
        (("--confidence", "2"), "the confidence lies between 0 and 1"),
        (("--png", "x.docx"), "expected a name that ends in .png"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(arguments, said):
    assert said in refused("uncertainty", SEED, *arguments)
