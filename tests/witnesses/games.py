"""Strategies that draw small games: plain random ones, and ones built so that something rare occurs."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from hypothesis import strategies as st

from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm, Terminal

QUANTIFIERS = ("strong", "best", "worst", "possible")
PLAYERS = ("Ann", "Bob", "Cat")
LABELS = ("a", "b", "c")
narrow = st.integers(-1, 2)
wide = st.integers(-60, 60)
either = st.one_of(narrow, wide)
two_or_three = st.integers(2, 3)


@st.composite
def tables(draw, payoffs=narrow, rows=two_or_three, columns=two_or_three):
    """Two-player tables; narrow payoffs make many of them degenerate."""
    shape = draw(rows), draw(columns)
    cells = draw(st.lists(st.tuples(payoffs, payoffs), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))
    return table(shape, cells)


def table(shape, cells, players=PLAYERS):
    """A table with the players' and actions' usual names."""
    labels = tuple(LABELS[:size] for size in shape)
    return NormalForm(players[: len(shape)], labels, tuple(tuple(map(Fraction, cell)) for cell in cells))


@st.composite
def constant_sum_tables(draw):
    """Two-player tables whose payoffs sum to a constant."""
    game, total = draw(tables(either)), draw(st.integers(-3, 3))
    return table(game.shape, [(first, total - first) for first, _ in game.payoffs])


@st.composite
def commitment_tables(draw):
    """2×2 tables in which player 1's dominant action costs it the other's good will: a strong paradox of "a"."""
    base, slack = draw(st.tuples(narrow, narrow)), st.integers(1, 3)
    low = draw(st.integers(-2, 2))
    gap, extra, above = draw(slack), draw(slack), draw(slack)
    # After a, Bob plays a and Ann gets low; after b, he plays b and she gets low + gap; a is better against both.
    first = [low, low + gap + extra, low - above, low + gap]
    second = [base[0] + draw(slack), base[0], base[1], base[1] + draw(slack)]
    return table((2, 2), list(zip(first, second, strict=True)))


@st.composite
def dominant_tables(draw):
    """3×3 tables in which "a" is dominant, and without it there are three equilibria, one of them mixed."""
    worth, high, low = draw(st.integers(0, 6)), draw(st.integers(1, 6)), draw(st.integers(1, 6))
    cells = [(worth, 3), (9, 0), (9, 0), (worth - 1, 0), (high, 3), (0, 0), (worth - 2, 0), (0, 0), (low, 3)]
    return table((3, 3), cells)


@st.composite
def traps(draw):
    """Symmetric 2×2 tables in which "a" is dominant and both prefer that neither has it: a trap for the two together."""
    reward = draw(st.integers(-2, 2))
    both, alone, suffer = reward - draw(st.integers(1, 3)), reward + draw(st.integers(1, 3)), draw(st.integers(1, 3))
    sucker = both - suffer
    return table((2, 2), [(both, both), (alone, sucker), (sucker, alone), (reward, reward)])


@st.composite
def trees(draw, payoffs=narrow, players=two_or_three, depth=3, chance=True, branches=two_or_three, root=None):
    """Trees with perfect information, two ways on after the first move; a player has actions of one name at several sets."""
    who = PLAYERS[: draw(players)]
    counter = iter(range(1000))

    def grow(left, kind):
        if kind == "end":
            return tuple(draw(payoffs) for _ in who)
        kinds = ["move", "move", "move", "end", "chance"] if chance else ["move", "move", "end"]
        below = st.sampled_from(kinds if left > 1 else ["end"])
        if kind == "chance":
            odds = draw(st.sampled_from([(1, 1), (1, 2), (3, 1)]))
            outcomes = zip(("heads", "tails"), odds, strict=True)
            return Chance({name: (Fraction(p, sum(odds)), grow(left - 1, draw(below))) for name, p in outcomes})
        labels = LABELS[: draw(branches) if left == depth else 2]
        return Move(draw(st.sampled_from(who)), f"n{next(counter)}", {label: grow(left - 1, draw(below)) for label in labels})

    first = root or draw(st.sampled_from(["move", "move", "chance"] if chance else ["move"]))
    return ExtensiveForm.from_tree(who, grow(depth, first))


@st.composite
def tied_chains(draw):
    """Trees in which Dan, who moves last, does not care, and what Cat and Bob do before him hangs on how he mixes.

    Bob and Cat go in or stay out one after the other; Ann chooses first whether they come to it, or Eve chooses between them
    and a move of Ann's.  In every second tree Cat wants Dan to play "a" and Bob wants him to play "b", so that both go in only
    where he mixes.
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
def restraint_trees(draw):
    """Ann complies or not, Bob sees which and punishes ("a") or not ("b"): punishing after compliance is a strong paradox."""
    slack = st.integers(1, 4)
    cost, reward_comply, reward_not, start = draw(slack), draw(slack), draw(slack), draw(st.integers(-2, 2))
    harm, quiet = cost + draw(slack), reward_not + draw(slack)
    after = {
        "a": Move("Bob", "complied", {"a": (start - cost - harm, quiet + reward_comply), "b": (start - cost, quiet)}),
        "b": Move("Bob", "did not", {"a": (start - harm, reward_not), "b": (start, 0)}),
    }
    if draw(st.booleans()):  # Cat watches, may move first, and is harmed or not
        after = {label: _with_cat(move, draw) for label, move in after.items()}
        return ExtensiveForm.from_tree(PLAYERS, Move("Ann", "start", after))
    return ExtensiveForm.from_tree(PLAYERS[:2], Move("Ann", "start", after))


