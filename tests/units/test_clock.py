"""A clock stops every verb soon after it is over, whatever it is doing: it answers with what it knows."""

import pickle
import re
import threading
from fractions import Fraction
from itertools import count

import pytest

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock, counting, unhurried
from gametheory_paradox.detectors import at_point as equilibrium_solver
from gametheory_paradox.detectors import detect_and_assess
from gametheory_paradox.detectors.at_point import established
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.interruption import look
from gametheory_paradox.studies.examination import examine

SOON = 400  # looks that a verb takes at most once its clock is over


class Time:
    """Stands still for some looks, and is far ahead from then on."""

    def __init__(self, looks):
        self.looks, self.late = looks, 0

    def __call__(self):
        self.looks -= 1
        self.late += self.looks < 0
        return 0.0 if self.looks >= 0 else 1e9


def test_a_clock_counts_down():
    now = iter([5.0, 6.0, 7.5, 8.0, 9.0, 9.0])
    clock = Clock(3, now=lambda: next(now))
    assert (clock.left, clock.is_over) == (2.0, False)
    assert clock.is_over  # at 8 seconds
    assert clock.left == 0.0
    with pytest.raises(OutOfTime, match=r"^the budget is spent$"):
        clock.check()
    assert (Clock().left, Clock().is_over) == (None, False)


def test_a_clock_never_outlasts_the_one_around_it():
    time = [0.0]
    with Clock(10, now=lambda: time[0]):
        inner, longer = Clock(4), Clock(60)
        time[0] = 5.0
        assert (inner.is_over, longer.is_over, longer.left) == (True, False, 5.0)
        assert longer.part(0.2).left == 1.0
        with unhurried():
            assert Clock().left is None
    assert Clock().left is None


def test_only_a_clock_that_runs_is_looked_at():
    over = Clock(0)
    look()
    with over, pytest.raises(OutOfTime):
        look()
    with over, unhurried():
        look()
    look()


def test_a_cancelled_clock_is_over():
    button = threading.Event()
    clock = Clock(60, cancelled=button.is_set)
    with clock:
        inner = Clock(30)
        assert not inner.is_over
        button.set()
        with pytest.raises(OutOfTime, match=r"^it was interrupted$"):
            look()
    assert (inner.is_over, inner.left, clock.why) == (True, 0.0, "it was interrupted")


def test_another_process_gets_the_time_that_is_left():
    sent = pickle.loads(pickle.dumps(Clock(60, cancelled=lambda: False)))
    assert 50 < sent.left <= 60
    assert pickle.loads(pickle.dumps(Clock())).left is None


def counted_within(call):
    """What a call counts, as triples of done, total and unit."""
    told = []
    with Clock(progress=lambda own: told.append((own.done, own.total, own.unit))):
        call()
    return told


def test_what_is_counted_is_told_to_the_clock_that_runs_and_to_nobody_else():
    def work():
        with counting("games", 2) as count:
            for number in (1, 2):
                with counting("cells") as inner:
                    inner(number)
                count(number)

    work()
    assert counted_within(work) == [(1, 2, "games"), (2, 2, "games")]
    outer = []
    with Clock(progress=outer.append):
        assert counted_within(work) == [(1, 2, "games"), (2, 2, "games")]
    assert outer == []


def test_a_count_says_what_is_known_and_how_long_is_left():
    told, asked = [], []
    with Clock(60, progress=told.append), counting("cells") as count:
        count(5, lambda: "half decided")
    assert (told[0].note, told[0].total) == ("half decided", None)
    assert 50 < told[0].left <= 60
    with counting("cells") as count:
        count(5, lambda: asked.append("never"))
    assert asked == []


def test_after_a_count_others_are_told_again():
    def work():
        with pytest.raises(OutOfTime), counting("games"):
            raise OutOfTime("over")
        with counting("cells") as count:
            count(1)

    assert counted_within(work) == [(1, None, "cells")]


TRADE = gp.load("seed/trade-restriction")
HOLD_UP = {"mover": "A", "action": "a", "at": "aa"}


