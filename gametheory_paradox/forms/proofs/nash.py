"""Is a profile a Nash equilibrium, is it subgame perfect: by comparing it with every player's best response.

In extensive form a best response is found from the player's last information set back to its first, which is
right under perfect recall (kuhn1953): at each set, the action with the largest payoff weighted by how likely
the others and chance make its nodes.
"""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Game,
    Lottery,
    NormalForm,
    Profile,
    expected_payoffs,
    played_once,
)
from gametheory_paradox.forms.trees.assessments import node_payoffs
from gametheory_paradox.forms.trees.subgames import check_perfect_recall, subgame_roots


def regrets(game: Game, profile: Profile) -> tuple[Fraction, ...]:
    """Gains of each player by deviating alone: zero for all in a Nash equilibrium.

    Raises
    ------
    Unsupported
        If the game is a tree without perfect recall, or a stochastic game.
    """
    game = played_once(game)
    payoffs = expected_payoffs(game, profile)
    if isinstance(game, NormalForm):
        best = [max(action_payoffs(game, profile, who)) for who in range(len(game.players))]
    else:
        best = [best_response_value(game, profile, player) for player in game.players]
    return tuple(b - p for b, p in zip(best, payoffs, strict=True))


def is_nash(game: Game, profile: Profile) -> bool:
    """True if nobody gains by deviating alone."""
    return not any(regrets(game, profile))


def is_subgame_perfect(game: ExtensiveForm[Fraction], profile: Profile) -> bool:
    """True if the profile is a Nash equilibrium of every subgame."""
    values = node_payoffs(game, profile)
    return all(
        best_response_value(game, profile, player, root) == values[root][who]
        for root in subgame_roots(game)
        for who, player in enumerate(game.players)
    )


def best_response_value(
    game: ExtensiveForm[Fraction], profile: Profile, player: str, root: int = 0
) -> Fraction:
    """The most a player can get in the subgame at ``root`` while the others follow the profile."""
    check_perfect_recall(game, player)
    return best_continuation(game, profile, player, {root: Fraction(1)})


def best_continuation(
    game: ExtensiveForm[Fraction], profile: Profile, player: str, start: Mapping[int, Fraction]
) -> Fraction:
    """The most a player with perfect recall can get from weighted nodes, the others as in the profile."""
    return _best_choices(game, profile, player, start)[1]


def best_reply(game: ExtensiveForm[Fraction], profile: Profile, player: str) -> Profile:
    """The profile in which one player with perfect recall goes over to a best reply, if it gains by that.

    Raises
    ------
    Unsupported
        If it has no perfect recall.
    """
    check_perfect_recall(game, player)
    choice, most = _best_choices(game, profile, player, {0: Fraction(1)})
    if most == expected_payoffs(game, profile)[game.players.index(player)]:
        return profile
    return Profile(profile.information_sets, tuple(odds for _, odds in sorted(choice.items())))


def _best_choices(
    game: ExtensiveForm[Fraction], profile: Profile, player: str, start: Mapping[int, Fraction]
) -> tuple[dict[int, tuple[Fraction, ...]], Fraction]:
    """Best choices of a player at each set, and what it gets by them."""
    who = game.players.index(player)
    weight = _weights(game, profile, player, start)
    nodes_of: dict[int, list[int]] = {}
    for place in sorted(weight):
        node = game.nodes[place]
        if isinstance(node, Decision) and game.information_sets[node.information_set].player == player:
            nodes_of.setdefault(node.information_set, []).append(place)

    # From the last sets to the first: all that can come later is chosen by then.
    choice = dict(enumerate(profile.probabilities))
    known: dict[int, Fraction] = {}
    for number, places in sorted(nodes_of.items(), key=lambda entry: entry[1][0], reverse=True):
        gains = [Fraction(0)] * len(game.information_sets[number].actions)
        for place in places:
            node = game.nodes[place]
            assert isinstance(node, Decision)
            for action, child in enumerate(node.children):
                gains[action] += weight[place] * _value(game, choice, who, child, known)
        best = gains.index(max(gains))
        choice[number] = tuple(Fraction(a == best) for a in range(len(gains)))

    most = sum((w * _value(game, choice, who, place, known) for place, w in start.items()), Fraction(0))
    return choice, most


def action_payoffs(game: NormalForm[Fraction], profile: Profile, who: int) -> list[Fraction]:
    """A player's payoff by each of its actions in a table, against what the others do."""
    found = []
    for action in range(game.shape[who]):
        odds = list(profile.probabilities)
        odds[who] = tuple(Fraction(a == action) for a in range(game.shape[who]))
        found.append(expected_payoffs(game, Profile(profile.information_sets, tuple(odds)))[who])
    return found


def _weights(
    game: ExtensiveForm[Fraction], profile: Profile, player: str, start: Mapping[int, Fraction]
) -> dict[int, Fraction]:
    """The weights, without zeros, that chance and the others give the nodes below some weighted nodes."""
    weight = {place: w for place, w in start.items() if w}
    pending = list(weight)

    while pending:
        place = pending.pop()
        node = game.nodes[place]
        if isinstance(node, Lottery):
            odds = node.probabilities
        elif isinstance(node, Decision):
            own = game.information_sets[node.information_set].player == player
            odds = (Fraction(1),) * len(node.children) if own else profile.probabilities[node.information_set]
        else:
            continue

        for p, child in zip(odds, node.children, strict=True):
            if p:
                weight[child] = weight[place] * p
                pending.append(child)

    return weight


def _value(
    game: ExtensiveForm[Fraction],
    choice: dict[int, tuple[Fraction, ...]],
    who: int,
    place: int,
    known: dict[int, Fraction],
) -> Fraction:
    """A player's expected payoff from a node on; kept in ``known``, as the choices below it are settled."""
    pending = [place]
    while pending:
        node = game.nodes[pending[-1]]
        if isinstance(node, Decision | Lottery):
            odds = choice[node.information_set] if isinstance(node, Decision) else node.probabilities
            below = [(p, child) for p, child in zip(odds, node.children, strict=True) if p]
            missing = [child for _, child in below if child not in known]
            if missing:
                pending.extend(missing)
                continue
            known[pending.pop()] = sum((p * known[child] for p, child in below), Fraction(0))
        else:
            known[pending.pop()] = node.payoffs[who]
    return known[place]
