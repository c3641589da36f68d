"""Strategies that draw games and questions for every paradox: tables and trees, instances and others."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st
from witnesses.games import (
    LABELS,
    asked,
    commitment_tables,
    constant_sum_tables,
    dominant_options,
    narrow,
    paradoxes_in_tables,
    paradoxes_in_trees,
    restraint_trees,
    table,
    tables,
    traps,
    trees,
    wide,
)
from witnesses.paradoxes import (
    ANSWERED,
    LARGE,
    SAFETY,
    SHIFTED,
    TOLD,
    TRAPPED,
    answered_by_a_third,
    answers,
    backfiring_news,
    backfiring_strength,
    bluffs,
    diverted,
    guarded,
    mistaken,
    news,
    overreactions,
    races,
    some,
    strength,
    tempted,
    wishful,
)

from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, Terminal, without_measure
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.testing.paradoxes.security_insecurity import securing

COERCE = {"mover": "P", "action": "coerce"}
STRONGER = {"parameter": "x", "low": 0, "high": 1}


@st.composite
def three(draw, payoffs=wide):
    """2×2×2 tables; no two payoffs of a player are equal."""
    drawn = draw(st.lists(st.tuples(payoffs, payoffs, payoffs), min_size=8, max_size=8))
    return table((2, 2, 2), [tuple(p + Fraction(k, 11) for p in cell) for k, cell in enumerate(drawn)])


@st.composite
def watched(draw, games):
    """Tables of Ann and Bob beside Cat, who is better off with "a" whatever they do; "b" changes payoffs."""
    game = draw(games)
    cells = []
    for cell in game.payoffs:
        for own in (1, 0):
            other = cell if own else tuple(c + draw(narrow) for c in cell)
            cells.append((*other, own + draw(st.sampled_from([0, Fraction(1, 2)]))))
    return NormalForm(
        (*game.players, "Cat"), (*game.actions, LABELS[:2]), tuple(tuple(map(Fraction, c)) for c in cells)
    )


def unseen(game):
    """The tree in which the players of a table choose one after the other and see nothing of it."""

    def grow(chosen):
        if len(chosen) == len(game.players):
            return paid[chosen]
        player, own = game.players[len(chosen)], game.actions[len(chosen)]
        return Move(player, player, {a: grow((*chosen, a)) for a in own})

    paid = dict(zip(game.profiles(), game.payoffs, strict=True))
    return ExtensiveForm.from_tree(game.players, grow(()), measure=game.measure)


def between(lower, higher):
    """A family which at x = 0 is the one game and at x = 1 the other, of the same form."""
    x = RationalFunction.variable("x")

    def mixed(one, other):
        return tuple(
            RationalFunction.constant(a) + RationalFunction.constant(b - a) * x
            for a, b in zip(one, other, strict=True)
        )

    if isinstance(lower, NormalForm):
        cells = tuple(mixed(one, other) for one, other in zip(lower.payoffs, higher.payoffs, strict=True))
        form = NormalForm(lower.players, lower.actions, cells)
    else:
        ends = (
            replace(one, payoffs=mixed(one.payoffs, other.payoffs))
            if isinstance(one, Terminal)
            else replace(one, probabilities=tuple(map(RationalFunction.constant, one.probabilities)))
            if hasattr(one, "probabilities")
            else one
            for one, other in zip(lower.nodes, higher.nodes, strict=True)
        )
        form = ExtensiveForm(lower.players, lower.information_sets, tuple(ends))
    return GameFamily(form, (Parameter("x", Fraction(0), Fraction(1), Fraction(0)),))


def paid_otherwise(game, change):
    """A game with other payoffs: ``change`` maps what is paid at an end to something else."""
    if isinstance(game, NormalForm):
        return NormalForm(
            game.players, game.actions, tuple(tuple(map(Fraction, change(cell))) for cell in game.payoffs)
        )
    nodes = (
        replace(n, payoffs=tuple(map(Fraction, change(n.payoffs)))) if isinstance(n, Terminal) else n
        for n in game.nodes
    )
    return ExtensiveForm(game.players, game.information_sets, tuple(nodes))


# --- Dominance traps
# -------------------------------------------------------------------------------------------------------


@st.composite
def commons(draw):
    """Three players; what each takes helps it and harms all; sometimes two of them are asked about."""
    harm = draw(st.integers(2, 5))
    members = draw(st.sampled_from([("Ann", "Bob"), ("Ann", "Bob", "Cat")]))
    brings = harm + Fraction(draw(st.integers(1, 9)), 10) * harm * (len(members) - 1)
    extra = [draw(narrow) for _ in range(3)]
    cells = []
    for profile in product(range(2), repeat=3):
        taken = profile.count(0)
        cells.append(
            tuple(brings * (own == 0) - harm * taken + more for own, more in zip(profile, extra, strict=True))
        )
    return table((2, 2, 2), cells), {**TRAPPED, "coalition": list(members)}


@st.composite
def tempted_three(draw):
    """2×2×2 tables in which "a" is dominant for all, and nothing is known of what they get without it."""
    game = draw(three(narrow))
    cells = {key: list(cell) for key, cell in zip(product(range(2), repeat=3), game.payoffs, strict=True)}
    for key, cell in cells.items():
        for who in range(3):
            if key[who] == 0:
                cell[who] = cells[(*key[:who], 1, *key[who + 1 :])][who] + draw(some)
    return table((2, 2, 2), list(cells.values())), {**TRAPPED, "coalition": ["Ann", "Bob", "Cat"]}


# --- Comparative statics
# ---------------------------------------------------------------------------------------------------


@st.composite
def strength_seen(draw):
    """Bob gains by punishing ("a") until he does so even after compliance: then nobody complies."""
    higher = draw(restraint_trees())
    complied = next(n for n, s in enumerate(higher.information_sets) if s.name == "complied")
    node = next(node for node in higher.nodes if getattr(node, "information_set", None) == complied)
    first, last = node.children
    drop = draw(st.integers(12, 20))
    nodes = tuple(
        replace(n, payoffs=(n.payoffs[0], n.payoffs[1] - drop, *n.payoffs[2:]))
        if first <= place < last and hasattr(n, "payoffs")
        else n
        for place, n in enumerate(higher.nodes)
    )
    return between(ExtensiveForm(higher.players, higher.information_sets, nodes), higher), {
        "mover": "Bob",
        **STRONGER,
    }


@st.composite
def strength_anywhere(draw, games):
    """Any game, and one in which the mover gets at least as much everywhere, or sometimes less."""
    lower = draw(games)
    mover = draw(st.sampled_from(lower.players))
    step = draw(st.sampled_from([st.integers(0, 40), st.integers(0, 40), st.integers(-10, 40)]))
    who = lower.players.index(mover)

    def change(cell):
        return [
            p + draw(step) if i == who else p + draw(st.sampled_from([0, 0, 7, -9]))
            for i, p in enumerate(cell)
        ]

    return between(lower, paid_otherwise(lower, change)), {"mover": mover, **STRONGER}


@st.composite
def coerced(draw):
    """P gains by coercing until it does coerce, and the third party's answer costs more."""
    game = draw(answered_by_a_third())
    before = [
        (own - (40 if profile[0] == "coerce" else 0), *rest)
        for profile, (own, *rest) in zip(game.profiles(), game.payoffs, strict=True)
    ]
    lower = NormalForm(game.players, game.actions, tuple(tuple(map(Fraction, cell)) for cell in before))
    if draw(st.booleans()):
        lower, game = unseen(lower), unseen(game)
    return between(lower, game), {"mover": "P", **STRONGER}