def tied_tree(levels=4):
    """A tree in which payoffs repeat, so that players are often indifferent."""
    number = iter(range(10**6))

    def below(path):
        if len(path) == levels:
            end = next(number)
            return [end * 7 % 3, end * 5 % 4]
        return Move("AB"[len(path) % 2], path or "first", {name: below(path + name) for name in "ab"})

    return ExtensiveForm.from_tree(["A", "B"], below(""))


def three_players():
    cells = tuple(tuple(Fraction(n * k % 7) for k in (3, 5, 11)) for n in range(1, 9))
    return NormalForm(("A", "B", "C"), (("a", "b"),) * 3, cells)


TREE, THREE, TRAP = tied_tree(), three_players(), {"mover": "R", "action": "a"}
SQUARE = NormalForm.from_tables(
    ["R", "C"],
    [["a", "b", "c"], ["d", "e", "f"]],
    [[3, 1, 4], [1, 5, 9], [2, 6, 5]],
    [[2, 7, 1], [8, 2, 8], [1, 8, 2]],
)
PROVED = gp.detect(TREE, **HOLD_UP).certificate
LEADING = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
ARMS = gp.family_from_table(
    ["A", "B"],
    [["arm", "not"]] * 2,
    [[("1 - c", "1 - c"), (3, 0)], [(0, 3), (2, 2)]],
    {"c": (0, 2, 0)},
)
ARMING = {"mover": "A", "action": "arm", "coalition": ["A", "B"]}


def options_of(verdicts):
    return [(own.name, own.gap) for own in verdicts]


# For each verb: a call without a limit of its own; whether the answer says that time ended; and what of it
# must be the same whenever it is settled.
VERBS = {
    "solve a table": (
        lambda: gp.solve(SQUARE),
        lambda found: found.completeness.status == "budget",
        lambda found: len(found),
    ),
    "solve a table of three": (
        lambda: gp.solve(THREE),
        lambda found: found.completeness.status == "budget",
        lambda found: len(found),
    ),
    "solve a tied tree": (
        lambda: gp.solve(TREE),
        lambda found: found.completeness.status == "budget",
        lambda found: (len(found), found.completeness.why),
    ),
    "solve for sequential equilibria": (
        lambda: gp.solve(TREE, concept="sequential"),
        lambda found: found.completeness.status == "budget",
        lambda found: len(found),
    ),
    "solve by the table of a tree": (
        lambda: gp.solve(tied_tree(2), concept="nash"),
        lambda found: found.completeness.status == "budget",
        lambda found: len(found),
    ),
    "detect": (
        lambda: gp.detect(TREE, **HOLD_UP),
        lambda verdict: verdict.name == "undecided",
        lambda verdict: (verdict.name, verdict.gap),
    ),
    "detect in a table": (
        lambda: gp.detect(LEADING, **TRAP),
        lambda verdict: verdict.name == "undecided",
        lambda verdict: (verdict.name, verdict.gap),
    ),
    "detect and assess": (
        lambda: detect_and_assess(TRADE),
        lambda verdict: (
            "undecided" in (verdict.name, verdict.assessment.payoff.name, verdict.assessment.security.name)
        ),
        lambda verdict: (verdict.name, verdict.assessment.word),
    ),
    "channels": (
        lambda: gp.channels(LEADING, **TRAP),
        lambda split: split.split is None,
        lambda split: split.sentence(),
    ),
    "chart": (
        lambda: gp.chart(TRADE, over=["r_C"], budget=None),
        lambda regions: not regions.finished,
        lambda regions: regions.share,
    ),
    "compare": (
        lambda: gp.compare(TRADE, TRADE, over=["r_C"], budget=None),
        lambda found: (
            any(own.name == "undecided" for row in found.rows for own in row.verdicts)
            or any(own.undecided > 0.01 for row in found.rows for own in row.maps)
        ),
        lambda found: [options_of(row.verdicts) for row in found.rows],
    ),
    "prove": (
        lambda: gp.prove(ARMS, "dominance-trap", assuming=["c < 1"], budget=None, **ARMING),
        lambda answer: answer.name == "open",
        lambda answer: answer.name,
    ),
    "escape": (
        lambda: gp.escape(ARMS, "dominance-trap", levers=["c"], budget=None, **ARMING),
        lambda ways: bool(ways.notes),
        lambda ways: [(row.what, row.cost) for row in ways.rows],
    ),
    "diagnose": (
        lambda: gp.diagnose(TREE),
        lambda found: any(own.name == "undecided" for own in found.answers),
        lambda found: options_of(found.answers),
    ),
    "uncertainty": (
        lambda: gp.uncertainty(ARMS, "dominance-trap", draws=100, cells=5, budget=None, **ARMING),
        lambda found: not found.finished or "time was up" in found.indices.note,
        lambda found: found.estimate,
    ),
    "falsify": (
        lambda: gp.falsify(TRADE, draws=4),
        lambda found: getattr(found, "stop", "") in ("seconds", "interrupted"),
        lambda found: type(found),
    ),
    "examine": (
        lambda: examine(TRADE, sides=["options", "thresholds"], budget=None),
        lambda found: found.main.verdict.name == "undecided" or found.main.thresholds is None,
        lambda found: found.main.verdict.name,
    ),
    "thresholds of a graph": (
        lambda: gp.thresholds("conflicts/fang-1993/elmira"),
        lambda found: not found.is_settled,
        lambda found: found.to_data(),
    ),
    "explain": (
        lambda: gp.explain(TREE, **HOLD_UP),
        lambda text: "not decided" in text,
        lambda text: text,
    ),
}


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_ends_soon_after_its_clock_and_says_so(name):
    call, ended, what = VERBS[name]
    settled, stopped = call(), []
    assert not ended(settled)
    for looks in (0, 2, 16, 128):
        time = Time(1 + looks)  # the first is the start
        with Clock(1, now=time):
            answer = call()
        assert time.late <= SOON
        stopped.append(ended(answer))
        assert stopped[-1] or what(answer) == what(settled)
    assert stopped[0]


