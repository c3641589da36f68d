"""The command ``bifurcation``: equilibria over one parameter, as text, as JSON and as a picture."""

from units.cli.command_line import SEED, answer, ask, refused

import gametheory_paradox as gp


def test_the_command_line_answers_as_python_does(tmp_path):
    picture = tmp_path / "curves.svg"
    found = gp.maps.bifurcation(gp.load(SEED), over="k", ends=(1, 20), values={"r_C": 60})
    asked = ("bifurcation", SEED, "--over", "k", "--box", "k=1:20", "--set", "r_C=60")
    told = ask(*asked, "-o", picture)
    assert (told.status, told.err) == (0, f"wrote {picture}\n")
    assert "1 to 18   present  15                     110" in told.out
    assert picture.read_text(encoding="utf-8").count("<svg") == 1
    assert answer(*asked) == found.to_data()


def test_where_equilibria_may_be_missing_the_status_says_so(tmp_path):
    cells = [[(5, 5), (6, 0)], [(0, 6), ("2 + x", 2)], [(0, 6), ("2 + x", 2)]]
    ties = gp.family_from_table(["A", "B"], [["a", "b", "c"], ["a", "b"]], cells, {"x": (0, 1, 0)})
    gp.save(ties, tmp_path / "ties.yaml")
    asked = ("--over", "x", "--mover", "A", "--action", "a", "--coalition", "A", "--coalition", "B")
    told = answer("bifurcation", tmp_path / "ties.yaml", "--paradox", "dominance-trap", *asked, status=3)
    assert any(stretch["is_open"] for stretch in told["stretches"])


def test_what_does_not_vary_has_no_range():
    said = refused("bifurcation", SEED, "--over", "k", "--box", "r_C=1:20")
    assert said == "--box: 'r_C' does not vary; give it a value by --set"
    assert "'q'" in refused("bifurcation", SEED, "--over", "q")
