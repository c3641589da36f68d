"""Changes to a game that must not change what is true of it: other names and orders, other units, a bystander, a bad option."""

from dataclasses import replace
from itertools import product

from gametheory_paradox.games import Chance, Decision, ExtensiveForm, Lottery, Move, NormalForm, Terminal


def tree_of(game, position=0, ends=lambda payoffs: payoffs):
    """A tree written down again with Move and Chance; ``ends`` rewrites payoffs."""
    node = game.nodes[position]
    if isinstance(node, Terminal):
        return ends(node.payoffs)
    below = [tree_of(game, child, ends) for child in node.children]
    if isinstance(node, Lottery):
        return Chance(dict(zip(node.outcomes, zip(node.probabilities, below, strict=True), strict=True)))
    info = game.information_sets[node.information_set]
    return Move(info.player, info.name, dict(zip(info.actions, below, strict=True)))


def with_payoffs(game, change):
    """The same game with every cell or end rewritten."""
    if isinstance(game, NormalForm):
        return NormalForm(game.players, game.actions, tuple(change(cell) for cell in game.payoffs))
    nodes = (Terminal(change(n.payoffs)) if isinstance(n, Terminal) else n for n in game.nodes)
    return replace(game, nodes=tuple(nodes))


def rescaled(game, scales, shifts):
    """Every player's payoffs in another unit, from another zero."""
    return with_payoffs(game, lambda cell: tuple(s * p + t for s, p, t in zip(scales, cell, shifts, strict=False)))


def reordered(game, order, renamed, turned):
    """The players in another order under other names, the actions of each set turned round and renamed.

    ``order`` lists the old players' numbers; ``renamed`` gives every old name (of a player, set or action) the new one;
    ``turned`` says whether the actions are reversed.
    """
    players = tuple(renamed(game.players[who]) for who in order)

    def ends(cell):
        return tuple(cell[who] for who in order)

    if isinstance(game, ExtensiveForm):
        return ExtensiveForm.from_tree(players, _renamed(tree_of(game, ends=ends), renamed, turned))
    old = [game.actions[who][:: -1 if turned else 1] for who in order]
    cells = [
        ends(tuple(game.payoff(p, dict(zip((game.players[who] for who in order), profile, strict=True))) for p in game.players))
        for profile in product(*old)
    ]
    return NormalForm(players, tuple(tuple(map(renamed, names)) for names in old), tuple(cells))


def _renamed(item, renamed, turned):
    if isinstance(item, Chance):
        return Chance({renamed(o): (p, _renamed(below, renamed, turned)) for o, (p, below) in item.outcomes.items()})
    if not isinstance(item, Move):
        return item
    pairs = [(renamed(a), _renamed(below, renamed, turned)) for a, below in item.actions.items()]
    return Move(renamed(item.player), renamed(item.at), dict(reversed(pairs) if turned else pairs))


def asked_again(request, renamed):
    """A request in the new names."""
    told = {"mover": renamed(request["mover"]), "action": renamed(request["action"])}
    return told | {key: [renamed(name) for name in request[key]] for key in ("at", "coalition") if key in request}


def with_bystander(game, payoff):
    """One more player, who has nothing to choose; ``payoff`` says what it gets."""

    def widened(cell):
        return (*cell, payoff(cell))

    if isinstance(game, NormalForm):
        return NormalForm((*game.players, "Zoe"), (*game.actions, ("wait",)), tuple(map(widened, game.payoffs)))
    return ExtensiveForm.from_tree((*game.players, "Zoe"), tree_of(game, ends=widened))


def with_bad_option(game, player, where=0):
    """One more action, "bad", that gives its player less than anything else does: in a tree, at its set number ``where``."""
    who = game.players.index(player)
    cells = game.payoffs if isinstance(game, NormalForm) else [end.payoffs for _, end in game.terminals()]
    worst = min(cell[who] for cell in cells) - 1

    def worse(cell):
        return (*cell[:who], worst, *cell[who + 1 :])

    if isinstance(game, ExtensiveForm):
        sets = [s for s, info in enumerate(game.information_sets) if info.player == player]
        return ExtensiveForm.from_tree(game.players, _extended(game, 0, sets[where % len(sets)], worse))
    actions = tuple((*names, "bad") if number == who else names for number, names in enumerate(game.actions))
    known = dict(zip(game.profiles(), game.payoffs, strict=True))
    wider = []
    for profile in product(*actions):
        first = tuple(names[0] if a == "bad" else a for a, names in zip(profile, game.actions, strict=True))
        wider.append(known[first] if first == profile else worse(known[first]))
    return NormalForm(game.players, actions, tuple(wider))


def _extended(game, position, target, worse):
    node = game.nodes[position]
    if isinstance(node, Terminal):
        return node.payoffs
    below = [_extended(game, child, target, worse) for child in node.children]
    if isinstance(node, Lottery):
        return Chance(dict(zip(node.outcomes, zip(node.probabilities, below, strict=True), strict=True)))
    assert isinstance(node, Decision)
    info = game.information_sets[node.information_set]
    actions = dict(zip(info.actions, below, strict=True))
    if node.information_set == target:
        actions["bad"] = worse(next(iter(game.terminals()))[1].payoffs)
    return Move(info.player, info.name, actions)
