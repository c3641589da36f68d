"""Graph models by their definitions, word for word: sequences of moves as lists, rankings one by one.

Of the package nothing is used but the fields of a graph model.  A legal sequence is a list of (player, state)
in which no player stands twice in a row.  Sequences are written out up to a length at which nothing new can
come: a state together with who moved last need not be visited twice.
"""

from itertools import combinations, permutations, product

CONCEPTS = ("nash", "general-metarational", "symmetric-metarational", "sequentially-stable")


def sequences(moves, movers, state, longest, allowed=lambda who, here, there: True):
    """The ends of all legal sequences of at most so many moves, each move allowed."""
    ends, begun = set(), [(state, None, frozenset())]
    while begun:
        here, last, visited = begun.pop()
        if len(visited) == longest:
            continue
        for who in movers:
            for there in moves[who].get(here, ()):
                if who != last and allowed(who, here, there) and (there, who) not in visited:
                    ends.add(there)
                    begun.append((there, who, visited | {(there, who)}))
    return ends


def stable(concept, moves, coalition, state, better, single=False):
    """The definition; ``better(who, a, b)``: a player prefers the first state to the second."""
    everybody = range(len(moves))
    states = {state} | {s for own in moves for a, ends in own.items() for s in (a, *ends)}
    without_end = len(states) * len(moves)
    others = [who for who in everybody if who not in coalition]
    improvements = [
        t
        for t in sequences(moves, coalition, state, without_end)
        if all(better(who, t, state) for who in coalition)
    ]
    if concept == "nash":
        return improvements == []

    def not_better_for_some(t):
        return not all(better(who, t, state) for who in coalition)

    for t in improvements:
        length = 1 if single else without_end
        if concept == "sequentially-stable":
            responses = sequences(moves, others, t, length, lambda who, a, b: better(who, b, a))
        else:
            responses = sequences(moves, others, t, length)
        sanctions = [u for u in responses if not_better_for_some(u)]
        if concept == "symmetric-metarational":
            sanctions = [
                u
                for u in sanctions
                if all(not_better_for_some(v) for v in sequences(moves, coalition, u, without_end))
            ]
        if not sanctions:
            return False
    return True


def coalitions(players):
    return [group for size in range(1, players + 1) for group in combinations(range(players), size)]


def ranks_of(model):
    """For each player the rank of each state, where everything is compared."""
    return [
        [next(r for r, own in enumerate(order.ranks) if s in own) for s in range(len(model.states))]
        for order in model.ranking.orders
    ]


def prefers_by(ranks):
    return lambda who, a, b: ranks[who][a] < ranks[who][b]


def rankings(model):
    """Every strict ranking of all players that agrees with what is known, as ranks by state."""
    each = []
    for order in model.ranking.orders:
        fitting = []
        for line in permutations(range(len(order.ranks))):
            place = {rank: n for n, rank in enumerate(line)}
            if all(place[a] < place[b] for a, b in order.better):
                fitting.append(
                    [
                        next(place[r] for r, own in enumerate(order.ranks) if s in own)
                        for s in range(len(model.states))
                    ]
                )
        each.append(fitting)
    return product(*each)
