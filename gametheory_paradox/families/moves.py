"""Trees written down again with Move and Chance."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from gametheory_paradox.games import Chance, ExtensiveForm, Lottery, Move, Terminal

Outcomes: TypeAlias = Mapping[str, tuple[object, object]]


def as_moves(
    form: ExtensiveForm[Any],
    place: int = 0,
    *,
    end: Callable[[tuple[Any, ...]], object] = tuple,
    move: Callable[[str, str, dict[str, object]], object] = Move,
    chance: Callable[[Outcomes], object] = Chance,
) -> object:
    """The tree below a node as ``ExtensiveForm.from_tree`` takes it.

    Parameters
    ----------
    form, place
        The tree, and the number of the node.
    end, move, chance
        What an end becomes, from its payoffs; a player's move, from the player, the information set and what
        follows each action; a move of chance, from its outcomes.
    """
    node = form.nodes[place]
    if isinstance(node, Terminal):
        return end(node.payoffs)
    below = [as_moves(form, child, end=end, move=move, chance=chance) for child in node.children]
    if isinstance(node, Lottery):
        pairs = zip(node.probabilities, below, strict=True)
        return chance(dict(zip(node.outcomes, pairs, strict=True)))
    info = form.information_sets[node.information_set]
    return move(info.player, info.name, dict(zip(info.actions, below, strict=True)))
