"""Is a profile a Nash equilibrium, is it subgame perfect: by comparing it with every player's best response.

In extensive form a best response is found from the player's last information set back to its first, which is right under
perfect recall (kuhn1953): at each set, the action with the largest payoff weighted by how likely the others and chance make
its nodes.
"""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.games import Decision, ExtensiveForm, Game, Lottery, NormalForm, Profile, expected_payoffs
from gametheory_paradox.games.profiles import node_payoffs
from gametheory_paradox.games.recall import check_perfect_recall
from gametheory_paradox.games.subgames import subgame_roots


def regrets(game: Game, profile: Profile) -> tuple[Fraction, ...]:
    """What each player could gain by deviating alone: zero for all in a Nash equilibrium.

    Raises
    ------
    Unsupported
        If the game is a tree without perfect recall.
    """
    payoffs = expected_payoffs(game, profile)
    if isinstance(game, NormalForm):
        best = [max(_action_payoffs(game, profile, who)) for who in range(len(game.players))]
    else:
        best = [best_response_value(game, profile, player) for player in game.players]
    return tuple(b - p for b, p in zip(best, payoffs, strict=True))


def is_nash(game: Game, profile: Profile) -> bool:
    """Whether nobody gains by deviating alone."""
    return not any(regrets(game, profile))


def is_subgame_perfect(game: ExtensiveForm[Fraction], profile: Profile) -> bool:
    """Whether the profile is a Nash equilibrium of every subgame."""
    values = node_payoffs(game, profile)
    return all(
        best_response_value(game, profile, player, root) == values[root][who]
        for root in subgame_roots(game)
        for who, player in enumerate(game.players)
    )


def best_response_value(game: ExtensiveForm[Fraction], profile: Profile, player: str, root: int = 0) -> Fraction:
    """The most a player can get in the subgame at ``root`` while the others follow the profile."""
    check_perfect_recall(game, player)
    return best_continuation(game, profile, player, {root: Fraction(1)})


def best_continuation(game: ExtensiveForm[Fraction], profile: Profile, player: str, start: Mapping[int, Fraction]) -> Fraction:
    """The most a player who remembers everything can get from some nodes on, weighted, while the others follow the profile."""
    own = {s for s, info in enumerate(game.information_sets) if info.player == player}
    weight = _weights(game, profile, own, start)
    choice = dict(enumerate(profile.probabilities))
    who = game.players.index(player)
    here = [s for s in own if any(node in weight for node in game.members[s])]
    for number in sorted(here, key=lambda s: game.members[s][0], reverse=True):
        values = _values(game, choice, who)
        size = len(game.information_sets[number].actions)
        gains = [Fraction(0)] * size
        for position in game.members[number]:
            node = game.nodes[position]
            if position in weight and isinstance(node, Decision):
                for action, child in enumerate(node.children):
                    gains[action] += weight[position] * values[child]
        best = gains.index(max(gains))
        choice[number] = tuple(Fraction(a == best) for a in range(size))
    values = _values(game, choice, who)
    return sum((w * values[position] for position, w in start.items()), Fraction(0))


def _action_payoffs(game: NormalForm[Fraction], profile: Profile, who: int) -> list[Fraction]:
    found = []
    for action in range(game.shape[who]):
        odds = list(profile.probabilities)
        odds[who] = tuple(Fraction(a == action) for a in range(game.shape[who]))
        found.append(expected_payoffs(game, Profile(profile.information_sets, tuple(odds)))[who])
    return found


def _weights(
    game: ExtensiveForm[Fraction], profile: Profile, own: set[int], start: Mapping[int, Fraction]
) -> dict[int, Fraction]:
    """How likely chance and the other players make each node below some nodes, from the weights of these."""
    weight = dict(start)
    for position in range(min(start), len(game.nodes)):
        node = game.nodes[position]
        if position not in weight or not isinstance(node, Decision | Lottery):
            continue
        if isinstance(node, Lottery):
            odds = node.probabilities
        elif node.information_set in own:
            odds = (Fraction(1),) * len(node.children)
        else:
            odds = profile.probabilities[node.information_set]
        for p, child in zip(odds, node.children, strict=True):
            weight[child] = weight[position] * p
    return weight


def _values(game: ExtensiveForm[Fraction], choice: dict[int, tuple[Fraction, ...]], who: int) -> list[Fraction]:
    values = [Fraction(0)] * len(game.nodes)
    for position in range(len(game.nodes) - 1, -1, -1):
        node = game.nodes[position]
        if isinstance(node, Decision | Lottery):
            odds = choice[node.information_set] if isinstance(node, Decision) else node.probabilities
            values[position] = sum((p * values[c] for p, c in zip(odds, node.children, strict=True)), Fraction(0))
        else:
            values[position] = node.payoffs[who]
    return values
