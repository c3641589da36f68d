"""Strategies that draw small games: plain random ones, and ones built so that something rare occurs."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from hypothesis import strategies as st

from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, Terminal
from gametheory_paradox.testing.games import ACTIONS, normal_forms, perfect_information_games, table
from gametheory_paradox.testing.games import PLAYERS as EVERYBODY
from gametheory_paradox.testing.paradoxes.dominance_trap import traps
from gametheory_paradox.testing.paradoxes.option import commitment_tables, restraint_trees

QUANTIFIERS = ("strong", "best", "worst", "possible")
PLAYERS = EVERYBODY[:3]
LABELS = tuple(ACTIONS[:3])
narrow = st.integers(-1, 2)
wide = st.integers(-60, 60)
either = st.one_of(narrow, wide)
two_or_three = st.integers(2, 3)


def tables(payoffs=narrow, rows=two_or_three, columns=two_or_three):
    """Two-player tables; narrow payoffs make many of them degenerate."""
    return normal_forms(shapes=st.tuples(rows, columns), payoffs=payoffs)


def trees(payoffs=narrow, players=two_or_three, depth=3, chance=True, branches=two_or_three, root=None):
    """Trees with perfect information, two ways on after the first move; a name may stand at several sets."""
    return perfect_information_games(
        players=players, depth=depth, branches=branches, chance=chance, payoffs=payoffs, root=root
    )


@st.composite
def constant_sum_tables(draw):
    """Two-player tables whose payoffs sum to a constant."""
    game, total = draw(tables(either)), draw(st.integers(-3, 3))
    return table(game.shape, [(first, total - first) for first, _ in game.payoffs])


@st.composite
def dominant_tables(draw):
    """3×3 tables in which "a" is dominant, and without it there are three equilibria, one of them mixed."""
    worth, high, low = draw(st.integers(0, 6)), draw(st.integers(1, 6)), draw(st.integers(1, 6))
    cells = [(worth, 3), (9, 0), (9, 0), (worth - 1, 0), (high, 3), (0, 0), (worth - 2, 0), (0, 0), (low, 3)]
    return table((3, 3), cells)


@st.composite
def tied_chains(draw):
    """Trees in which Dan, last, does not care, and what Cat and Bob do before hangs on how he mixes.

    Bob and Cat go in or stay out one after the other; Ann chooses first whether they come to it, or Eve
    chooses between them and a move of Ann's.  In every second tree Cat wants Dan to play "a" and Bob wants
    him to play "b", so that both go in only where he mixes.
    """
    small, far, slack = st.integers(0, 4), st.integers(-9, 9), st.integers(1, 4)
    who = ("Ann", "Bob", "Cat", "Dan", "Eve")

    def end(bob, cat):
        return (draw(far), bob, cat, 0, draw(st.integers(0, 1)))

    if draw(st.booleans()):
        dan = {"a": end(-draw(slack), draw(slack)), "b": end(3 * draw(slack), -draw(slack))}
        outs = end(-draw(slack), 0), end(0, 0)
    else:
        dan = {label: end(draw(small), draw(small)) for label in LABELS[: draw(st.integers(2, 3))]}
        outs = end(draw(small), draw(small)), end(draw(small), draw(small))
    cat = Move("Cat", "then", {"a": Move("Dan", "last", dan), "b": outs[0]})
    bob = Move("Bob", "first", {"a": cat, "b": outs[1]})
    if draw(st.booleans()):
        return ExtensiveForm.from_tree(who, Move("Ann", "start", {"a": bob, "b": end(0, 0)}))
    own = {label: (draw(far), 0, 0, 0, draw(st.integers(-1, 2))) for label in LABELS[:2]}
    return ExtensiveForm.from_tree(who, Move("Eve", "start", {"a": bob, "b": Move("Ann", "asked", own)}))


@st.composite
def lone_trees(draw, payoffs=either):
    """Trees in which Ann alone chooses, and may not see what chance did or Bob had to do."""
    if draw(st.booleans()):
        return draw(trees(payoffs, players=st.just(1), depth=2))
    labels, blind = LABELS[: draw(st.integers(2, 3))], draw(st.booleans())

    def then(outcome):
        ends = {label: (draw(payoffs), 0) for label in labels}
        move = Move("Ann", "blind" if blind else f"saw {outcome}", ends)
        return Move("Bob", f"forced {outcome}", {"only": move})

    odds = draw(st.sampled_from([(1, 1, 1), (1, 2, 3), (5, 1, 2)]))
    outcomes = {f"o{n}": (Fraction(p, sum(odds)), then(n)) for n, p in enumerate(odds)}
    return ExtensiveForm.from_tree(PLAYERS[:2], Chance(outcomes))


@st.composite
def lone_tables(draw, payoffs=either):
    """Tables in which Ann alone chooses: the others have one action."""
    shape = (draw(st.integers(2, 3)), *[1] * draw(st.integers(0, 2)))
    cells = [tuple(draw(payoffs) for _ in shape) for _ in range(shape[0])]
    return table(shape, cells)


@st.composite
def constant_sum_trees(draw):
    """Two-player trees with perfect information whose payoffs sum to a constant."""
    game, total = draw(trees(either, players=st.just(2))), draw(st.integers(-3, 3))
    return _summing_to(game, total)


@st.composite
def seen_by_nobody(draw):
    """Constant-sum trees of two in which Bob does not see Ann's move, after a chance that one sees."""
    rows, columns = LABELS[: draw(st.integers(2, 3))], LABELS[: draw(st.integers(2, 3))]
    total = draw(st.integers(-3, 3))

    def play(state):
        return Move(
            "Ann", "Ann", {a: Move("Bob", "Bob", {b: (draw(either), 0) for b in columns}) for a in rows}
        )

    root = (
        play("")
        if draw(st.booleans())
        else Chance({s: (Fraction(1, 2), play(s)) for s in ("heads", "tails")})
    )
    return _summing_to(ExtensiveForm.from_tree(PLAYERS[:2], root), total)


