"""The subgame perfect equilibrium of a tree with perfect information, on arrays, a level at a time.

It does what ``backward_induction`` does, where a tree has so many nodes that an object for each is slow.
Without ties the plan found is the only one, and no room is left for mixing; with ties it is one of several.

Sources: kuhn1953; selten1965.
"""

from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import ExtensiveForm, Profile
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated
from gametheory_paradox.forms.trees.solvers.backward_induction import only_plan
from gametheory_paradox.kernels.large_trees import flattened, induction_by_levels


def level_by_level(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds the subgame perfect equilibrium in which all take their first best actions; proved without ties.

    Parameters
    ----------
    game
        A tree with perfect information.
    clock
        When to give up; it is looked at before the tree is.

    Sources
    -------
    kuhn1953; selten1965
    """
    if clock.is_over:
        over = Completeness("budget", f"{clock.ended()} before the last level was reached")
        return isolated(game, "subgame-perfect", "level_by_level", (), over)
    tree, places = flattened(game)
    plan = induction_by_levels(tree)

    choices = [0] * len(game.information_sets)
    for place, action in zip(places.tolist(), plan.choices.tolist(), strict=True):
        if action >= 0:
            choices[game.nodes[place].information_set] = action
    profile = Profile.pure(game.information_sets, choices)

    if plan.is_unique:
        return only_plan(game, "level_by_level", profile)
    some = Completeness("partial", f"ties occur at {plan.ties} nodes: one plan is listed")
    return isolated(game, "subgame-perfect", "level_by_level", [profile], some)
