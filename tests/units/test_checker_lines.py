"""Certificates that the one-file checker accepts or refuses for one line, as ``verify`` does."""

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from laws.both_checkers import judged, verified
from witnesses.certificates import charted
from witnesses.games import QUANTIFIERS
from witnesses.sampling import cases
from witnesses.single_lines import SUBJECTS

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.models import family_from_table, family_from_tree, with_accounts

RANGES = {"x": (0, 2, 1)}


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.__name__)
def test_what_is_right_is_accepted_and_what_is_wrong_is_not(subject):
    right, wrong = subject()
    assert right
    assert wrong
    for number, data in enumerate(right):
        assert (verified(data).game, judged(data)) == (data["game"]["hash"], "accepted"), number
    for number, data in enumerate(wrong):
        with pytest.raises(CertificateRejected):
            verified(data)
        assert judged(data) == "rejected", (number, data)


# --- Maps of random games -----------------------------------------------------------------------------------


def formula(random):
    """A number, or a line."""
    return random.choice(["{}", "{}", "{} + {}*x"]).format(
        random.randint(-9, 9), random.choice([-6, -3, 3, 6])
    )


def table(random, rows, columns):
    """A table, and a measure beside its payoffs."""
    pairs = [[(formula(random), formula(random)) for _ in columns] for _ in rows]
    family = family_from_table(["A", "B"], [rows, columns], pairs, RANGES)
    values = {who: [formula(random) for _ in rows for _ in columns] for who in "AB"}
    return with_accounts(family, {"harm": {"meaning": "what is lost", "values": values}})


def tree(random):
    """B answers A, chance comes between, and A may move again; quotients are among the payoffs."""
    end = lambda: (formula(random), random.choice([formula(random), "x/(1 + x)"]))  # noqa: E731
    last = Move("A", "late", {"a": end(), "b": end()})
    after = {
        "a": Move("B", "after a", {"c": end(), "d": last}),
        "b": Move("B", "after b", {"c": end(), "d": end()}),
    }
    after["a"] = Chance({"o": ("x/2", after["a"]), "p": ("1 - x/2", end())})
    return family_from_tree(["A", "B"], Move("A", "start", after), RANGES)


SHAPES = {
    "two rows": (lambda random: table(random, "ab", "cd"), {"mover": "A", "action": "a"}),
    "measured": (lambda random: table(random, "ab", "cd"), {"mover": "B", "action": "c", "measure": "harm"}),
    "three rows": (lambda random: table(random, "abc", "de"), {"mover": "A", "action": ["a", "b"]}),
    "both": (
        lambda random: table(random, "ab", "abc"),
        {"mover": "A", "action": "a", "coalition": ["A", "B"]},
    ),
    "a tree": (tree, {"mover": "B", "action": "c", "at": ["after a", "after b"]}),
    "a tree, first": (tree, {"mover": "A", "action": "a", "at": "start"}),
}


@cases(1, 120)
def test_maps_of_random_games_are_accepted_and_say_nothing_else(count):
    """Of each shape under each rule; shares that are not those of the statement are refused."""
    found = Counter()
    for (name, (make, request)), seed in product(SHAPES.items(), range(count)):
        family, shares = make(Random(f"{name} {seed}")), set()
        for quantifier in QUANTIFIERS:
            data = charted(family, ["x"], quantifier, cells=8, **request)
            verified(data)
            found[judged(data)] += 1
            shares.add(tuple(data["present"]))
            for end in {*data["present"]} - {"0"}:
                less = [str(Fraction(own) / 2) if own == end else own for own in data["present"]]
                with pytest.raises(CertificateRejected):
                    verified({**data, "present": less})
                found["refused"] += 1
        found["the rule matters"] += len(shares) > 1
    assert found["accepted"] > 3 * found["not mine"]
    assert found["refused"] > 3 * count
    assert found["the rule matters"] > count / 2