def _with_cat(move, draw):
    """Every end becomes a move of Cat, who strictly prefers to leave the others' payoffs as they are."""
    ends = {}
    for label, (first, second) in move.actions.items():
        other = (first + draw(narrow), second + draw(narrow), -1)
        ends[label] = Move("Cat", f"{move.at}, {label}", {"a": (first, second, 1), "b": other})
    return Move(move.player, move.at, ends)


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
    """Two-player constant-sum trees in which Bob does not see what Ann does, after a chance that one of them sees."""
    rows, columns = LABELS[: draw(st.integers(2, 3))], LABELS[: draw(st.integers(2, 3))]
    total = draw(st.integers(-3, 3))

    def play(state):
        return Move("Ann", "Ann", {a: Move("Bob", "Bob", {b: (draw(either), 0) for b in columns}) for a in rows})

    root = play("") if draw(st.booleans()) else Chance({s: (Fraction(1, 2), play(s)) for s in ("heads", "tails")})
    return _summing_to(ExtensiveForm.from_tree(PLAYERS[:2], root), total)


def _summing_to(game, total):
    nodes = (replace(n, payoffs=(n.payoffs[0], total - n.payoffs[0])) if isinstance(n, Terminal) else n for n in game.nodes)
    return ExtensiveForm(game.players, game.information_sets, tuple(nodes))


def requests(game):
    """Everything that can be asked about an option in a game, but for the quantifier."""
    found = []
    for player in game.players:
        for action in sorted({a for s in game.information_sets if s.player == player for a in s.actions}):
            own = _losing(game, player, action)
            found.extend({"mover": player, "action": action, "at": [s.name]} for s in own if s.name and len(s.actions) > 1)
            if not _leave_a_choice(own):
                continue
            found.append({"mover": player, "action": action})
            found.extend({"mover": player, "action": action, "at": [s.name for s in pair]} for pair in combinations(own, 2))
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
    return games.filter(requests).flatmap(lambda game: st.tuples(st.just(game), st.sampled_from(requests(game))))


def dominant_options():
    """The dominant action of a table that holds three equilibria without it: every quantifier may answer differently."""
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
    own = [[s for s, info in enumerate(game.information_sets) if info.player == player] for player in game.players]
    plans = [list(product(*(range(len(game.information_sets[s].actions)) for s in sets))) for sets in own]
    cells = []
    for profile in product(*plans):
        choice = {s: a for sets, plan in zip(own, profile, strict=True) for s, a in zip(sets, plan, strict=True)}
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
    return tuple(sum(p * b[i] for p, b in zip(node.probabilities, below, strict=True)) for i in range(len(game.players)))
