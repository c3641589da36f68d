"""Freezing a player: at some information sets one action only is left."""

from collections.abc import Mapping

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.restriction import restrict


def frozen(game: GameForm[P], player: str, choices: Mapping[str, str]) -> GameForm[P]:
    """The game in which a player can do only one given thing at some of its information sets.

    Parameters
    ----------
    game
        The game.
    player
        Who is frozen.
    choices
        For information sets of the player (``""`` in a table) the action that is left; sets that play can no
        longer reach are ignored.

    Raises
    ------
    InvalidGame
        If a set lacks the action that should be left.

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(
    ...     ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> frozen(game, "F", {"": "d"}).actions
    (('a', 'b'), ('d',))
    """
    left: dict[int, tuple[str]] = {}
    for number, info in enumerate(game.information_sets):
        if info.player == player and info.name in choices:
            kept, where = choices[info.name], f" at {info.name!r}" if info.name else ""
            if kept not in info.actions:
                raise InvalidGame(
                    f"{player} has no action {kept!r:.60}{where}; {suggestion(kept, info.actions)}"
                    f"it has {', '.join(info.actions)}"
                )
            left[number] = (kept,)
    return restrict(game, left)
