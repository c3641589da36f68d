"""Random trees with imperfect information and chance, with and without perfect recall, and random profiles of them."""

from fractions import Fraction
from functools import cache

from hypothesis import strategies as st
from witnesses.games import LABELS, PLAYERS, narrow, two_or_three

from gametheory_paradox.games import Chance, Decision, ExtensiveForm, Move, Profile

ODDS = ((1, 1), (1, 2), (3, 1), (1, 1, 2))
FEW = st.integers(1, 6)  # decision nodes and chance nodes; with the ends that makes 3 to 13 nodes, some more with three ways on


@st.composite
def imperfect_trees(draw, *, recall=True, chance=True, players=two_or_three, inner=FEW, payoffs=narrow):
    """A tree with ``inner`` decision nodes and chance nodes.

    With ``recall`` the nodes of a set have the same own history; without, a set may hold any nodes of a player that offer
    equally many actions and do not follow each other (and there may be perfect recall by accident).
    """
    who = PLAYERS[: draw(players)]
    root = {"above": None, "ways": [None]}  # a stub above the tree
    free = [(root, 0)]
    sets: list[dict] = []
    for left in range(draw(inner), 0, -1):
        fitting = [(place, info) for place in free for info in sets if _may_join(place, info, recall)]
        if fitting and draw(st.integers(0, 2)):
            place, info = draw(st.sampled_from(fitting))
            node = {"set": info}
        else:
            place = draw(st.sampled_from(free))
            if chance and (sets or left > 1) and draw(st.integers(0, 3)) == 0:  # somebody chooses somewhere
                node = {"odds": draw(st.sampled_from(ODDS))}
            else:
                player = draw(st.sampled_from(who))
                name, size = f"{player[0]}{len(sets) + 1}", draw(st.sampled_from([2, 2, 2, 3]))
                sets.append({"player": player, "size": size, "name": name, "moves": _own_moves(place, player)})
                node = {"set": sets[-1]}
        above, way = place
        above["ways"][way] = node
        node |= {"above": place, "ways": [None] * (len(node["odds"]) if "odds" in node else node["set"]["size"])}
        free = [other for other in free if other is not place]
        free.extend((node, number) for number in range(len(node["ways"])))
    return ExtensiveForm.from_tree(who, _written(root["ways"][0], who, lambda: draw(payoffs)))


def forgetful_trees(**choices):
    """Trees in which somebody forgets what it has done or seen."""
    return imperfect_trees(recall=False, **choices).filter(lambda game: any(forgets(game, player) for player in game.players))


def _own_moves(place, player):
    """The player's own moves before a place in a tree that is being built: (name of the set, action), the last one first."""
    moves = []
    while place is not None:
        node, way = place
        if "set" in node and node["set"]["player"] == player:
            moves.append((node["set"]["name"], way))
        place = node["above"]
    return moves


def _may_join(place, info, recall):
    """Whether a node of an information set may stand at a free place."""
    moves = _own_moves(place, info["player"])
    return moves == info["moves"] if recall else info["name"] not in [name for name, _ in moves]


def _written(node, who, payoff):
    if node is None:
        return tuple(payoff() for _ in who)
    below = [_written(after, who, payoff) for after in node["ways"]]
    if "odds" in node:
        total = sum(node["odds"])
        return Chance({f"o{n}": (Fraction(p, total), b) for n, (p, b) in enumerate(zip(node["odds"], below, strict=True))})
    return Move(node["set"]["player"], node["set"]["name"], dict(zip(LABELS, below, strict=False)))


@cache
def deep_tree(levels=10**5):
    """Ann and Bob in turn go on or stop, one information set for each level."""
    tree = (0, 0)
    for step in range(levels):
        tree = Move(PLAYERS[step % 2], f"step {step}", {"go": tree, "stop": (step, -step)})
    return ExtensiveForm.from_tree(PLAYERS[:2], tree)


def own_moves(game, player, place):
    """A player's own moves before a node, the first one first, as (information set, action): walked up from the node."""
    moves = []
    while place:
        place, branch = game.parents[place]
        node = game.nodes[place]
        if isinstance(node, Decision) and game.information_sets[node.information_set].player == player:
            moves.append((node.information_set, branch))
    return tuple(reversed(moves))


def forgets(game, player):
    """Whether a player's own moves before the nodes of one of its sets differ."""
    own = [nodes for info, nodes in zip(game.information_sets, game.members, strict=True) if info.player == player]
    return any(len({own_moves(game, player, node) for node in nodes}) > 1 for nodes in own)


@st.composite
def distributions(draw, size):
    """Probabilities of ``size`` things, often 0 or 1."""
    weights = draw(st.lists(st.sampled_from([0, 0, 1, 1, 2, 3]), min_size=size, max_size=size))
    if not any(weights):
        weights[draw(st.integers(0, size - 1))] = 1
    return tuple(Fraction(w, sum(weights)) for w in weights)


@st.composite
def profiles_of(draw, game):
    """Random profiles of a game of either form: a tenth of them pure, an action often without probability."""
    if draw(st.integers(0, 9)) == 0:
        return Profile.pure(game.information_sets, [draw(st.integers(0, len(s.actions) - 1)) for s in game.information_sets])
    return Profile(game.information_sets, tuple(draw(distributions(len(s.actions))) for s in game.information_sets))


def with_profiles(games):
    """A game and a random profile of it."""
    return games.flatmap(lambda game: st.tuples(st.just(game), profiles_of(game)))
