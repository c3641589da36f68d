"""Strategies that draw families and requests about the paradoxes stated as signs of polynomials.

The families lean: their payoffs at a = b = 1 are those of games in which the paradox is often present, and
change with a and b.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st
from witnesses.games import tables, traps
from witnesses.paradoxes import (
    TOLD,
    TRAPPED,
    backfiring_news,
    backfiring_strength,
    diverted,
    guarded,
    news,
    races,
    strength,
    tempted,
)
from witnesses.parametric import ONE, TWO, ZERO, A, B

from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, State, StochasticGame
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.polynomials import RationalFunction

HIGH = 3
LEANS = (A - ONE, ONE - B, A - B, A * B - ONE, A * A - B, (A - B) / (ONE + A))
often_none = st.sampled_from([0, 0, 0, 0, 1, 1, -1, 2])
X, P = RationalFunction.variable("x"), RationalFunction.variable("p")


@st.composite
def leaning(draw, game):
    """The game as a form whose payoffs change with a and b."""

    def lean(payoff):
        formula = payoff if isinstance(payoff, RationalFunction) else RationalFunction.constant(payoff)
        step = draw(often_none)
        return formula + RationalFunction.constant(step) * draw(st.sampled_from(LEANS)) if step else formula

    if isinstance(game, NormalForm):
        return game.map(lean)
    constant = game.map(RationalFunction.constant)
    if isinstance(game, StochasticGame):
        return constant.with_payoffs(
            [tuple(map(lean, cell)) for state in game.states for cell in state.payoffs]
        )
    nodes = (
        replace(n, payoffs=tuple(map(lean, n.payoffs))) if hasattr(n, "payoffs") else n
        for n in constant.nodes
    )
    return replace(constant, nodes=tuple(nodes))


def family_of(form, *more):
    """The form with a and b between 0 and HIGH, and further parameters."""
    return GameFamily(form, (*(Parameter(name, 0, HIGH, 1) for name in "ab"), *more))


@st.composite
def trap_cases(draw):
    return family_of(draw(leaning(draw(st.one_of(traps(), races(), tempted(), tables()))))), TRAPPED


@st.composite
def strength_cases(draw):
    changing = draw(st.one_of(strength(), backfiring_strength()))
    family = family_of(draw(leaning(changing.form)), *changing.parameters)
    return family, {"mover": "Ann", "parameter": "x", "low": 0, "high": 1}


@st.composite
def news_cases(draw):
    game = draw(st.one_of(news(), backfiring_news()))
    return family_of(draw(leaning(game))), TOLD


@st.composite
def guarded_cases(draw):
    """Security leans as payoffs do."""
    game, request = draw(st.one_of(guarded(), diverted()))
    return family_of(draw(leaning(game))), request


@st.composite
def penalty_cases(draw):
    """Ann breaks a rule ("a") or not, Bob enforces it ("a") or not; p is what she pays, or more."""
    gain, loss, wins, cost = (draw(st.sampled_from([1, 2, 3])) for _ in range(4))
    plain = [[(gain, wins - loss - cost), (gain, -loss)], [(0, -cost), (0, 0)]]
    if draw(st.sampled_from([True, False, False])):
        plain = [[(draw(often_none), draw(often_none)) for _ in range(2)] for _ in range(2)]
    paid = draw(
        st.sampled_from(
            [[ONE, ZERO, ZERO, ZERO]] * 4
            + [[ONE, ONE, ZERO, ZERO], [ONE, ZERO, ZERO, TWO], [A, ZERO, ZERO, ZERO]]
        )
    )
    to_bob = draw(st.sampled_from([ZERO, ZERO, ZERO, ONE]))  # a fine that Bob keeps
    cells = tuple(
        (RationalFunction.constant(own) - weight * P, RationalFunction.constant(other) + weight * P * to_bob)
        for (own, other), weight in zip([cell for row in plain for cell in row], paid, strict=True)
    )
    form = NormalForm(("Ann", "Bob"), (("a", "b"), ("a", "b")), cells)
    request = {"mover": "Bob", "parameter": "p", "low": Fraction(1, 2), "high": HIGH, "target": "Ann"}
    return family_of(draw(leaning(form)), Parameter("p", 0, 4, 1)), request | draw(
        st.sampled_from([{}, {"action": "a"}])
    )


ELSEWHERE = st.permutations(range(4))


@st.composite
def feared(draw, other=ELSEWHERE):
    """T goes first, P may coerce a T that suppresses, K answers: what P, T and K get, by what is done.

    P coerces because K expands then, and T, who fears that, hosts; so P loses all that suppressing is worth.
    """
    more = st.sampled_from([1, 1, 2, 3])
    worth = draw(more)
    hosted = zip(draw(other), draw(other), draw(other), strict=True)
    cells = [(own - 3, Fraction(seen, 2), theirs) for own, seen, theirs in hosted]
    cells += [(worth, 2 + draw(more), draw(more)), (draw(st.integers(-2, 2)), draw(more), 0)]
    cells += [(worth - draw(more), -draw(more), 0), (worth + draw(more), -1 - draw(more), draw(more))]
    return cells


ORDERS = st.tuples(*[st.permutations(range(-4, 4))] * 3).map(lambda own: list(zip(*own, strict=True)))
FEARED = st.one_of(feared(), feared(), ORDERS)


@st.composite
def answered_trees(draw, payoffs):
    """T, P and K choose in turn, perhaps T once more; now and then chance leads to a choice of K alone."""
    outcomes = [*product(("host", "suppress"), ("engage", "coerce"), ("stay", "expand"))]
    cells = dict(zip(outcomes, draw(payoffs), strict=True))
    last = draw(st.sampled_from(["", "", "suppress", "any"]))

    def end(done):
        """T's last choice moves what P gets a little; where that is all it does, T goes on suppressing."""
        (own, seen, theirs), step = cells[done], draw(st.sampled_from([-1, 1]))
        if not last:
            return own, seen, theirs
        wins = Fraction(1, 4) if last == "suppress" or draw(st.booleans()) else -Fraction(1, 4)
        again = {"host": (own, seen, theirs), "suppress": (own + Fraction(step, 4), seen + wins, theirs)}
        return Move("T", f"again: {', '.join(done)}", again)

    def answer(*done):
        return Move("K", ", ".join(done), {act: end((*done, act)) for act in ("stay", "expand")})

    tree = Move(
        "T",
        "start",
        {x: Move("P", x, {y: answer(x, y) for y in ("engage", "coerce")}) for x in ("host", "suppress")},
    )
    if not draw(st.integers(0, 4)):
        apart = {"stay": (0, 0, draw(st.sampled_from([-1, 1, 1, 1]))), "expand": (0, 0, 0)}
        half = Fraction(1, 2)
        tree = Chance({"here": (half, tree), "elsewhere": (half, Move("K", "elsewhere", apart))})
    return ExtensiveForm.from_tree(["P", "T", "K"], tree)


