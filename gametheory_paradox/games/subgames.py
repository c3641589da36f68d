"""Subgames: where they begin, and a subgame in which inner ones are replaced by what they are worth.

Source: selten1965.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.node_payoffs import odds_at
from gametheory_paradox.games.nodes import Decision, Terminal
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.profiles import Profile
from gametheory_paradox.games.recall import excludes
from gametheory_paradox.games.truncation import Truncation, part_of

PERFECT = ("subgame-perfect", "sequential")  # concepts of which an equilibrium is one in every subgame


def subgame_roots(game: ExtensiveForm[Any]) -> list[int]:
    """Finds the nodes at which a subgame begins: no information set reaches across its border."""
    size = len(game.nodes)
    first, last = [size] * size, [-1] * size  # how far the information sets of each subtree reach
    roots = []
    for place in range(size - 1, -1, -1):
        node = game.nodes[place]
        if isinstance(node, Decision):
            members = game.members[node.information_set]
            first[place], last[place] = members[0], members[-1]
        if not isinstance(node, Terminal):
            first[place] = min([first[place], *(first[c] for c in node.children)])
            last[place] = max([last[place], *(last[c] for c in node.children)])
            if first[place] >= place and last[place] < game.ends[place]:
                roots.append(place)
    return roots[::-1]


def truncated(game: ExtensiveForm[P], root: int, values: Mapping[int, tuple[P, ...]]) -> Truncation[P]:
    """Truncates the subgame at ``root``: inner subgames at the keys of ``values`` become payoffs."""
    return part_of(game, root, lambda at: Terminal(values[at]) if at in values else game.nodes[at])


def play_comes_to(game: ExtensiveForm[Fraction], profile: Profile, number: int, concept: str) -> bool:
    """True if an equilibrium says what is done at an information set, since play comes to it.

    Parameters
    ----------
    game, profile
        The game, and what everybody does.
    number
        The number of the information set.
    concept
        The solution concept: of a perfect one play counts that begins where the smallest subgame around the
        set does, of any other play from the start.
    """
    members = game.members[number]
    pending = [_root_around(game, number) if concept in PERFECT else 0]
    while pending:
        place = pending.pop()
        node = game.nodes[place]
        if place in members:
            return True
        if isinstance(node, Terminal):
            continue
        pending += [child for p, child in zip(odds_at(node, profile), node.children, strict=True) if p]
    return False


def is_excluded_by_own_choices(
    game: ExtensiveForm[Fraction], profile: Profile, number: int, concept: str
) -> bool:
    """True if whatever a player does at one of its sets is a part of an equilibrium, as it never leads there.

    Parameters
    ----------
    game, profile, number
        The game, what everybody does, and the number of the information set.
    concept
        The solution concept: of Nash equilibria the player's choices from the start count, of subgame perfect
        ones those in the smallest subgame around the set.  Of others none do: they say what is best there.
    """
    if concept not in ("nash", "subgame-perfect"):
        return False
    root = _root_around(game, number) if concept == "subgame-perfect" else 0
    return excludes(game, profile.probabilities, number, root)


def _root_around(game: ExtensiveForm[Any], number: int) -> int:
    """The root of the smallest subgame around an information set."""
    members = game.members[number]
    around = (at for at in subgame_roots(game) if at <= members[0] and members[-1] < game.ends[at])
    return max(around, default=0)
