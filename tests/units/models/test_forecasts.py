"""Forecasts in a model file: what is read, and what is refused where."""

import pytest

from gametheory_paradox.errors import ModelSyntaxError
from gametheory_paradox.models import Forecast
from gametheory_paradox.models.files import read_model

FILE = """format: 1
forecasts:
  - {series: attacks, window: 2016 against 2015, sign: up, because: hosting goes on, outcome: miss}
players: [A]
table: {actions: {A: [x, y]}, payoffs: {x: [1], y: [0]}}
"""


def test_a_forecast_is_read():
    (only,) = read_model(FILE).forecasts
    assert only == Forecast("attacks", "2016 against 2015", "up", "hosting goes on", "miss")


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("sign: up", "sign: rises", "one of up, down, unchanged"),
        ("series: attacks", "series: ''", "which series"),
        ("window: 2016 against 2015, ", "", "window"),
        ("because:", "reason:", "reason"),
        ("outcome: miss", "outcome: wrong", "one of miss, cannot tell, fit, hit"),
    ],
)
def test_a_forecast_that_says_too_little_is_refused_at_its_line(was, now, says):
    assert was in FILE
    with pytest.raises(ModelSyntaxError, match=rf":3:\d+: .*{says}"):
        read_model(FILE.replace(was, now))
