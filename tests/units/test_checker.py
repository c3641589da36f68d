"""The one-file checker: it needs nothing, accepts nothing but its own, and measures as the package does."""

import ast
import json
import shutil
import subprocess
import sys
import tokenize
from collections import Counter
from copy import deepcopy
from fractions import Fraction
from io import StringIO
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged
from witnesses import hostile_files
from witnesses.certificates import data_of, maps, paradox_maps, paradoxes, propositions, splits, verdicts
from witnesses.sampling import always, cases, ordinarily, steps
from witnesses.single_lines import of_nothing

import gametheory_paradox as gp
from gametheory_paradox import checker
from gametheory_paradox.certificates import verify
from gametheory_paradox.conditions.proofs.signs import Bernstein
from gametheory_paradox.conditions.proofs.volumes import Volumes
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.models import family_from_table
from gametheory_paradox.models.build import with_accounts
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.polynomials import Polynomial

SOURCE = Path(checker.__file__)
MOST_LINES = 700
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
ACCEPTED, REJECTED, UNREADABLE, NOT_MINE = 0, 1, 2, 3


def code_lines(source):
    """The numbers of the lines with code: not blank, no comment, no docstring."""
    told = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, node.end_lineno + 1)
    }
    tokens = [
        token for token in tokenize.generate_tokens(StringIO(source).readline) if token.type not in SILENT
    ]
    return {line for token in tokens for line in range(token.start[0], token.end[0] + 1)} - told


def test_lines_of_code_are_counted_without_blanks_comments_and_docstrings():
    source = (
        '"""What."""\n\nA = 1  # one\n# nothing\ndef f():\n    """What\n\n    more."""\n    return (\n  2)\n'
    )
    assert code_lines(source) == {3, 5, 9, 10}


def test_it_can_be_read_in_one_sitting():
    assert 300 < len(code_lines(SOURCE.read_text("utf-8"))) <= MOST_LINES


# --- Alone --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A folder with the checker's file and nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    shutil.copy(SOURCE, folder / "checker.py")
    return folder


def run(folder, *arguments):
    """The exit code and what is printed, in an interpreter without site-packages and the user's settings."""
    command = [sys.executable, "-S", "-I", "checker.py", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def written(folder, content):
    path = folder / "certificate.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path.name


def test_it_runs_where_nothing_is_installed(alone):
    data = verdicts()["commitment, strong"]
    assert run(alone, written(alone, data)) == (ACCEPTED, "accepted: present, gap 1\n")
    assert run(alone, written(alone, {**data, "gap": "2"})) == (REJECTED, "rejected: 'gap' should be '1'\n")
    status, said = run(alone, written(alone, maps()["trade"]))
    low, high = maps()["trade"]["present"]
    assert (status, said) == (ACCEPTED, f"accepted: present on {low} to {high} of the box\n")
    status, said = run(alone, written(alone, paradoxes()["told, strong"]))
    assert (status, said.partition(":")[0]) == (NOT_MINE, "not mine")


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"\xff\xfe{}", b'{"format": 2', b"[]", b"{}", b"{} {}", b" " * 17_000_000]
)
def test_what_is_no_certificate_is_rejected(alone, raw):
    status, said = run(alone, written(alone, raw))
    assert (status, said.partition(":")[0]) == (REJECTED, "rejected")
    assert len(said) < 600


def test_what_cannot_be_read_is_told_from_what_is_rejected(alone):
    for arguments in ((), ("nowhere.json",), (".",)):
        status, said = run(alone, *arguments)
        assert status == UNREADABLE
        assert "usage: python checker.py certificate.json" in said


# --- What is its own ----------------------------------------------------------------------------------------


def test_it_accepts_what_verify_accepts_of_its_own():
    found = {name: judged(data) for name, data in {**verdicts(), **maps()}.items()}
    assert "rejected" not in found.values()
    assert list(found.values()).count("accepted") > len(found) / 2


