"""Automata in repeated games: for which discount factors nobody gains by another action once, anywhere."""

from fractions import Fraction
from itertools import product

import pytest
from witnesses.stochastic_games import VACUUM

import gametheory_paradox as gp
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.states.models.stochastic import family_from_states
from gametheory_paradox.maps import Automaton, sustained
from gametheory_paradox.models import with_terms
from gametheory_paradox.models.files import read_model
from gametheory_paradox.polynomials import Polynomial

DILEMMA = """format: 1
title: A dilemma again and again
players: [A, B]
parameters:
  r: {range: [8, 19/2], baseline: 9}
  d: {range: [0, 99/100], baseline: 1/2}
repeated:
  discount: d
  stage:
    actions: {A: [C, D], B: [C, D]}
    payoffs:
      C: {C: [r, r], D: [1, 10]}
      D: {C: [10, 1], D: [3, 3]}
"""
CC, DD = {"A": "C", "B": "C"}, {"A": "D", "B": "D"}
GRIM = Automaton(
    {
        "friends": {"play": CC, "next": [(CC, "friends"), ({}, "foes")]},
        "foes": {"play": DD, "next": [({}, "foes")]},
    }
)
# One period of punishment, which begins anew for who does not take part in it.
STICK = Automaton(
    {
        "carrot": {"play": CC, "next": [(CC, "carrot"), ({}, "stick")]},
        "stick": {"play": DD, "next": [(DD, "carrot"), ({}, "stick")]},
    }
)


def punishing(periods):
    """Cooperation; after anything else so many periods of defection, whatever is done in them."""
    states = {"friends": {"play": CC, "next": [(CC, "friends"), ({}, "1")]}}
    for number in range(1, periods + 1):
        then = str(number + 1) if number < periods else "friends"
        states[str(number)] = {"play": DD, "next": [({}, then)]}
    return Automaton(states)


TIT_FOR_TAT = Automaton(
    {
        last: {
            "play": {"A": last[1], "B": last[0]},
            "next": [({"A": a, "B": b}, a + b) for a, b in product("CD", repeat=2)],
        }
        for last in ("CC", "CD", "DC", "DD")
    }
)
AUTOMATA = {
    "grim": GRIM,
    "stick": STICK,
    "two": punishing(2),
    "three": punishing(3),
    "tit for tat": TIT_FOR_TAT,
}


def gains_by_definition(automaton, r, d):
    """Whether some player gains by one deviation in some state: sums of the path that repeats itself."""
    pays = {("C", "C"): (r, r), ("C", "D"): (1, 10), ("D", "C"): (10, 1), ("D", "D"): (3, 3)}

    def follows(state, done):
        return next(to for when, to in automaton.states[state]["next"] if when.items() <= done.items())

    def worth(state, who):
        """The discounted sum along a path that comes round: the part before, and the cycle repeated."""
        seen, path = {}, []
        while state not in seen:
            seen[state] = len(path)
            play = automaton.states[state]["play"]
            path.append(pays[play["A"], play["B"]][who])
            state = follows(state, play)
        first = seen[state]
        before = sum(d**n * p for n, p in enumerate(path[:first]))
        cycle = sum(d**n * p for n, p in enumerate(path[first:]))
        return before + d**first * cycle / (1 - d ** (len(path) - first))

    for state, entry in automaton.states.items():
        for who, player in enumerate("AB"):
            done = dict(entry["play"])
            done[player] = "D" if done[player] == "C" else "C"
            deviating = pays[done["A"], done["B"]][who] + d * worth(follows(state, done), who)
            if deviating > worth(state, who):
                return True
    return False


@pytest.mark.parametrize("name", AUTOMATA)
def test_the_intervals_are_those_of_the_definition(name):
    family, automaton, met = read_model(DILEMMA), AUTOMATA[name], set()
    for r in (Fraction(8), Fraction(9), Fraction(19, 2)):
        answer = sustained(family, automaton, values={"r": r})
        for numerator in range(50):
            d = Fraction(2 * numerator + 1, 102)
            inside = any(low_of(own.low) <= d <= high_of(own.high) for own in answer.intervals)
            assert inside == (not gains_by_definition(automaton, r, d))
            met.add(inside)
    assert met == ({False} if name == "tit for tat" else {True, False})


def low_of(end):
    return end if isinstance(end, Fraction) else end.low


def high_of(end):
    return end if isinstance(end, Fraction) else end.high


