"""Strategies that draw games and requests about the paradoxes that compare sets: built ones, and any.

What ``BUILT`` names draws is an instance of the paradox, whatever the numbers; what ``ANY`` draws may or may
not be one.
"""

from fractions import Fraction

from hypothesis import strategies as st
from witnesses.games import commitment_tables, narrow, table, tables

from gametheory_paradox.testing.paradoxes import INSTANCES, instances
from gametheory_paradox.testing.paradoxes.dominance_trap import races
from gametheory_paradox.testing.paradoxes.information import NEWS, backfiring_news, guessing
from gametheory_paradox.testing.paradoxes.misperception import IDLE, misperception
from gametheory_paradox.testing.paradoxes.misperception import wishful as built_wishful
from gametheory_paradox.testing.paradoxes.realized import bluffed, overreactions
from gametheory_paradox.testing.paradoxes.security_insecurity import diverted as diverted_attacks
from gametheory_paradox.testing.paradoxes.security_insecurity import securing, security_insecurity
from gametheory_paradox.testing.paradoxes.third_party import ANSWERED as ANSWERED_BY_A_THIRD
from gametheory_paradox.testing.paradoxes.third_party import answered, answered_by_a_third
from gametheory_paradox.testing.paradoxes.variation import moved_between

__all__ = [
    "ANSWERED",
    "ANY",
    "BUILT",
    "LARGE",
    "TOLD",
    "TRAPPED",
    "answered",
    "guessing",
    "overreactions",
    "races",
]


def request_of(question):
    """The fields of a question but for the paradox and what a test draws itself, as keywords."""
    left_out = ("paradox", "quantifier", "concept")
    request = {name: value for name, value in question.fields.items() if value and name not in left_out}
    return {n: v[0] if isinstance(v, tuple) and len(v) == 1 else v for n, v in request.items()}


def requests_beside(cases):
    """Pairs of a game and a question as pairs of a game and keywords."""
    return cases.map(lambda case: (case[0], request_of(case[1])))


TOLD, ANSWERED = request_of(NEWS), request_of(ANSWERED_BY_A_THIRD)
some = st.integers(1, 4)
upward = st.integers(-1, 9)
TRAPPED = {"mover": "Ann", "action": "a", "coalition": ["Ann", "Bob"]}
LARGE = {"mover": "State", "action": "large"}


@st.composite
def tempted(draw):
    """2×2 tables with any payoffs in which "a" is dominant for both."""
    cells = {
        (i, j): [draw(upward) if i and j else draw(narrow) for _ in range(2)]
        for i in range(2)
        for j in range(2)
    }
    for other in range(2):
        cells[0, other][0] = cells[1, other][0] + draw(some)
        cells[other, 0][1] = cells[other, 1][1] + draw(some)
    return table((2, 2), [cells[i, j] for i in range(2) for j in range(2)])


@st.composite
def tempting(draw):
    """3×3 tables in which "a" is dominant for both, and there may be several equilibria without it."""
    cells = {
        (i, j): [draw(upward) if i and j else draw(narrow) for _ in range(2)]
        for i in range(3)
        for j in range(3)
    }
    for other in range(3):
        cells[0, other][0] = max(cells[1, other][0], cells[2, other][0]) + draw(some)
        cells[other, 0][1] = max(cells[other, 1][1], cells[other, 2][1]) + draw(some)
    return table((3, 3), [cells[i, j] for i in range(3) for j in range(3)])


@st.composite
def news(draw):
    """Any payoffs, two actions each, in two states."""
    drawn = [
        {s: [[draw(narrow) for _ in range(2)] for _ in range(2)] for s in ("s1", "s2")} for _ in range(2)
    ]
    return guessing(*drawn)


@st.composite
def backfiring_strength(draw):
    """Ann's "a" gains until it is dominant, and Bob answers with what pays her less."""
    game, slack = draw(commitment_tables()), draw(some)
    cells = [list(cell) for cell in game.payoffs]
    for column in range(2):  # before, "a" is worse than "b" whatever Bob does
        cells[column][0] = min(cells[column][0], cells[2 + column][0] - slack)
    return moved_between(table((2, 2), cells), game)