FOREIGN = {
    "a kind of old": lambda: {**verdicts()["commitment, strong"], "kind": "paradox"},
    "no kind": lambda: {**verdicts()["commitment, strong"], "kind": None},
    "channels": lambda: splits()["trade"],
    "a proposition": lambda: propositions()["restraint"],
    "a dominance trap": lambda: paradoxes()["trap, strong"],
    "comparative statics": lambda: paradoxes()["weapons, strong"],
    "information": lambda: paradoxes()["told, strong"],
    "a map of another paradox": lambda: paradox_maps()["guarded"],
    "three players": lambda: verdicts()["threesome, strong"],
    "three players, by dominance": lambda: verdicts()["threesome, strong, by dominance"],
    "hidden moves": lambda: verdicts()["unseen, strong"],
    "a map with hidden moves": lambda: maps()["hidden"],
    "a map of sequential equilibria": lambda: of_nothing(concept="sequential"),
    "a selection rule": lambda: verdicts()["hunt, payoff-dominant"],
    "cells": lambda: with_proof("cells"),
    "a proof that nobody knows": lambda: with_proof("insight"),
    "a proof of another form": lambda: with_proof("subgames"),
}


def with_proof(kind):
    data = verdicts()["commitment, strong"]
    return {**data, "proof": {**data["proof"], "with": {"kind": kind}}}


@pytest.mark.parametrize("name", FOREIGN)
def test_it_says_nothing_of_what_is_not_its_own(name):
    assert judged(FOREIGN[name]()) == "not mine"


@pytest.mark.parametrize("value", [True, 2.0, "2", 1, 3, 0, None, [2]])
def test_another_format_is_rejected(value):
    assert judged({**verdicts()["commitment, strong"], "format": value}) == "rejected"


@pytest.mark.sampled
@pytest.mark.parametrize("name", ["commitment, strong", "entry, strong", "alone, strong", "trade", "curved"])
def test_it_needs_every_field_and_knows_no_other(name):
    data = {**verdicts(), **maps()}[name]
    assert judged(data) == "accepted"
    assert judged({**data, "note": "trust me"}) == "rejected"
    for field in data:
        assert judged({other: value for other, value in data.items() if other != field}) != "accepted"
        for value in (None, True, 1, 1e300, "x", [], {}, [[[]]], {"x": {}}):
            assert judged({**data, field: value}) != "accepted" or value == data[field], (field, value)


def test_a_field_that_stands_twice_is_rejected():
    text = json.dumps(verdicts()["commitment, strong"])
    with pytest.raises(checker.Rejected, match="twice"):
        checker.check(f'{text[:-1]}, "gap": "1"}}'.encode())


@steps(101, 3)
def test_hostile_files_are_not_accepted_and_soon_done_with(tmp_path, step):
    names = [*hostile_files.FILES][::step]
    for name, found in hostile_files.outcomes(tmp_path, names, "checker").items():
        assert found["outcome"] in ("Rejected", "NotMine"), (name, found)
        assert found["seconds"] < hostile_files.SECONDS, (name, found)


# --- Where it goes another way than the package -------------------------------------------------------------


def by_supports(game):
    """A certificate in which supports are tried, and that it claims what is so."""
    data = data_of(detect(game, mover="A", action="a", quantifier="worst").certificate)
    return {**data, "proof": {side: {"kind": "supports"} for side in ("with", "without")}}


def table(rows, columns):
    return NormalForm.from_tables(["A", "B"], [["a", "b", "c"]] * 2, rows, columns)


def test_by_supports_it_accepts_nothing_but_what_is_so():
    random, accepted, count = Random(4), 0, ordinarily(3, 40)
    for _ in range(count):
        rows, columns = ([[random.randint(0, 9) for _ in range(3)] for _ in range(3)] for _ in range(2))
        data = by_supports(table(rows, columns))
        says = judged(data)
        accepted += says == "accepted"
        assert says == "accepted" or not passes(data)
        for side, own in data["payoffs"].items():
            false = {**data["payoffs"], side: [str(Fraction(p) + 1) for p in own]}
            assert judged({**data, "payoffs": false}) == "rejected"
    assert accepted > (9 if count == 40 else 0)


def test_by_supports_both_accept_games_in_which_rows_are_alike_that_nobody_plays():
    """The equations of such rows have many solutions, to which none of them is a best reply."""
    data = by_supports(table([[2, 4, 6], [1, 2, 3], [0, 0, 0]], [[1, 0, 2], [0, 2, 1], [2, 1, 0]]))
    assert judged(data) == "accepted"
    assert verify(data).verdict == data["verdict"]


def passes(data):
    try:
        verify(data)
    except CertificateRejected:
        return False
    return True


@pytest.mark.parametrize("name", ["", "\ud800", "x\ud800"])
@pytest.mark.parametrize("where", ["axis", "value"])
def test_names_of_parameters_are_text(name, where):
    data = deepcopy(maps()["trade"])
    if where == "axis":
        data["over"] += [name]
        data["box"][name] = ["0", "1"]
    else:
        data["values"][name] = "1"
    assert not passes(data)
    assert judged(data) == "rejected"


