"""Lists of names at the command line: between commas or one by one, all count."""

import pytest
from units.cli.command_line import AFTER_SUPPRESS, SEED, answer

CONTROL = f"{SEED}/control"
GRID = ("--grid", "c=0:4:3")
ASKED = [
    (("compare", SEED, CONTROL, "--mover", "Pakistan", "--undecided", "0.5"), "--over", ("c", "k")),
    (("falsify", SEED, *AFTER_SUPPRESS, "--draws", 40), "--over", ("c", "k")),
    (("diagnose", SEED), "--over", ("c", "k")),
    (("sweep", SEED, *GRID, *AFTER_SUPPRESS), "--what", ("verdict", "gap")),
]


def without_times(data):
    if isinstance(data, dict):
        return {name: without_times(own) for name, own in data.items() if name != "seconds"}
    return [without_times(own) for own in data] if isinstance(data, list) else data


@pytest.mark.parametrize(("asked", "option", "names"), ASKED, ids=[asked[0] for asked, *_ in ASKED])
def test_names_one_by_one_are_as_between_commas(asked, option, names):
    together = answer(*asked, option, ",".join(names))
    apart = answer(*asked, *(part for name in names for part in (option, name)))
    assert without_times(apart) == without_times(together)
    assert without_times(apart) != without_times(answer(*asked, option, names[-1]))