@pytest.mark.parametrize("verb", [gp.detect, gp.explain, gp.channels])
def test_what_is_proved_of_what_was_solved_runs_under_the_verb_s_own_clock(monkeypatch, verb):
    seen = []

    def watched(*given, **more):
        seen.append(Clock().left)
        return established(*given, **more)

    monkeypatch.setattr(equilibrium_solver, "established", watched)
    verb(LEADING, budget=60, **TRAP)
    assert seen
    assert None not in seen


def test_questions_that_there_is_no_time_for_are_counted():
    with Clock(1, now=Time(1)):
        found = gp.compare(TRADE, TRADE, budget=None)
    every = len(gp.compare(TRADE, TRADE).rows)
    assert (len(found.rows), found.unasked) == (1, every - 1)
    assert f"the budget was spent before {found.unasked} of {every} questions were asked" in str(
        found.table()
    )
    assert found.to_data()["unasked"] == found.unasked


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_can_be_cancelled(name):
    call, ended, _ = VERBS[name]
    looks = iter([False] * 3)
    with Clock(cancelled=lambda: next(looks, True)):
        assert ended(call())


@pytest.mark.parametrize(
    "call",
    [
        lambda: gp.thresholds(TRADE),
        lambda: gp.atlas(TRADE),
        lambda: gp.verify(PROVED),
        lambda: gp.sweep(TRADE, {"r_C": [20, 40]}, what=["verdict"], pointwise=2),
        lambda: gp.survey(["seed/proactive-response"], draws=100),
    ],
    ids=["thresholds", "atlas", "verify", "sweep", "survey"],
)
def test_verbs_that_have_no_answer_yet_raise(call):
    with Clock(cancelled=lambda: True), pytest.raises(OutOfTime):
        call()


COINS = gp.family_from_table(
    ["A", "B"],
    [["a", "b"], ["c", "d"]],
    [[("x", 1), (0, "y")], [(0, "x"), ("y", 2)]],
    {"x": (0, 3, 1), "y": (0, 3, 2)},
)
REPEATED = gp.models.files.read_model(gp.models.files.template("repeated"))
WHOLE = {
    "thresholds": lambda **more: gp.thresholds(TRADE, **more),
    "atlas": lambda **more: gp.atlas(TRADE, **more),
    "bifurcation": lambda **more: gp.maps.bifurcation(TRADE, over="r_C", **more),
    "sustained": lambda **more: gp.maps.sustained(REPEATED, **more),
}