@st.composite
def strength(draw):
    """Any table, and one in which Ann gets at least as much everywhere; or sometimes less."""
    lower = draw(tables(rows=st.just(2), columns=st.just(2)))
    step = draw(st.sampled_from([st.integers(0, 2), st.integers(0, 3), st.integers(-1, 2)]))
    return moved_between(
        lower,
        table(
            (2, 2), [(a + draw(step), draw(st.sampled_from([b, b, b - 2, b + 2]))) for a, b in lower.payoffs]
        ),
    )


@st.composite
def answers(draw):
    """Anybody may gain or lose by anything."""
    sign = st.sampled_from([-3, -2, -1, 1, 2, 3])
    return answered(draw(narrow), draw(some), draw(sign), draw(sign), draw(sign), draw(sign))


@st.composite
def bluffs(draw):
    """Like these, but large may be right against the strong, and the weak need fear or hope for nothing."""
    group = draw(st.sampled_from([-2, -1, 1])), draw(st.sampled_from([-1, 2, 3]))
    government = [
        (draw(st.integers(-9, 5)) + Fraction(k, 7), draw(st.integers(-9, 5)) - Fraction(k, 11))
        for k in (1, 2)
    ]
    return bluffed(Fraction(draw(st.integers(1, 12)), 13), group, government)


SHIFTED = {"mover": "Ann", "action": "a"}
SAFETY = st.integers(-3, 3).map(Fraction)


@st.composite
def diverted(draw):
    """Ann's guards ("a") lessen Bob's attack where it is, and make him attack where it does more."""
    game, values = draw(diverted_attacks())
    return securing(game, "Ann", values), SHIFTED


@st.composite
def guarded(draw, games=None):
    """Any table, and any security of Ann's."""
    game = draw(tables() if games is None else games)
    return securing(game, "Ann", [draw(SAFETY) for _ in game.payoffs]), SHIFTED


@st.composite
def wishful(draw):
    """The instances of misperception, soft and hard, as they are built."""
    game, model = draw(built_wishful())
    return game, {"mover": "Ann", "model": model, **draw(st.sampled_from(IDLE))}


FEARED = st.sampled_from(["no-coercion", "complete-information", -1, -4]).map(
    lambda b: {**LARGE, "benchmark": b}
)
HELD = st.sampled_from(["no-coercion", 0, 1, Fraction(1, 2)]).map(
    lambda b: {"mover": "Ann", "action": "a", "benchmark": b}
)


@st.composite
def mistaken(draw):
    """Any table and any model of it; generic ones, with few equilibria."""
    pair = []
    for k in (1, 2):
        numbers = iter(draw(st.permutations(range(-8, 8))))
        pair.append([(Fraction(next(numbers)), Fraction(next(numbers), k)) for _ in range(6)])
    shape = draw(st.sampled_from([(2, 3), (3, 2)]))
    game, model = (table(shape, cells) for cells in pair)
    if draw(st.booleans()):  # wrong about Bob alone
        model = table(
            shape, [(own[0], other[1]) for own, other in zip(game.payoffs, model.payoffs, strict=True)]
        )
    return game, {"mover": "Ann", "model": model, **draw(st.sampled_from([{}, {"inaction": "b"}]))}


BUILT = {
    name: requests_beside(instances(name))
    for name in INSTANCES
    if name not in ("option", "dynamic-backfire", "null-coercion")
}
ANY = {
    "dominance-trap": st.tuples(st.one_of(tables(), tempted(), tempting()), st.just(TRAPPED)),
    "information": st.tuples(st.one_of(news(), backfiring_news()), st.just(TOLD)),
    "comparative-statics": st.one_of(
        st.tuples(strength(), st.just({"mover": "Ann", "parameter": "x", "low": 0, "high": 1})),
        requests_beside(instances("comparative-statics")),
    ),
    "third-party": st.tuples(st.one_of(answers(), answers(), answered_by_a_third()), st.just(ANSWERED)),
    "realized": st.one_of(
        st.tuples(tables(), HELD),
        st.tuples(st.one_of(bluffs(), overreactions()), FEARED),
    ),
    "misperception": st.one_of(mistaken(), mistaken(), requests_beside(misperception())),
    "security-insecurity": st.one_of(guarded(), guarded(), requests_beside(security_insecurity())),
}
