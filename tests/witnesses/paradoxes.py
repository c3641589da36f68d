"""Strategies that draw games and requests about the paradoxes that compare whole sets of equilibria: built ones, and any.

What ``built`` names draws is an instance of the paradox, whatever the numbers; what ``ANY`` draws may or may not be one.
"""

from fractions import Fraction

from hypothesis import strategies as st
from witnesses.games import LABELS, commitment_tables, narrow, table, tables, traps

from gametheory_paradox.families import family_from_table
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm

some = st.integers(1, 4)
upward = st.integers(-1, 9)
TRAPPED = {"mover": "Ann", "action": "a", "coalition": ["Ann", "Bob"]}
TOLD = {"mover": "Bob", "at": "Bob", "parts": [["s1, a", "s1, b"], ["s2, a", "s2, b"]]}
LARGE = {"mover": "Government", "action": "large"}
ANSWERED = {"mover": "P", "action": "coerce", "third": "K", "target": "T"}


@st.composite
def races(draw):
    """Three actions each; "a" is dominant and harms both by more than half of what it brings (preempt or deter)."""
    harm = draw(some)
    brings = harm + draw(st.integers(1, harm) if harm > 1 else st.just(Fraction(1, 2)))
    brings = min(brings, 2 * harm - Fraction(1, 2))
    helps = draw(some)
    costs = helps + draw(some) + harm

    def gets(own, other):
        return (
            helps * (own == 1)
            + helps * (other == 1)
            - costs * (own == 1)
            + brings * (own == 0)
            - harm * ((own == 0) + (other == 0))
        )

    return table((3, 3), [(gets(i, j), gets(j, i)) for i in range(3) for j in range(3)])


@st.composite
def tempted(draw):
    """2×2 tables with any payoffs in which "a" is dominant for both."""
    cells = {(i, j): [draw(upward) if i and j else draw(narrow) for _ in range(2)] for i in range(2) for j in range(2)}
    for other in range(2):
        cells[0, other][0] = cells[1, other][0] + draw(some)
        cells[other, 0][1] = cells[other, 1][1] + draw(some)
    return table((2, 2), [cells[i, j] for i in range(2) for j in range(2)])


@st.composite
def tempting(draw):
    """3×3 tables in which "a" is dominant for both, and there may be several equilibria without it."""
    cells = {(i, j): [draw(upward) if i and j else draw(narrow) for _ in range(2)] for i in range(3) for j in range(3)}
    for other in range(3):
        cells[0, other][0] = max(cells[1, other][0], cells[2, other][0]) + draw(some)
        cells[other, 0][1] = max(cells[other, 1][1], cells[other, 2][1]) + draw(some)
    return table((3, 3), [cells[i, j] for i in range(3) for j in range(3)])


def guessing(rows, columns):
    """Ann and Bob choose at the same time in one of two states, each with probability 1/2; nobody knows which."""
    labels = LABELS[: len(rows["s1"][0])]

    def state(s):
        below = [{label: (rows[s][i][j], columns[s][i][j]) for j, label in enumerate(labels)} for i in range(2)]
        return Move("Ann", "Ann", {label: Move("Bob", "Bob", below[i]) for i, label in enumerate("ab")})

    return ExtensiveForm.from_tree(("Ann", "Bob"), Chance({s: (Fraction(1, 2), state(s)) for s in ("s1", "s2")}))


@st.composite
def backfiring_news(draw):
    """Bob, who knows, guesses right, and Ann answers with what pays him less than not guessing did."""
    safe, harm, gain, loss = draw(narrow), draw(some), draw(some), draw(some)
    right = 2 * draw(some)
    modest = right - Fraction(draw(st.integers(1, 3)), 8) * right  # more than half, less than all, of a right guess
    quiet = right + harm
    extra = Fraction(quiet, draw(st.integers(2, 4)))
    guesses = {"s1": (0, 1), "s2": (1, 0)}
    columns = {
        s: [[modest, *(right * g for g in hit)], [quiet, *((quiet + extra) * g for g in hit)]] for s, hit in guesses.items()
    }
    rows = {s: [[safe] * 3, [safe + gain, safe - loss, safe - loss]] for s in guesses}
    return guessing(rows, columns)