@st.composite
def answered_cases(draw, payoffs=FEARED):
    """Families of such trees, of which a few payoffs lean; now and then T and K exchange their roles."""
    form = draw(answered_trees(payoffs)).map(RationalFunction.constant)
    ends = [place for place, node in enumerate(form.nodes) if hasattr(node, "payoffs")]
    lean = st.tuples(
        st.sampled_from(ends), st.integers(0, 2), st.sampled_from(LEANS), st.sampled_from([3, -3])
    )
    nodes = list(form.nodes)
    for place, who, formula, step in draw(st.lists(lean, min_size=1, max_size=4)):
        payoffs = list(nodes[place].payoffs)
        payoffs[who] = payoffs[who] + formula * RationalFunction.constant(step)
        nodes[place] = replace(nodes[place], payoffs=tuple(payoffs))
    third, target = draw(st.sampled_from(["KT", "KT", "KT", "TK"]))
    request = {"mover": "P", "action": "coerce", "third": third, "target": target}
    return family_of(replace(form, nodes=tuple(nodes))), request


@st.composite
def soured_cases(draw):
    """Ann gains by "a" in calm times, which may turn sour for it; then Bob mends or not."""
    gain, paid, turn = draw(st.integers(1, 3)), draw(st.integers(-1, 1)), Fraction(1, draw(st.integers(2, 4)))
    losses = [draw(st.integers(1, 9)) for _ in range(2)]
    none, one, half = Fraction(0), Fraction(1), Fraction(1, 2)

    calm_pays = [(Fraction(paid + own), Fraction(draw(st.integers(-1, 1)))) for own in (gain, 0)]
    sour_pays = [(Fraction(paid - loss), Fraction(draw(st.integers(-3, 3)))) for loss in losses]
    calm = State("calm", (("a", "b"), ()), tuple(calm_pays), ((1 - turn, turn), (one, none)))
    sour = State("sour", ((), ("mend", "wait")), tuple(sour_pays), ((half, half), (none, one)))
    game = StochasticGame(("Ann", "Bob"), (calm, sour), (one, none), (none, none))

    # Both care for what is to come: by so much, or by a/(1 + a).
    patience = draw(st.sampled_from([A / (ONE + A), *map(RationalFunction.constant, (half, Fraction(4, 5)))]))
    form = replace(draw(leaning(game)), discounts=(patience, patience))
    request = {
        "mover": "Ann",
        "action": "a",
        "instead": "b",
        "held": draw(st.sampled_from(("all", "nobody"))),
    }
    return family_of(form), request


CASES = {
    "dominance-trap": trap_cases(),
    "comparative-statics": strength_cases(),
    "information": news_cases(),
    "security-insecurity": guarded_cases(),
    "third-party": answered_cases(),
    "dynamic-backfire": soured_cases(),
    "null-coercion": penalty_cases(),
}
