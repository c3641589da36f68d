"""Null coercion at two levels of a penalty by the plainest means: all equilibria of both games compared."""

from oracles.plain_truth import table_equilibria


def is_null(here, there, further, mover, target, action, quantifier):
    """Whether the penalty is null at two levels; None where a game has infinitely many equilibria.

    ``here`` and ``there`` are the games at the two levels, ``further`` the game at a level a little above
    that of ``here``, in which the target's payoffs are as much lower as the penalty is higher, and no other
    number matters.
    """
    who, coercer = here.players.index(target), here.players.index(mover)
    touched = {
        place: after[who] - before[who]
        for place, before, after in zip(places(here), here.payoffs, further.payoffs, strict=True)
        if after[who] != before[who]
    }
    if not touched or max(touched.values()) > 0:
        return False
    if action is not None and any(here.actions[who][place[who]] != action for place in touched):
        return False
    solved = [equilibria(game, who, coercer) for game in (here, there)]
    if None in solved:
        return None
    first, second = solved
    known = [(does, gets) for _, does, gets in second]
    unmoved = [
        (
            gets,
            any(set(place) and all(place[i] in own[i] for i in range(2)) for place in touched)
            and (does, gets) in known,
        )
        for own, does, gets in first
    ]
    if quantifier == "strong":
        return all(still for _, still in unmoved)
    ends = {"best": max, "worst": min}
    if quantifier in ends:
        unmoved = [
            (gets, still) for gets, still in unmoved if gets == ends[quantifier](g for g, _ in unmoved)
        ]
    return any(still for _, still in unmoved)


def places(game):
    return [(i, j) for i in range(len(game.actions[0])) for j in range(len(game.actions[1]))]


def equilibria(game, who, coercer):
    """Per equilibrium the actions in use, what the target does, what the coercer gets; None if too many."""
    cells = dict(zip(places(game), game.payoffs, strict=True))
    found, infinite, _ = table_equilibria(cells, [list(range(len(own))) for own in game.actions])
    if infinite:
        return None
    return [
        (
            [{a for a, p in mixture.items() if p} for mixture in mixtures],
            {a: p for a, p in mixtures[who].items() if p},
            sum(p * q * cells[a, b][coercer] for a, p in mixtures[0].items() for b, q in mixtures[1].items()),
        )
        for mixtures in found
    ]