def test_grim_needs_a_seventh():
    answer = sustained(read_model(DILEMMA), GRIM, values={"r": 9})
    (interval,) = answer.intervals
    assert (interval.low.low, interval.low.high, interval.high) == (Fraction(1, 7),) * 2 + (
        Fraction(99, 100),
    )
    assert str(interval) == "1/7 to 99/100"
    assert "d: 1/7 to 99/100, ends included" in str(answer)
    assert not gains_by_definition(GRIM, 9, Fraction(1, 7))  # at the end nobody gains
    assert gains_by_definition(GRIM, 9, Fraction(1, 7) - Fraction(1, 10**6))


def test_stick_and_carrot_needs_a_sixth_and_two_periods_an_irrational_number():
    family = read_model(DILEMMA)
    assert str(sustained(family, STICK, values={"r": 9}).intervals[0]) == "1/6 to 99/100"
    (interval,) = sustained(family, punishing(2), values={"r": 9}).intervals
    d, number = Polynomial.variable("d"), Polynomial.constant
    assert interval.low.minimal == number(6) * d * d + number(6) * d - number(1)
    assert str(interval) == "(-3 + √15)/6 to 99/100"
    (interval,) = sustained(family, punishing(3), values={"r": 9}).intervals
    assert str(interval).endswith("(a root of 6*d^3 + 6*d^2 + 6*d - 1) to 99/100")


def test_with_several_parameters_the_answer_is_a_formula():
    answer = sustained(read_model(DILEMMA), GRIM)
    assert str(answer.holds) == "r + 7*d > 10"
    assert [str(own) for own in answer.averages] == ["r", "r"]
    assert (answer.parameter, answer.intervals) == ("", ())
    assert holds_at(answer.holds.statement, {"r": Fraction(9), "d": Fraction(1, 5)})


def test_what_follows_may_be_drawn():
    """Forgiven with probability p: cooperation pays if (10 − 9)(1 − d(1 − p)) ≤ 6d, whatever p is at 0."""
    text = DILEMMA.replace("  d: {", "  p: {range: [0, 1/2], baseline: 1/4}\n  d: {")
    foes = {"play": DD, "next": [({}, {"friends": "p", "foes": "rest"})]}
    forgiving = Automaton({"friends": GRIM.states["friends"], "foes": foes})
    answer = sustained(read_model(text), forgiving, values={"r": 9})
    for p, d in product(
        (Fraction(0), Fraction(1, 4), Fraction(1, 2)), (Fraction(1, 7) + Fraction(1, 99), Fraction(1, 8))
    ):
        worth_foe = (3 + d * p * 9 / (1 - d)) / (1 - d * (1 - p))
        holds = 10 + d * worth_foe <= 9 / (1 - d)
        assert holds_at(answer.holds.statement, {"p": p, "d": d}) == holds


def late(periods):
    """Grim, with a punishment that comes so many periods late since nobody notices before."""
    foes = {"play": DD, "next": [({}, "foes")]}
    return Automaton(
        {"friends": {"play": CC, "next": [(CC, "friends"), ({}, "foes", periods)]}, "foes": foes}
    )


# In turn one cooperates and the other does not; for a breach that is noticed a period late there is strife.
ALTERNATING = Automaton(
    {
        "A gives": {
            "play": {"A": "C", "B": "D"},
            "next": [({"A": "C", "B": "D"}, "B gives"), ({}, "strife", 1)],
        },
        "B gives": {
            "play": {"A": "D", "B": "C"},
            "next": [({"A": "D", "B": "C"}, "A gives"), ({}, "strife", 1)],
        },
        "strife": {"play": DD, "next": [({}, "strife")]},
    }
)


def gains_before_it_is_noticed(automaton, r, d):
    """Whether some plan pays: all that is done until it is noticed, then a path that repeats itself."""
    pays = {("C", "C"): (r, r), ("C", "D"): (1, 10), ("D", "C"): (10, 1), ("D", "D"): (3, 3)}

    def line(state, done):
        return next(own for own in automaton.states[state]["next"] if own[0].items() <= done.items())

    def worth(state, who, periods=400):
        total = 0
        for n in range(periods):
            play = automaton.states[state]["play"]
            total += d**n * pays[play["A"], play["B"]][who]
            state = line(state, play)[1]
        return total + d**periods * pays["C", "C"][who] / (1 - d)  # far away

    for state, entry in automaton.states.items():
        for who, player in enumerate("AB"):
            own = entry["play"][player]
            first = {**entry["play"], player: "D" if own == "C" else "C"}
            _, to, *after = line(state, first)
            for more in product("CD", repeat=after[0] if after else 0):
                paid, now = float(pays[first["A"], first["B"]][who]), state
                for n, action in enumerate(more, start=1):
                    now = line(now, automaton.states[now]["play"])[1]
                    done = {**automaton.states[now]["play"], player: action}
                    paid += d**n * pays[done["A"], done["B"]][who]
                if paid + d ** (len(more) + 1) * worth(to, who) > worth(state, who) + 1e-9:
                    return True
    return False