@pytest.mark.parametrize("name", WHOLE)
def test_verbs_without_a_partial_answer_say_what_the_time_was_too_short_for(name):
    call, stopped = WHOLE[name], []
    settled = call().to_data()
    for looks in (0, 2, 16, 128):
        time = Time(1 + looks)
        try:
            with Clock(1, now=time):
                assert call().to_data() == settled
        except OutOfTime as problem:
            stopped.append(str(problem))
        assert time.late <= SOON
    assert all(re.match(r"the budget ended before .*; give it more time$", said) for said in stopped)
    assert stopped
    with pytest.raises(OutOfTime, match=r"^the budget ended before"):
        call(budget=0)
    assert call(budget=1000).to_data() == settled


def test_an_atlas_counts_the_candidates_that_were_not_examined():
    whole = gp.atlas(COINS)
    assert (len(whole.leaves), whole.unexamined) == (3, 0)
    with Clock(1, now=Time(33)):
        found = gp.atlas(COINS)
    assert found.leaves == whole.leaves[: len(found.leaves)]
    assert (len(found.leaves), found.unexamined, str(found.degenerate)) == (2, 1, "always")
    assert "candidates that there was no time to examine: 1" in found.table().note
    assert found.to_data()["unexamined"] == 1


UNSEEN = gp.load("seed/private-security/unasked")
MIXED = NormalForm(
    ("A", "B", "C"), (("a", "b"),) * 3, tuple((k in (0, 3, 5, 6), k % 2, k > 3) for k in range(8))
)


@pytest.mark.parametrize(
    ("call", "unit", "total"),
    [
        (lambda: gp.solve(SQUARE), "vertices", None),
        (lambda: gp.solve(MIXED), "cells", None),
        (lambda: gp.solve(MIXED, method="pure_equilibria"), "profiles", 8),
        (lambda: gp.solve(TREE, concept="sequential"), "patterns", None),
        (lambda: gp.chart(UNSEEN, over=["W_C", "W_P", "a"], cells=20, budget=None), "cells", None),
        (lambda: gp.escape(ARMS, "dominance-trap", levers=["c"], budget=None, **ARMING), "ways", None),
        (lambda: gp.falsify(TRADE, draws=4), "points", 4),
        (lambda: gp.sweep(TRADE, {"r_C": [0, 60, 120]}), "points", 3),
        (lambda: gp.uncertainty(ARMS, "dominance-trap", draws=100, cells=5, **ARMING), "parameters", 1),
    ],
)
def test_long_work_says_how_far_it_is(call, unit, total):
    told = counted_within(call)
    assert (unit, total) in {(unit, total) for _, total, unit in told}
    assert all(total is None or 0 < done <= total for done, total, _ in told)
    last = max(done for done, _, own in told if own == unit)
    assert last == (total or last) > 0


def counted_looks(seconds):
    """A clock on which each look takes a thousandth of a second, on every machine."""
    looks = count()
    return Clock(seconds, now=lambda: next(looks) / 1000)


def test_formulas_that_take_too_long_leave_time_to_draws():
    with counted_looks(5):
        found = gp.uncertainty("seed/development", draws=100, budget=None, budget_per_game=1)
    assert found.draws > 0
    assert found.robustness.verdict == found.tornado.verdict == "absent"
    assert f"after {found.draws} of 100 draws" in " ".join(found.notes)


def test_each_part_of_a_report_has_its_time():
    with counted_looks(10):
        found = examine("seed/development", sides=["options", "thresholds", "reach"], budget=None)
    reaches = found.diagnosis.reaches
    unreached = [own for own in reaches if "before the ranges" in own.why]
    assert len(reaches) == 12
    assert not unreached
    assert any("not met at" in own.why for own in reaches)
    assert found.findings[0].verdict.name == "absent"