# --- Information
# -----------------------------------------------------------------------------------------------------------


def joined_by_cat(game, draw):
    """Cat chooses last, unseen and unseeing: "a", which is better for Cat, leaves all as it is."""
    shift = {label: [0, 0] if label == "a" else [draw(narrow), draw(narrow)] for label in "ab"}

    def grow(place):
        node = game.nodes[place]
        if isinstance(node, Terminal):
            paid = {k: tuple(p + s for p, s in zip(node.payoffs, shift[k], strict=True)) for k in "ab"}
            return Move("Cat", "Cat", {k: (*own, int(k == "a")) for k, own in paid.items()})
        labels = game.labels(place)
        if hasattr(node, "probabilities"):
            return Chance(
                {o: (p, grow(c)) for o, p, c in zip(labels, node.probabilities, node.children, strict=True)}
            )
        info = game.information_sets[node.information_set]
        return Move(info.player, info.name, {a: grow(c) for a, c in zip(labels, node.children, strict=True)})

    return ExtensiveForm.from_tree((*game.players, "Cat"), grow(0))


@st.composite
def news_with_cat(draw):
    """News, or backfiring news, with a third player."""
    return joined_by_cat(draw(st.one_of(news(), backfiring_news(), backfiring_news())), draw)


# --- Third parties
# ---------------------------------------------------------------------------------------------------------