@pytest.mark.parametrize(
    ("automaton", "low"),
    [
        (late(1), "√7/7 to"),
        (late(2), "0.522758 (a root of 7*d^3 - 1) to"),
        (late(3), "0.614788 (a root of 7*d^4 - 1) to"),
        (ALTERNATING, ""),
    ],
)
def test_what_is_noticed_late_is_followed_by_what_is_then_best(automaton, low):
    met = set()
    for r in (Fraction(9), Fraction(8)):
        answer = sustained(read_model(DILEMMA), automaton, values={"r": r})
        if r == 9:
            assert "; ".join(map(str, answer.intervals)).startswith(low)
        for numerator in range(1, 50, 3):
            d = Fraction(2 * numerator, 101)
            inside = any(low_of(own.low) <= d <= high_of(own.high) for own in answer.intervals)
            assert inside == (not gains_before_it_is_noticed(automaton, float(r), float(d)))
            met.add(inside)
    assert met == {True, False}


IN_STEPS = """format: 1
players: [A, B]
parameters: {d: {range: [0, 9/10], baseline: 1/2}}
stochastic:
  discount: d
  start: s
  states:
    s:
      tree:
        player: A
        actions:
          keep: {player: B, actions: {work: end, rest: end}}
          breach: {player: B, actions: {work: end, rest: end}}
      next: [{to: {s: 1}}]
terms:
  - {player: A, value: 4, when: {B: work}}
  - {player: A, value: 1, when: {A: breach}}
automaton:
  z:
    states:
      good: {play: {A: keep, B: work}, next: [{when: {A: breach}, to: bad, after: AFTER}, {to: good}]}
      bad: {play: {A: breach, B: rest}, next: [{to: bad}]}
"""


@pytest.mark.parametrize(("after", "least"), [("1", 2), ("00001", 2), ("2", 3), ("3", 4)])
def test_late_counts_periods_where_several_move_in_one(after, least):
    # A breach brings 1 now and costs 4 in each period once it is noticed: 1 - d > 4 d^n (1 - d) / (1 - d).
    (interval,) = sustained(read_model(IN_STEPS.replace("AFTER", after))).intervals
    low = interval.low if isinstance(interval.low, Fraction) else (interval.low.low + interval.low.high) / 2
    assert abs(4 * float(low) ** least - 1) < 1e-5


def test_where_nothing_that_may_be_done_leads_anything_may_be_planned():
    family = read_model(DILEMMA)
    strife = {
        "foes": {"play": DD, "next": [({}, "foes")]},
        "never": {"play": CC, "next": [({}, "foes")]},
    }
    assert [str(own) for own in sustained(family, Automaton(strife), over="d").intervals] == ["0 to 99/100"]

    # With a line that leads there it counts, also if it is noticed late.
    for line in (({"A": "C"}, "never"), ({"A": "C"}, "never", 1)):
        reached = {**strife, "foes": {"play": DD, "next": [line, ({}, "foes")]}}
        assert not sustained(family, Automaton(reached), over="d").intervals


def apart(odds):
    """A state "t", to which the odds lead, in which the play below is not best; in "s" it is."""
    moves = {"A": ["x", "y"]}
    states = {"s": {"moves": moves, "next": [({}, odds)]}, "t": {"moves": moves, "next": [({}, {"t": 1})]}}
    ranges = {"d": (0, "9/10", "1/2"), "h": (0, 1, 0)}
    bare = family_from_states(["A"], states, ranges, start="s", discount="d")
    return with_terms(bare, [("A", 1, {"state": "s", "A": "x"}), ("A", 1, {"state": "t", "A": "y"})])


@pytest.mark.parametrize("line", [({"A": "y"}, "p"), ({"A": "y"}, "p", 1)])
@pytest.mark.parametrize(
    ("odds", "values", "kept"),
    [
        ({"s": 1}, {}, True),
        ({"t": "h", "s": "rest"}, {"h": 0}, True),
        ({"t": "h", "s": "rest"}, {"h": "1/2"}, False),
    ],
)
def test_a_state_of_the_game_counts_where_play_may_come_to_it(odds, values, kept, line):
    automaton = Automaton({"p": {"play": {"A": "x"}, "next": [line, ({}, "p")]}})
    found = sustained(apart(odds), automaton, over="d", values=values)
    assert [str(own) for own in found.intervals] == ["0 to 9/10"] * kept