def _summing_to(game, total):
    nodes = (
        replace(n, payoffs=(n.payoffs[0], total - n.payoffs[0])) if isinstance(n, Terminal) else n
        for n in game.nodes
    )
    return ExtensiveForm(game.players, game.information_sets, tuple(nodes))


def requests(game):
    """Everything that can be asked about an option in a game, but for the quantifier."""
    found = []
    for player in game.players:
        for action in sorted({a for s in game.information_sets if s.player == player for a in s.actions}):
            own = _losing(game, player, action)
            found.extend(
                {"mover": player, "action": action, "at": [s.name]}
                for s in own
                if s.name and len(s.actions) > 1
            )
            if not _leave_a_choice(own):
                continue
            found.append({"mover": player, "action": action})
            found.extend(
                {"mover": player, "action": action, "at": [s.name for s in pair]}
                for pair in combinations(own, 2)
            )
            found.extend(
                {"mover": player, "action": action, "coalition": [player, other]}
                for other in game.players
                if other != player and _leave_a_choice(_losing(game, other, action))
            )
    return found


def _losing(game, player, action):
    return [s for s in game.information_sets if s.player == player and action in s.actions]


def _leave_a_choice(sets):
    return bool(sets) and all(len(s.actions) > 1 for s in sets)


def asked(games):
    """A game and something to ask about it."""
    return games.filter(requests).flatmap(
        lambda game: st.tuples(st.just(game), st.sampled_from(requests(game)))
    )


def dominant_options():
    """The dominant action of a table with three equilibria without it: quantifiers may all differ."""
    return dominant_tables().map(lambda game: (game, {"mover": "Ann", "action": "a"}))


def paradoxes_in_tables():
    """Tables and requests whose answer is a strong option paradox."""
    return st.one_of(
        commitment_tables().map(lambda game: (game, {"mover": "Ann", "action": "a"})),
        traps().map(lambda game: (game, {"mover": "Ann", "action": "a", "coalition": ["Ann", "Bob"]})),
    )


def paradoxes_in_trees():
    """Trees and requests whose answer is a strong option paradox."""
    return restraint_trees().map(lambda game: (game, {"mover": "Bob", "action": "a", "at": ["complied"]}))


def strategic_form(game):
    """The table of a tree's pure strategies, written out play by play."""
    own = [
        [s for s, info in enumerate(game.information_sets) if info.player == player]
        for player in game.players
    ]
    plans = [list(product(*(range(len(game.information_sets[s].actions)) for s in sets))) for sets in own]
    cells = []
    for profile in product(*plans):
        choice = {
            s: a for sets, plan in zip(own, profile, strict=True) for s, a in zip(sets, plan, strict=True)
        }
        cells.append(_played(game, choice, 0))
    labels = tuple(tuple(" ".join(map(str, plan)) or "-" for plan in own_plans) for own_plans in plans)
    return NormalForm(game.players, labels, tuple(cells))


def _played(game, choice, position):
    node = game.nodes[position]
    if hasattr(node, "payoffs"):
        return node.payoffs
    if hasattr(node, "information_set"):
        return _played(game, choice, node.children[choice[node.information_set]])
    below = [_played(game, choice, child) for child in node.children]
    return tuple(
        sum(p * b[i] for p, b in zip(node.probabilities, below, strict=True))
        for i in range(len(game.players))
    )