@st.composite
def distrusted(draw, built=True):
    """T trusts P or not; P coerces or engages; K answers.  As built, P would coerce because of K's answer.

    T, who would be harmed by that, does not trust; with K as it is without coercion P would engage, and be
    trusted.
    """
    base, gain, cost = draw(narrow), draw(some), draw(some)
    if built:
        after = {"expand": (base + 3 + gain, -draw(some), 2), "stay": (base + 3 - cost, 1, 1 - draw(some))}
        quiet = {
            "expand": (base + 3 - draw(some), draw(narrow), 0),
            "stay": (base + 3, draw(some), draw(some)),
        }
        refused = (base, 0, draw(narrow))
    else:
        after, quiet = (
            {k: tuple(draw(wide) for _ in range(3)) for k in ("expand", "stay")} for _ in range(2)
        )
        refused = tuple(draw(wide) for _ in range(3))
    answer = {"coerce": Move("K", "coerced", after), "engage": Move("K", "engaged", quiet)}
    tree = Move("T", "asked", {"trust": Move("P", "trusted", answer), "refuse": refused})
    return ExtensiveForm.from_tree(("P", "T", "K"), tree), ANSWERED


# --- Misperception
# ---------------------------------------------------------------------------------------------------------


@st.composite
def wishful_seen(draw):
    """Ann believes that Bob, who sees her, yields to "a"; he resists, and waiting was better."""
    loss, waiting = draw(some), draw(st.integers(0, 2))
    won = waiting + draw(some)
    bob, quiet = draw(some), (draw(some), draw(st.integers(-3, 0)))

    def tree(resists):
        pressed = Move("Bob", "pressed", {"yield": (won, 0), "resist": (-loss, bob if resists else -bob)})
        waited = Move(
            "Bob", "waited", {"yield": (waiting, quiet[0]), "resist": (waiting - draw(narrow), quiet[1])}
        )
        return ExtensiveForm.from_tree(("Ann", "Bob"), Move("Ann", "first", {"a": pressed, "b": waited}))

    return tree(resists=True), {
        "mover": "Ann",
        "model": tree(resists=False),
        **draw(st.sampled_from([{}, {"inaction": "b"}])),
    }


@st.composite
def mistaken_trees(draw):
    """A tree and one like it with other payoffs."""
    game = draw(trees(wide, root="move"))
    model = paid_otherwise(game, lambda cell: [draw(wide) for _ in cell])
    mover = draw(st.sampled_from(sorted({s.player for s in game.information_sets})))
    idle = all("b" in s.actions for s in game.information_sets if s.player == mover) and draw(st.booleans())
    return game, {"mover": mover, "model": model, **({"inaction": "b"} if idle else {})}


@st.composite
def wishful_with_cat(draw):
    """Wishful, or mistaken, with Cat in both games."""
    game, request = draw(st.one_of(wishful(), mistaken()))
    game, model = (draw(watched(st.just(one))) for one in (game, request["model"]))
    return game, {**request, "model": model}


# --- Security-insecurity
# ---------------------------------------------------------------------------------------------------


