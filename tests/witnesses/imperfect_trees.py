"""Random trees with imperfect information and chance, with and without recall, and random profiles."""

from fractions import Fraction
from functools import cache
from random import Random

from hypothesis import strategies as st
from oracles.trees import games
from witnesses.games import PLAYERS, narrow, two_or_three

from gametheory_paradox.forms import Decision, ExtensiveForm, Move, Profile
from gametheory_paradox.testing.games import extensive_forms

# Decision nodes and chance nodes; with the ends that makes 3 to 13 nodes, some more with three ways on.
FEW = st.integers(1, 6)


def imperfect_trees(*, recall=True, chance=True, players=two_or_three, inner=FEW, payoffs=narrow):
    """A tree with ``inner`` decision nodes and chance nodes.

    With ``recall`` the nodes of a set have the same own history; without, a set may hold any nodes of a
    player that offer equally many actions and do not follow each other (and there may be perfect recall by
    accident).
    """
    return extensive_forms(recall=recall, chance=chance, players=players, inner=inner, payoffs=payoffs)


def forgetful_trees(**choices):
    """Trees in which somebody forgets what it has done or seen."""
    return imperfect_trees(recall=False, **choices).filter(
        lambda game: any(forgets(game, player) for player in game.players)
    )


LEVELS = 20_000  # far beyond what recursion reaches, and enough for anything quadratic to be felt


@cache
def deep_tree(levels=LEVELS):
    """Ann and Bob in turn go on or stop, one information set for each level."""
    tree = (0, 0)
    for step in range(levels):
        tree = Move(PLAYERS[step % 2], f"step {step}", {"go": tree, "stop": (step, -step)})
    return ExtensiveForm.from_tree(PLAYERS[:2], tree)


def own_moves(game, player, place):
    """A player's own moves before a node, first one first, as (information set, action): walked up."""
    moves = []
    while place:
        place, branch = game.parents[place]
        node = game.nodes[place]
        if isinstance(node, Decision) and game.information_sets[node.information_set].player == player:
            moves.append((node.information_set, branch))
    return tuple(reversed(moves))


def forgets(game, player):
    """Whether a player's own moves before the nodes of one of its sets differ."""
    own = [
        nodes
        for info, nodes in zip(game.information_sets, game.members, strict=True)
        if info.player == player
    ]
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
        return Profile.pure(
            game.information_sets, [draw(st.integers(0, len(s.actions) - 1)) for s in game.information_sets]
        )
    return Profile(
        game.information_sets, tuple(draw(distributions(len(s.actions))) for s in game.information_sets)
    )


def with_profiles(games):
    """A game and a random profile of it."""
    return games.flatmap(lambda game: st.tuples(st.just(game), profiles_of(game)))


def hiding(players):
    """Trees of up to 13 nodes in which somebody does not know something, half of them with many ties."""

    def drawn(seed):
        return games.draw(
            Random(seed), players, 9 + seed % 5, (0, 1, 2) if seed % 2 else tuple(range(-9, 10))
        )

    return (
        st.integers(0, 10**9)
        .map(lambda seed: drawn(seed * 7919))
        .filter(lambda game: games.is_wanted(game, 1))
    )