@pytest.mark.parametrize(
    ("to", "kept"), [("p", True), ({"r": 0, "p": 1}, True), ({"r": "h", "p": "rest"}, True), ("r", False)]
)
def test_odds_of_zero_lead_to_no_state_of_an_automaton(to, kept):
    next_ = [({"A": "y"}, to), ({}, "p")]
    automaton = Automaton(
        {"p": {"play": {"A": "x"}, "next": next_}, "r": {"play": {"A": "y"}, "next": [({}, "r")]}}
    )
    found = sustained(apart({"s": 1}), automaton, over="d", values={"h": 0})
    assert [str(own) for own in found.intervals] == ["0 to 9/10"] * kept


def test_grim_and_stick_and_carrot_are_there():
    family = read_model(DILEMMA)
    for built, own in ((Automaton.grim(CC, DD), GRIM), (Automaton.stick_and_carrot(CC, DD), STICK)):
        assert str(sustained(family, built).holds) == str(sustained(family, own).holds)


def test_of_one_parameter_the_others_are_at_their_baseline():
    family = read_model(DILEMMA)
    answer = sustained(family, GRIM, over="d")
    assert (answer.values, str(answer.intervals[0])) == ({"r": 9}, "1/7 to 99/100")
    assert str(sustained(family, GRIM, over="r", values={"d": "1/7"}).intervals[0]) == "9 to 19/2"
    with pytest.raises(InvalidGame, match="'x' is not a parameter"):
        sustained(family, GRIM, over="x")


def test_an_automaton_of_a_stochastic_game_acts_by_its_state():
    """Pressed once, the vacuum commons are pressed for ever; in a vacuum nobody moves."""
    family = read_model(VACUUM)
    restrain, coerce = (dict.fromkeys(("One", "Two"), action) for action in ("restrain", "coerce"))
    by_state = {"One": {"stable": "restrain"}, "Two": "restrain"}
    states = {
        "calm": {
            "play": by_state,
            "next": [({"state": "vacuum"}, "calm"), (restrain, "calm"), ({}, "pressed")],
        },
        "pressed": {"play": coerce, "next": [({}, "pressed")]},
    }
    answer = sustained(family, Automaton(states), over="delta")
    (interval,) = answer.intervals
    for delta, kept in ((low_of(interval.low) - Fraction(1, 99), False), (high_of(interval.low), True)):
        # By hand: one who coerces gets b now, and pressed for ever what both get from the start.
        u, b, loss, q, e = 1, Fraction(6, 5), 2, Fraction(1, 50), Fraction(1, 20)
        fallen = -loss / (1 - delta)

        def worth(paid, hazard, delta=delta, fallen=fallen):
            return (paid + delta * hazard * fallen) / (1 - delta * (1 - hazard))

        calm, pressed = worth(u, q), worth(u + b, q + 2 * e)
        once = u + b + delta * ((q + e) * fallen + (1 - q - e) * pressed)
        assert (once <= calm) == kept


@pytest.mark.parametrize(
    ("states", "says"),
    [
        (
            {"s": {"play": {"A": "C"}, "next": [({}, "s")]}},
            "the state 's' needs play, an action of each of A, B",
        ),
        ({"s": {"play": {"A": "C", "B": "E"}, "next": [({}, "s")]}}, "'E' is not an action of B"),
        ({"s": {"play": CC}}, "the state 's' needs next"),
        ({"s": {"play": CC, "next": [({}, "t")]}}, "'t' is not a state"),
        ({"s": {"play": CC, "next": [(CC, "s")]}}, "nothing follows C, D in 's'"),
        ({"s": {"play": CC, "next": [({}, "s"), (DD, "s")]}}, "never counts"),
        ({"s": {"play": CC, "next": [({}, "s", 1)]}}, "after is for what departs from what is played in 's'"),
        ({"s": {"play": CC, "next": [({}, "s", -1)]}}, r"expected \(when, to\) or \(when, to, after\)"),
        ({"s": {"play": CC, "next": [("C", "s")]}}, r"expected \(when, to\)"),
    ],
)
def test_what_is_no_automaton_of_the_game_is_refused(states, says):
    with pytest.raises(InvalidGame, match=says):
        sustained(read_model(DILEMMA), Automaton(states))


def test_other_games_have_no_automata():
    with pytest.raises(InvalidGame, match="an automaton plays a repeated or a stochastic game"):
        sustained(gp.load("seed/trade-restriction"), GRIM)


@pytest.mark.parametrize("automaton", [GRIM, late(1), late(2), punishing(2)])
def test_what_is_sustained_is_saved_and_comes_back(automaton, tmp_path):
    found = sustained(read_model(DILEMMA), automaton, over="d")
    gp.save(found, tmp_path / "play.json")
    again = gp.load_result(tmp_path / "play.json")
    assert again.to_data() == found.to_data()
    assert str(again) == str(found)
    assert (again.automaton, again.averages, again.values) == (found.automaton, found.averages, found.values)
