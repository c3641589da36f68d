"""Every equilibrium in pure strategies of a game in normal form with any number of players.

Looks at every cell.  Strictly dominated actions are eliminated first, again and again, by pure actions; where
a single profile survives it is the only equilibrium, and the eliminations prove it.  Otherwise equilibria in
mixed strategies may exist that are not examined here, and the answer is partial.

Sources: nash1951; luce1957 (iterated strict dominance).
"""

from fractions import Fraction
from itertools import permutations, product
from math import prod
from operator import gt

from gametheory_paradox.clock import Clock, counting
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated
from gametheory_paradox.forms.tables.proofs.two_player_proofs import Elimination


def pure_equilibria(game: NormalForm[Fraction], clock: Clock) -> Equilibria:
    """Finds every pure equilibrium; proved complete if iterated strict dominance leaves one profile.

    Parameters
    ----------
    game
        A game with any number of players.
    clock
        When to give up.
    """
    steps, surviving = eliminate(game, clock)
    profiles, unfinished = [], False

    with counting("profiles", prod(map(len, surviving))) as count:
        for number, indices in enumerate(product(*surviving), start=1):
            if clock.is_over:
                unfinished = True
                break
            if _is_equilibrium(game, indices):
                profiles.append(Profile.pure(game.information_sets, indices))
            count(number)

    proof = None
    if unfinished:
        completeness = Completeness("budget", f"{clock.ended()} before every profile was looked at")
    elif all(len(actions) == 1 for actions in surviving):
        why = f"{len(steps)} strictly dominated actions were eliminated and one profile survives"
        completeness = Completeness("proved", why)
        proof = {"kind": "dominance", "steps": [_step(game, step) for step in steps]}
    else:
        why = "every pure profile was examined, equilibria in mixed strategies were not"
        completeness = Completeness("partial", why)

    return isolated(game, "nash", "pure_equilibria", profiles, completeness, proof)


def eliminate(game: NormalForm[Fraction], clock: Clock) -> tuple[list[Elimination], list[list[int]]]:
    """The eliminations of actions strictly dominated by another pure action, and what survives them."""
    surviving = [list(range(size)) for size in game.shape]
    steps: list[Elimination] = []
    while not clock.is_over and (step := _dominated(game, surviving)):
        steps.append(step)
        surviving[step.player].remove(step.action)
    return steps, surviving


def _dominated(game: NormalForm[Fraction], surviving: list[list[int]]) -> Elimination | None:
    """The first action that another one beats against all that the others may still do."""
    for who, own in enumerate(surviving):
        if len(own) == 1:
            continue
        others = list(product(*surviving[:who], *surviving[who + 1 :]))
        payoffs = {
            action: [game.cell((*rest[:who], action, *rest[who:]))[who] for rest in others] for action in own
        }
        for action, better in permutations(own, 2):
            if all(map(gt, payoffs[better], payoffs[action])):
                return Elimination(who, action, ((better, Fraction(1)),))
    return None


def _step(game: NormalForm[Fraction], step: Elimination) -> dict[str, object]:
    names = game.actions[step.player]
    by = {names[action]: str(weight) for action, weight in step.by}
    return {"player": game.players[step.player], "action": names[step.action], "by": by}


def _is_equilibrium(game: NormalForm[Fraction], indices: tuple[int, ...]) -> bool:
    here = game.cell(indices)
    return all(
        game.cell((*indices[:who], action, *indices[who + 1 :]))[who] <= here[who]
        for who, size in enumerate(game.shape)
        for action in range(size)
    )
