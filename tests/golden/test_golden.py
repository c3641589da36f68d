"""The answers are those a person has read; `make golden` writes them anew."""

import pytest
from golden.produce import GOLDEN, HERE, SLOW, said, verdicts_of
from witnesses.catalog_games import single_games


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name for name in GOLDEN]
)
def test_the_answers_are_those_that_were_read(name):
    assert GOLDEN[name]() == (HERE / name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_verdicts_on_every_ninth_game_are_those_that_were_read():
    read = {part.split("\n")[0]: part for part in (HERE / "verdicts.txt").read_text("utf-8").split("\n\n")}
    assert list(read) == single_games()
    for name in single_games()[::9]:
        assert verdicts_of(name).rstrip() == read[name].rstrip()


def test_no_golden_file_is_left_over():
    assert {path.name for path in HERE.glob("*.txt")} == set(GOLDEN)


def test_the_words_of_a_page():
    head = "<head><title>no</title></head><h2>Title</h2>"
    html = f"{head}<p>a <b>b</b> c</p><svg><text>no</text></svg><tr><td>1</td><td>2</td></tr>"
    assert said(html) == "Title\na b c\n| 1 | 2\n"