def polynomials(random, variables):
    """A polynomial of low degrees in all of some variables."""
    names = [f"x{k}" for k in range(variables)]
    total = Polynomial.constant(random.randint(-3, 3))
    for powers in product(range(3), repeat=variables):
        term = Polynomial.constant(Fraction(random.randint(-4, 4), random.randint(1, 3)))
        for name, power in zip(names, powers, strict=True):
            for _ in range(power):
                term = term * Polynomial.variable(name)
        total = total + term
    return total


@pytest.mark.parametrize("seed", range(12))
def test_bernstein_coefficients_are_those_of_the_package(seed):
    random = Random(seed)
    polynomial = polynomials(random, 1 + seed % 3)
    box = {
        name: (Fraction(random.randint(-3, 0)), Fraction(random.randint(1, 4), 3))
        for name in polynomial.names
    }
    own, theirs = checker.bernstein(dict(polynomial.terms), box), Bernstein.of(polynomial, box)
    assert own.degrees == theirs.degrees
    assert in_proportion(own.values, theirs.coefficients)
    for axis in range(len(box)):
        for upper, other in enumerate(theirs.halves(axis)):
            assert in_proportion(checker.half(own, axis, bool(upper)).values, other.coefficients)


def in_proportion(one, other):
    """Whether lists of numbers are positive multiples of each other."""
    place = next((k for k, value in enumerate(one) if value), None)
    if place is None:
        return not any(other)
    factor = Fraction(other[place]) / one[place]
    return factor > 0 and [factor * value for value in one] == list(other)


@pytest.mark.parametrize("name", ["quotients", "quotients, worst", "quotients, two"])
def test_it_judges_tables_with_quotients(name):
    data = maps()[name]
    assert judged(data) == "accepted"
    present, absent = data["present"], data["absent"]
    assert judged({**data, "present": absent, "absent": present}) == "rejected"


@cases(12, 300)
def test_it_judges_random_tables_with_quotients_as_the_package_does(count):
    """Of payoffs and of a measure; all are right, and what is not its own is too large to multiply out."""
    outcomes, entry = Counter(), st.sampled_from(ENTRIES)

    @always(
        count,
        st.lists(entry, min_size=16, max_size=16),
        st.sampled_from(QUANTIFIERS),
    )
    def law(formulas, quantifier):
        cells = [[(a, b), (c, d)] for a, b, c, d in (formulas[:4], formulas[4:8])]
        family = family_from_table(
            ["R", "C"], [["a", "b"], ["a", "b"]], cells, {"x": (0, 1, 0), "y": (0, 1, 0)}
        )
        values = {"R": formulas[8:12], "C": formulas[12:]}
        family = with_accounts(family, {"safety": {"meaning": "safety", "values": values}})
        for measure in ("payoff", "safety"):
            asked = {"mover": "R", "action": "a", "quantifier": quantifier, "measure": measure}
            try:
                chart = gp.chart(family, over=["x", "y"], undecided="1/5", cells=6, **asked)
            except gp.Unsupported:  # formulas that are too long
                continue
            outcomes[judged(chart.certificate.data)] += 1

    assert outcomes["accepted"] > count / 2
    assert outcomes["rejected"] == 0


ENTRIES = [
    "x",
    "1",
    "-1",
    "3/2",
    "x - y",
    "x*y",
    "1/(1 + x)",
    "y/(2 + x)",
    "(x - y)/(3 + x*y)",
    "-x/(2*(1 + y))",
]


@pytest.mark.parametrize("seed", range(12))
def test_volumes_are_those_of_the_package(seed):
    random = Random(seed)
    for _ in range(6):
        size = random.randint(1, 4)
        body = tuple(
            (tuple(random.randint(-3, 3) for _ in range(size)), random.randint(-2, 4))
            for _ in range(random.randint(1, 5))
        )
        assert checker.volume(body, {}) == Volumes(100_000).of(body), body


def test_volumes_that_are_known():
    third = checker.volume((((1, 1, 1), 1), ((1, -1, 0), 0)), {})
    assert third == Fraction(1, 12)
    assert checker.below((1, 1), 1) == Fraction(1, 2)
    assert checker.below((2, -1), 0) == Fraction(1, 4)
    assert checker.below((), 0) == 1
