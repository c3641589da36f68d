"""Forms of game that concepts take: tables, two-player tables, trees; a family is taken at its baseline."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Game, InformationSet, NormalForm, Profile
from gametheory_paradox.forms.columns import no_such_player, position
from gametheory_paradox.models import GameFamily
from gametheory_paradox.subjects import GameLike, as_game

Rows = tuple[tuple[Fraction, ...], ...]


def at_baseline(game: GameLike) -> Game:
    """The game, or what ``as_game`` reads as one; a family at its baseline."""
    found = as_game(game)
    return found.at() if isinstance(found, GameFamily) else found


def as_tree(game: GameLike, concept: str) -> ExtensiveForm[Fraction]:
    """The game in extensive form.

    Raises
    ------
    Unsupported
        If it is none.
    """
    tree = at_baseline(game)
    if not isinstance(tree, ExtensiveForm):
        kind = "table" if isinstance(tree, NormalForm) else "stochastic game"
        raise Unsupported(f"{concept}: offered for trees, this game is a {kind}")
    return tree


def as_table(game: GameLike, concept: str) -> NormalForm[Fraction]:
    """The game in normal form.

    Raises
    ------
    Unsupported
        If it is none.
    """
    table = at_baseline(game)
    if not isinstance(table, NormalForm):
        kind = "tree" if isinstance(table, ExtensiveForm) else "stochastic game"
        raise Unsupported(f"{concept}: offered for games in normal form, this one is a {kind}")
    return table


def as_bimatrix(game: GameLike, concept: str) -> NormalForm[Fraction]:
    """The two-player game in normal form.

    Raises
    ------
    Unsupported
        If it is none or has another number of players.
    """
    table = as_table(game, concept)
    if len(table.players) != 2:
        raise Unsupported(f"{concept}: offered for two players, this game has {len(table.players)}")
    return table


def player_number(players: Sequence[str], player: str) -> int:
    """A player's number; InvalidGame lists those that exist."""
    if player not in players:
        raise no_such_player(players, player)
    return players.index(player)


def own_strategy(profile: Profile, player: str) -> dict[InformationSet, tuple[Fraction, ...]]:
    """A player's part of a profile: what it does at each of its information sets."""
    pairs = zip(profile.information_sets, profile.probabilities, strict=True)
    return {info: odds for info, odds in pairs if info.player == player}


def action_numbers(game: NormalForm[Fraction], profile: Mapping[str, str]) -> tuple[int, ...]:
    """The numbers of the actions that a profile names, one for each player."""
    if set(profile) != set(game.players):
        raise InvalidGame(
            f"expected an action for each of {', '.join(game.players)}; got {', '.join(profile)}"
        )
    return tuple(
        position(actions, profile[player], f"an action of {player}")
        for player, actions in zip(game.players, game.actions, strict=True)
    )
