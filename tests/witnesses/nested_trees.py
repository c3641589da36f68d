"""Trees as plain nested tuples, with chance and information sets: a second way to hold them.

A tree is ("end", payoffs), ("chance", ((outcome, probability, tree), …)) or ("move", player, set, ((action,
tree), …)).
"""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from gametheory_paradox.forms import Chance, Decision, ExtensiveForm, Lottery, Move

PLAYERS = ("Ann", "Bob", "Cat")
ODDS = ((1, 1), (1, 2), (3, 1), (0, 1), (1, 1, 2))


@st.composite
def nested_trees(draw, depth=3, recall=True, chance=True):
    """Random trees; with ``recall`` each set's nodes follow the same own choices, else only no path
    meets one set twice."""
    who, payoffs = PLAYERS[: draw(st.integers(1, 3))], st.integers(-1, 2)
    sets: dict[object, list[str]] = {}

    def grow(left, own, at_root):
        kind = draw(st.sampled_from(["move", "move", "move", "chance", "end"])) if not at_root else "move"
        if left == 0 or kind == "end" or (kind == "chance" and not chance):
            return ("end", tuple(Fraction(draw(payoffs)) for _ in who))
        if kind == "chance":
            odds = draw(st.sampled_from(ODDS))
            return (
                "chance",
                tuple(
                    (f"o{n}", Fraction(p, sum(odds)), grow(left - 1, own, False)) for n, p in enumerate(odds)
                ),
            )
        player = draw(st.sampled_from(who))
        actions = "abc"[: draw(st.sampled_from([1, 2, 2, 2, 3]))]
        key = (player, actions, own[player] if recall else None)
        taken = [name for name, _ in own[player]]
        known = [name for name in sets.setdefault(key, []) if name not in taken]
        choice = draw(st.integers(0, len(known)))
        name = known[choice] if choice < len(known) else f"set {sum(map(len, sets.values())) + 1}"
        if choice == len(known):
            sets[key].append(name)
        return (
            "move",
            player,
            name,
            tuple((a, grow(left - 1, {**own, player: (*own[player], (name, a))}, False)) for a in actions),
        )

    return who, grow(depth, dict.fromkeys(who, ()), True)


def written(tree):
    """The tree as Move and Chance."""
    if tree[0] == "end":
        return tree[1]
    if tree[0] == "chance":
        return Chance({outcome: (p, written(below)) for outcome, p, below in tree[1]})
    return Move(tree[1], tree[2], {action: written(below) for action, below in tree[3]})


def game_of(players, tree):
    """The tree as a game."""
    return ExtensiveForm.from_tree(players, written(tree))


def read_back(game: ExtensiveForm, position=0):
    """A game as a nested tree, read node by node."""
    node = game.nodes[position]
    if isinstance(node, Decision):
        info = game.information_sets[node.information_set]
        below = (read_back(game, child) for child in node.children)
        return ("move", info.player, info.name, tuple(zip(info.actions, below, strict=True)))
    if isinstance(node, Lottery):
        below = (read_back(game, child) for child in node.children)
        return ("chance", tuple(zip(node.outcomes, node.probabilities, below, strict=True)))
    return ("end", node.payoffs)


def subtrees(tree):
    """The tree and everything below, in preorder."""
    yield tree
    if tree[0] == "chance":
        for _, _, below in tree[1]:
            yield from subtrees(below)
    elif tree[0] == "move":
        for _, below in tree[3]:
            yield from subtrees(below)


def sets_in(tree):
    """For each information set, as (player, name), how often it occurs."""
    found = {}
    for below in subtrees(tree):
        if below[0] == "move":
            found[below[1], below[2]] = found.get((below[1], below[2]), 0) + 1
    return found


def actions_at(tree):
    """For each information set its actions."""
    return {(t[1], t[2]): tuple(a for a, _ in t[3]) for t in subtrees(tree) if t[0] == "move"}


def cut(tree, takes_away):
    """The tree without the actions for which ``takes_away(player, set, action)``."""
    if tree[0] == "chance":
        return ("chance", tuple((outcome, p, cut(below, takes_away)) for outcome, p, below in tree[1]))
    if tree[0] == "move":
        _, player, name, branches = tree
        return (
            "move",
            player,
            name,
            tuple((a, cut(t, takes_away)) for a, t in branches if not takes_away(player, name, a)),
        )
    return tree


def expectation(tree, odds):
    """Expected payoffs, play by play; ``odds[player, set][action]`` is the probability of an action."""
    total = None
    pending = [(tree, Fraction(1))]
    while pending:
        here, weight = pending.pop()
        if here[0] == "end":
            scaled = [weight * p for p in here[1]]
            total = scaled if total is None else [t + s for t, s in zip(total, scaled, strict=True)]
        elif here[0] == "chance":
            pending.extend((below, weight * p) for _, p, below in here[1])
        else:
            pending.extend((below, weight * odds[here[1], here[2]][action]) for action, below in here[3])
    return tuple(total)


def pure_strategies(tree, player):
    """Every choice of one action at each of a player's information sets."""
    own = [(at, actions) for at, actions in actions_at(tree).items() if at[0] == player]
    for choice in product(*(actions for _, actions in own)):
        yield {
            at: {a: Fraction(a == chosen) for a in actions}
            for (at, actions), chosen in zip(own, choice, strict=True)
        }


def best_value(players, tree, odds, player):
    """The most a player can get by any pure strategy against what the others do."""
    who = players.index(player)
    return max(expectation(tree, {**odds, **strategy})[who] for strategy in pure_strategies(tree, player))


def proper_subgames(tree):
    """The subtrees, other than ends, whose information sets lie wholly within."""
    everywhere = sets_in(tree)
    return [
        t
        for t in subtrees(tree)
        if t[0] != "end" and all(everywhere[at] == n for at, n in sets_in(t).items())
    ]


@st.composite
def plays(draw, trees):
    """Players, a tree, and a probability for every action; often pure, so that equilibria occur."""
    who, tree = draw(trees)
    kinds = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 0), (0, 1, 0), (1, 1, 0), (1, 2, 1), (0, 1, 3)]
    odds = {}
    for at, actions in actions_at(tree).items():
        weights = draw(st.sampled_from(kinds))[: len(actions)]
        weights = weights if any(weights) else (1,) * len(actions)
        odds[at] = {a: Fraction(w, sum(weights)) for a, w in zip(actions, weights, strict=True)}
    return who, tree, odds