@st.composite
def news(draw):
    """Any payoffs, two actions each, in two states."""
    drawn = [{s: [[draw(narrow) for _ in range(2)] for _ in range(2)] for s in ("s1", "s2")} for _ in range(2)]
    return guessing(*drawn)


def changed_from(lower, higher):
    """A family of tables which at x = 0 is the one and at x = 1 the other."""
    players, labels = lower.players, [list(names) for names in lower.actions]
    rows, columns = lower.shape
    pairs = [
        tuple(f"{a} + ({b} - ({a}))*x" for a, b in zip(one, other, strict=True))
        for one, other in zip(lower.payoffs, higher.payoffs, strict=True)
    ]
    cells = [[pairs[i * columns + j] for j in range(columns)] for i in range(rows)]
    return family_from_table(list(players), labels, cells, {"x": (0, 1, 0)})


@st.composite
def backfiring_strength(draw):
    """Ann's "a" gains until it is dominant, and Bob answers with what pays her less."""
    game, slack = draw(commitment_tables()), draw(some)
    cells = [list(cell) for cell in game.payoffs]
    for column in range(2):  # before, "a" is worse than "b" whatever Bob does
        cells[column][0] = min(cells[column][0], cells[2 + column][0] - slack)
    return changed_from(table((2, 2), cells), game)


@st.composite
def strength(draw):
    """Any table, and one in which Ann gets at least as much everywhere; or sometimes less."""
    lower = draw(tables(rows=st.just(2), columns=st.just(2)))
    step = draw(st.sampled_from([st.integers(0, 2), st.integers(0, 3), st.integers(-1, 2)]))
    return changed_from(
        lower, table((2, 2), [(a + draw(step), draw(st.sampled_from([b, b, b - 2, b + 2]))) for a, b in lower.payoffs])
    )


def answered(base, home, won, lost, eager, ready):
    """P engages or coerces, T suppresses and K expands; ``eager`` and ``ready`` are what these two gain by it if P coerces."""
    cells = []
    for coerce in range(2):
        for suppress in range(2):
            for expand in range(2):
                sign = 1 if coerce else -1
                cells.append(
                    (base + home * coerce + won * suppress - lost * expand, eager * sign * suppress, ready * sign * expand)
                )
    labels = (("engage", "coerce"), ("host", "suppress"), ("stay", "expand"))
    return NormalForm(("P", "T", "K"), labels, tuple(tuple(map(Fraction, cell)) for cell in cells))


@st.composite
def answered_by_a_third(draw):
    """What coercion wins from T is less than what it loses to K."""
    home, won = draw(some), draw(some)
    return answered(draw(narrow), home, won, home + won + draw(some), draw(some), draw(some))


@st.composite
def answers(draw):
    """Anybody may gain or lose by anything."""
    sign = st.sampled_from([-3, -2, -1, 1, 2, 3])
    return answered(draw(narrow), draw(some), draw(sign), draw(sign), draw(sign), draw(sign))


def bluffed(q, group, government):
    """A strong group attacks, a weak one attacks or rests; the government sees an attack alone, and answers it large or small.

    ``group`` and ``government`` are what a weak group and the government get by an attack answered large, and small; the
    government first against a strong group, then against a weak one.
    """
    answers = [
        dict(zip(("large", "small"), zip(own, paid, strict=True), strict=True))
        for own, paid in (((0, 0), government[0]), (group, government[1]))
    ]
    strong = Move("Group", "strong", {"attack": Move("Government", "after attack", answers[0])})
    weak = Move("Group", "weak", {"attack": Move("Government", "after attack", answers[1]), "rest": (0, 0)})
    return ExtensiveForm.from_tree(("Group", "Government"), Chance({"strong": (q, strong), "weak": (1 - q, weak)}))


@st.composite
def overreactions(draw):
    """A weak group bluffs sometimes, and the government, which would rest its hand if it knew, checks the bluff sometimes."""
    harm, more, less, over = (draw(some) for _ in range(4))
    share = Fraction(less, less + over)  # of strong groups among those that attack
    q = share * Fraction(draw(st.integers(1, 7)), 8)
    return bluffed(q, (-draw(some), draw(some)), ((-harm - over, -harm), (-more, -more - less)))


