"""The picture of an evolution: every state and every mover stand on it, and it is the same each time."""

import gametheory_paradox as gp
from gametheory_paradox.concepts import evolution
from gametheory_paradox.forms.graphs.draw import DASHES


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_states_steps_and_movers_are_named():
    path = evolution("conflicts/fang-1993/elmira", improvements=False)
    said = texts(gp.draw(path))
    assert {state for state, _ in path.first} <= set(said)
    assert {"status quo", "step 1", "step 2", "step 3", *path.model.players} <= set(said)
    lines = gp.draw(path).axes[0].lines
    assert len(lines) == len(path.steps) + len(path.first) + len(path.model.players)
    assert len(set(DASHES)) == len(DASHES) > len(path.model.players)


def test_what_is_not_known_is_said_and_the_file_is_the_same_each_time(tmp_path):
    path = evolution("conflicts/essay/trade-restriction")
    said = texts(gp.draw(path, tmp_path / "one.svg", title="Trade"))
    assert "Trade" in said
    assert "not known to be an improvement: Pakistan from restrict, expand to expand" in said
    gp.draw(path, tmp_path / "two.svg", title="Trade")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
