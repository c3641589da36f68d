"""Changes to a game that keep what is true of it: names, orders, units, a bystander, a bad option."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TypeVar

from gametheory_paradox.families.moves import Outcomes, as_moves
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm, Terminal

Cell = tuple[Fraction, ...]
G = TypeVar("G", NormalForm[Fraction], ExtensiveForm[Fraction])
BAD = "bad"
BYSTANDER = "Zoe"


def with_payoffs(game: G, change: Callable[[Cell], Cell]) -> G:
    """The same game with every cell or end rewritten."""
    if isinstance(game, NormalForm):
        return NormalForm(game.players, game.actions, tuple(change(cell) for cell in game.payoffs))
    nodes = (Terminal(change(n.payoffs)) if isinstance(n, Terminal) else n for n in game.nodes)
    return replace(game, nodes=tuple(nodes))


def rescaled(game: G, scales: Sequence[Fraction | int], shifts: Sequence[Fraction | int]) -> G:
    """Every player's payoffs in another unit, from another zero; numbers beyond the players' are not used."""
    return with_payoffs(
        game, lambda cell: tuple(s * p + t for s, p, t in zip(scales, cell, shifts, strict=False))
    )


def reordered(game: G, order: Sequence[int], renamed: Callable[[str], str], turned: bool) -> G:
    """The players in another order under other names, the actions of each set turned round and renamed.

    Parameters
    ----------
    game
        The game.
    order
        The old players' numbers.
    renamed
        Gives every old name (of a player, an information set, an outcome or an action) the new one.
    turned
        Whether the actions are reversed.
    """
    players = tuple(renamed(game.players[who]) for who in order)

    def reorder(cell: Cell) -> Cell:
        return tuple(cell[who] for who in order)

    step = -1 if turned else 1
    if isinstance(game, ExtensiveForm):

        def move(player: str, at: str, actions: dict[str, object]) -> Move:
            pairs = [(renamed(action), below) for action, below in actions.items()]
            return Move(renamed(player), renamed(at), dict(pairs[::step]))

        def chance(outcomes: Outcomes) -> Chance:
            return Chance({renamed(outcome): pair for outcome, pair in outcomes.items()})

        return ExtensiveForm.from_tree(players, as_moves(game, end=reorder, move=move, chance=chance))
    old = [game.actions[who][::step] for who in order]
    ordered = [game.players[who] for who in order]
    profiles = (dict(zip(ordered, chosen, strict=True)) for chosen in product(*old))
    cells = tuple(reorder(tuple(game.payoff(who, played) for who in game.players)) for played in profiles)
    return NormalForm(players, tuple(tuple(map(renamed, actions)) for actions in old), cells)


def with_bystander(game: G, payoff: Callable[[Cell], Fraction]) -> G:
    """One more player, "Zoe", with nothing to choose; ``payoff`` makes her payoff of the others' cell."""

    def widened(cell: Cell) -> Cell:
        return (*cell, payoff(cell))

    if isinstance(game, NormalForm):
        return NormalForm(
            (*game.players, BYSTANDER), (*game.actions, ("wait",)), tuple(map(widened, game.payoffs))
        )
    return ExtensiveForm.from_tree((*game.players, BYSTANDER), as_moves(game, end=widened))


def with_bad_option(game: G, player: str, where: int = 0) -> G:
    """One more action, "bad", that pays its player less than any other; in a tree at set number ``where``."""
    who: int = game.players.index(player)
    cells = game.payoffs if isinstance(game, NormalForm) else [end.payoffs for _, end in game.terminals()]
    worst = min(cell[who] for cell in cells) - 1

    def worse(cell: Cell) -> Cell:
        return (*cell[:who], worst, *cell[who + 1 :])

    if isinstance(game, ExtensiveForm):
        own = [info for info in game.information_sets if info.player == player]
        target, paid = own[where % len(own)], worse(next(iter(game.terminals()))[1].payoffs)

        def move(owner: str, at: str, actions: dict[str, object]) -> Move:
            return Move(owner, at, actions | ({BAD: paid} if (owner, at) == (player, target.name) else {}))

        return ExtensiveForm.from_tree(game.players, as_moves(game, move=move))
    return _wider(game, who, worse)


def _wider(game: NormalForm[Fraction], who: int, worse: Callable[[Cell], Cell]) -> NormalForm[Fraction]:
    """The table with one more action of a player; the others are paid as where it takes its first."""
    actions = tuple((*names, BAD) if number == who else names for number, names in enumerate(game.actions))
    known = dict(zip(game.profiles(), game.payoffs, strict=True))
    cells = []
    for profile in product(*actions):
        first = (*profile[:who], game.actions[who][0], *profile[who + 1 :])
        cells.append(worse(known[first]) if profile[who] == BAD else known[profile])
    return NormalForm(game.players, actions, tuple(cells))