@st.composite
def bluffs(draw):
    """Like these, but large may be right against the strong, and the weak may have nothing to fear or to hope for."""
    group = draw(st.sampled_from([-2, -1, 1])), draw(st.sampled_from([-1, 2, 3]))
    government = [(draw(st.integers(-9, 5)) + Fraction(k, 7), draw(st.integers(-9, 5)) - Fraction(k, 11)) for k in (1, 2)]
    return bluffed(Fraction(draw(st.integers(1, 12)), 13), group, government)


SHIFTED = {"mover": "Ann", "action": "a"}
CELLS = st.integers(-3, 3).map(lambda n: n + Fraction(1, 3))  # so that the index is not the payoff


@st.composite
def diverted(draw):
    """Ann's guards ("a") lessen what Bob's attack does where it is, and make him attack where it does more."""
    after, before = draw(CELLS), draw(some)
    index = [after + before + draw(some), after, after + before, draw(CELLS)]
    cells = [(draw(narrow), own) for own in (draw(st.integers(-2, 0)), 1, 1, draw(st.integers(-2, 0)))]
    return table((2, 2), cells), {**SHIFTED, "index": index}


@st.composite
def guarded(draw, games=None):
    """Any table and any index."""
    game = draw(tables() if games is None else games)
    return game, {**SHIFTED, "index": [draw(CELLS) for _ in game.payoffs]}


FEARED = st.sampled_from(["no-coercion", "complete-information", -1, -4]).map(lambda b: {**LARGE, "benchmark": b})
HELD = st.sampled_from(["no-coercion", 0, 1, Fraction(1, 2)]).map(lambda b: {"mover": "Ann", "action": "a", "benchmark": b})


@st.composite
def wishful(draw):
    """Ann believes that Bob yields if she presses ("a"); he resists, and she would rather have waited, even if he knew."""
    loss, waiting = draw(some), (draw(st.integers(0, 2)), draw(st.integers(0, 3)))
    won = waiting[0] + draw(some)
    own = [won, -loss, *waiting]
    bob, dreamt = [0, draw(some), draw(some), 0], [draw(some), 0, draw(some), 0]
    game, model = (table((2, 2), list(zip(own, other, strict=True))) for other in (bob, dreamt))
    return game, {"mover": "Ann", "model": model, **draw(st.sampled_from([{}, {"inaction": "b"}]))}


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
        model = table(shape, [(own[0], other[1]) for own, other in zip(game.payoffs, model.payoffs, strict=True)])
    return game, {"mover": "Ann", "model": model, **draw(st.sampled_from([{}, {"inaction": "b"}]))}


BUILT = {
    "dominance-trap": st.tuples(st.one_of(traps(), races()), st.just(TRAPPED)),
    "information": st.tuples(backfiring_news(), st.just(TOLD)),
    "comparative-statics": st.tuples(backfiring_strength(), st.just({"mover": "Ann", "parameter": "x", "low": 0, "high": 1})),
    "third-party": st.tuples(answered_by_a_third(), st.just(ANSWERED)),
    "realized": st.one_of(
        st.tuples(commitment_tables(), st.just({"mover": "Ann", "action": "a", "benchmark": "no-coercion"})),
        st.tuples(overreactions(), st.just({**LARGE, "benchmark": "complete-information"})),
    ),
    "misperception": wishful(),
    "security-insecurity": diverted(),
}
ANY = {
    "dominance-trap": st.tuples(st.one_of(tables(), tempted(), tempting()), st.just(TRAPPED)),
    "information": st.tuples(st.one_of(news(), backfiring_news()), st.just(TOLD)),
    "comparative-statics": st.tuples(
        st.one_of(strength(), backfiring_strength()), st.just({"mover": "Ann", "parameter": "x", "low": 0, "high": 1})
    ),
    "third-party": st.tuples(st.one_of(answers(), answers(), answered_by_a_third()), st.just(ANSWERED)),
    "realized": st.one_of(
        st.tuples(tables(), HELD),
        st.tuples(st.one_of(bluffs(), overreactions()), FEARED),
    ),
    "misperception": st.one_of(mistaken(), mistaken(), wishful()),
    "security-insecurity": st.one_of(guarded(), guarded(), diverted()),
}
