"""Freezing a player: at some information sets one action only is left."""

from collections.abc import Mapping

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.deletion import Scope, delete
from gametheory_paradox.games.profiles import Game


def frozen(game: Game, player: str, choices: Mapping[str, str]) -> Game:
    """The game in which a player can do only one given thing at some of its information sets.

    Parameters
    ----------
    game
        The game.
    player
        Who is frozen.
    choices
        For information sets of the player (``""`` in a table) the action that is left; sets that play can no longer reach are
        ignored.

    Raises
    ------
    InvalidGame
        If a set lacks the action that should be left.

    Examples
    --------
    >>> from gametheory_paradox.games.normal_form import NormalForm
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> frozen(game, "F", {"": "d"}).actions
    (('a', 'b'), ('d',))
    """
    for info in game.information_sets:
        if info.player != player or info.name not in choices:
            continue
        if choices[info.name] not in info.actions:
            where = f" at {info.name!r}" if info.name else ""
            raise InvalidGame(f"{player} has no action {choices[info.name]!r:.60}{where}; it has {', '.join(info.actions)}")
        scope = Scope("information_set" if info.name else "player", (player,), (info.name,) if info.name else ())
        for action in info.actions:
            if action != choices[info.name]:
                game = delete(game, action, scope)
    return game
