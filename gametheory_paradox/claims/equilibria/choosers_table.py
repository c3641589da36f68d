"""The reduced normal form of a tree without the players who have nothing to choose."""

from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_cover import EquilibriumCover
from gametheory_paradox.claims.equilibria.tree_table import Tree, TreeTable
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.games.reduced_normal_form import ReducedNormalForm, reduced_normal_form

MOST_CELLS = 100_000


@dataclass(frozen=True, repr=False)
class ChoosersTable(TreeTable):
    """The table of a tree's reduced strategies, of those players who have at least two.

    Parameters
    ----------
    form
        The reduced normal form.
    """

    form: ReducedNormalForm[Fraction]
    name = "reduced normal form"

    def profile(self, mixed: Profile | None) -> Profile:
        """The realization equivalent behavior; where own choices never lead, the first action."""
        own = (
            {}
            if mixed is None
            else dict(zip((s.player for s in mixed.information_sets), mixed.probabilities, strict=True))
        )
        sure = (Fraction(1),)
        whole = tuple(own.get(player, sure) for player in self.game.players)
        return self.form.profile(Profile(self.form.table.information_sets, whole))

    def plays_apart(self, found: EquilibriumCover) -> bool:
        """True if different mixtures play differently: no more strategies than behavior has dimensions."""
        free = dict.fromkeys(self.game.players, 1)
        for info in self.game.information_sets:
            free[info.player] += len(info.actions) - 1
        return [len(own) for own in self.form.table.actions] == list(free.values())


def choosers_table(game: Tree) -> ChoosersTable:
    """The reduced normal form of those who choose.

    Raises
    ------
    Unsupported
        If it would be too large.
    """
    form = reduced_normal_form(game, most_cells=MOST_CELLS)
    choosing = [who for who, actions in enumerate(form.table.actions) if len(actions) > 1]
    table = None
    if choosing:
        players = tuple(game.players[who] for who in choosing)
        actions = tuple(form.table.actions[who] for who in choosing)
        payoffs = tuple(tuple(cell[who] for who in choosing) for cell in form.table.payoffs)
        table = NormalForm(players, actions, payoffs)
    strategies = tuple(form.strategies[who] for who in choosing)
    return ChoosersTable(game, table, strategies, form.table.payoffs, form)
