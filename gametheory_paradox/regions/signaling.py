"""Signaling games: whether what the types do tells them apart."""

from collections.abc import Sequence
from typing import Any

from gametheory_paradox.games import Decision, ExtensiveForm, Lottery


def sender_sets(form: ExtensiveForm[Any]) -> tuple[int, ...]:
    """The information sets of the sender, one for each type; none where the tree is not that of a signaling game.

    Chance moves first and draws a type, which one player sees and another does not.
    """
    root = form.nodes[0]
    if not isinstance(root, Lottery):
        return ()
    first = [form.nodes[child] for child in root.children]
    sets = tuple(node.information_set for node in first if isinstance(node, Decision))
    senders = {form.information_sets[s].player for s in sets}
    others = [members for s, members in enumerate(form.members) if s not in sets]
    if len(sets) < max(2, len(first)) or len(set(sets)) < len(sets) or len(senders) > 1 or not others:
        return ()
    return sets if any(len(members) > 1 for members in others) else ()


def kind_of_signaling(form: ExtensiveForm[Any], odds: Sequence[Sequence[object]]) -> str:
    """Pooling, separating or semi-separating: whether all types send the same message, no two a common one, or neither.

    Parameters
    ----------
    form
        A tree.
    odds
        For each information set the probability of each action.

    Returns
    -------
    The word; empty where the tree is not that of a signaling game.

    Sources
    -------
    cho1987
    """
    messages = [
        {action for action, p in zip(form.information_sets[s].actions, odds[s], strict=True) if p} for s in sender_sets(form)
    ]
    if not messages:
        return ""
    if all(own == messages[0] and len(own) == 1 for own in messages):
        return "pooling"
    apart = all(not one & other for n, one in enumerate(messages) for other in messages[:n])
    return "separating" if apart else "semi-separating"