@st.composite
def diverted_with_cat(draw):
    """Guards that divert an attack, or anything, with Cat beside."""
    game, _ = draw(st.one_of(diverted(), diverted(), guarded(tables(wide))))
    values = [number for cell in game.payoffs for number in (cell[2], draw(SAFETY))]
    watched_game = draw(watched(st.just(without_measure(game))))
    return securing(watched_game, "Ann", values), {**SHIFTED, "held": "nobody"}


# --- Realized
# ------------------------------------------------------------------------------------------------------------


@st.composite
def used_in_trees(draw):
    """Any tree with perfect information, and a benchmark that is a number or the game without the action."""
    game, request = draw(asked(trees(wide)).filter(lambda case: "coalition" not in case[1]))
    return game, {**request, "benchmark": draw(st.sampled_from(["no-coercion", 60, 0, -30]))}


def held(games, mover="Ann", action="a"):
    benchmarks = st.sampled_from(["no-coercion", "no-coercion", 0, 1, Fraction(1, 2)])
    return st.tuples(games, benchmarks.map(lambda b: {"mover": mover, "action": action, "benchmark": b}))


FEARED = st.sampled_from(["no-coercion", "complete-information", -1, -4]).map(
    lambda b: {**LARGE, "benchmark": b}
)
three_built = answered_by_a_third().map(lambda game: (game, COERCE))
hidden = st.one_of(answered_by_a_third(), answers()).map(unseen)

CASES = {
    "option": {
        "two": st.one_of(
            asked(st.one_of(tables(wide), constant_sum_tables())), paradoxes_in_tables(), dominant_options()
        ),
        "three": st.one_of(asked(three()), three_built, asked(watched(commitment_tables())), three_built),
        "trees": st.one_of(
            asked(trees(wide)), paradoxes_in_trees(), paradoxes_in_trees(), st.tuples(hidden, st.just(COERCE))
        ),
    },
    "dominance-trap": {
        "two": st.tuples(st.one_of(traps(), races(), races(), tempted(), tables()), st.just(TRAPPED)),
        "three": st.one_of(
            commons(), commons(), tempted_three(), st.tuples(watched(traps()), st.just(TRAPPED))
        ),
    },
    "comparative-statics": {
        "two": st.tuples(
            st.one_of(strength(), backfiring_strength(), backfiring_strength()),
            st.just({"mover": "Ann", **STRONGER}),
        ),
        "three": st.one_of(coerced(), coerced(), strength_anywhere(three())),
        "trees": st.one_of(strength_seen(), strength_seen(), strength_anywhere(trees(wide))),
    },
    "information": {
        "two": st.tuples(st.one_of(news(), backfiring_news()), st.just(TOLD)),
        "three": st.tuples(news_with_cat(), st.just(TOLD)),
    },
    "third-party": {
        "three": st.tuples(
            st.one_of(answers(), answered_by_a_third(), answered_by_a_third()), st.just(ANSWERED)
        ),
        "trees": st.one_of(
            distrusted(), distrusted(), distrusted(built=False), st.tuples(hidden, st.just(ANSWERED))
        ),
    },
    "realized": {
        "two": held(st.one_of(tables(), commitment_tables(), commitment_tables())),
        "three": st.one_of(
            held(st.one_of(answers(), answered_by_a_third()), "P", "coerce"),
            held(watched(commitment_tables())),
        ),
        "trees": st.one_of(
            used_in_trees(),
            st.tuples(st.one_of(bluffs(), overreactions(), overreactions(), overreactions()), FEARED),
            held(answered_by_a_third().map(unseen), "P", "coerce"),
            *[st.tuples(overreactions(), st.just({**LARGE, "benchmark": "complete-information"}))] * 3,
        ),
    },
    "misperception": {
        "two": st.one_of(mistaken(), wishful(), wishful()),
        "three": wishful_with_cat(),
        "trees": st.one_of(wishful_seen(), mistaken_trees(), mistaken_trees()),
    },
    "security-insecurity": {
        "two": st.one_of(guarded(), diverted(), diverted()),
        "three": diverted_with_cat(),
    },
}
SORTS = [(name, sort) for name, sorts in CASES.items() for sort in sorts]
