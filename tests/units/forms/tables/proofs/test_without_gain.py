"""Products of vertices in whose tuples an action gains nothing."""

import pytest
from witnesses.many_players import table_of

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.tables.proofs import condition_curves as module
from gametheory_paradox.forms.tables.proofs.condition_curves import boxes_without_gain, without_gain
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell

CELL = Cell.whole(table_of((2, 2, 3), [0] * 36))


def test_vertices_without_gain_may_be_more_than_the_tuples_without_gain():
    gains = (0, 0, 1, 0, 1, 1)  # of player 0: without gain at (0, 0), (0, 1), (1, 0)
    assert without_gain(CELL, 0, gains) == {1: [0, 1], 2: [0, 1]}
    assert boxes_without_gain(CELL, 0, gains) == [{1: [0], 2: [0, 1]}, {1: [0, 1], 2: [0]}]


def test_none_and_all_without_gain():
    assert boxes_without_gain(CELL, 0, (1,) * 6) == []
    assert boxes_without_gain(CELL, 0, (0,) * 6) == [{1: [0, 1], 2: [0, 1, 2]}]


def test_too_many_products_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_BOXES", 2)
    with pytest.raises(CertificateRejected, match="too many"):
        boxes_without_gain(CELL, 0, (0, 1, 1, 1, 0, 1))
