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


def claim_is_true(data):
    """Whether what a certificate about a graph says is true, of every strict ranking that agrees."""
    game, details = data["game"], data["details"]
    states = {name: n for n, name in enumerate(game["states"])}
    moves = [{states[a]: [states[b] for b in ends] for a, ends in own} for own in game["moves"]]
    who = game["players"].index(data["mover"])
    lost = {(states[a], states[b]) for a, b in details["lost"]}
    less = [
        {a: [b for b in ends if n != who or (a, b) not in lost] for a, ends in own.items()}
        for n, own in enumerate(moves)
    ]
    answers, compared = set(), set()
    for ranks in rankings_in(game):
        better = prefers_by(ranks)
        sides = tuple(_lasting(own, data["concept"], details, states, better) for own in (moves, less))
        answer = "undecided"
        if all(sides):
            answer = "present" if _falls(data["quantifier"], ranks[who], *sides) else "absent"
        answers.add(answer)
        compared.add(sides)
        holds = any(
            all(better(game["players"].index(p), states[a], states[b]) for p, a, b in case)
            for case in data["cases"]
        )
        if data["verdict"] == "depends" and holds != (answer == "present"):
            return False
    shown = tuple(tuple(states[name] for name in data[side]) for side in ("with", "without"))
    if data["verdict"] == "impossible":
        return "present" not in answers and shown == ((), ()) and data["cases"] == []
    if data["verdict"] == "depends":
        return len(answers) > 1
    return (
        answers == {data["verdict"]} and (len(compared) > 1 or shown == compared.pop()) and not data["cases"]
    )


def rankings_in(game):
    """Every strict ranking of all players that agrees with what a certificate says is known."""
    each = []
    for own in game["rankings"]:
        size = len(own["ranks"])
        lines = [{rank: n for n, rank in enumerate(line)} for line in permutations(range(size))]
        rank_of = [next(r for r, names in enumerate(own["ranks"]) if s in names) for s in game["states"]]
        fitting = [place for place in lines if all(place[a] < place[b] for a, b in own["better"])]
        each.append([[place[rank] for rank in rank_of] for place in fitting])
    return product(*each)


def _lasting(moves, concept, details, states, better):
    everybody, within = range(len(moves)), set(states.values())
    if details["start"] is not None:
        start = states[details["start"]]
        longest = len(states) * len(moves)
        within = {start} | sequences(moves, everybody, start, longest, lambda who, a, b: better(who, b, a))
    single = details["responses"] == "single"
    return tuple(
        s
        for s in sorted(within)
        if all(stable(concept, moves, (who,), s, better, single) for who in everybody)
    )


def _falls(quantifier, ranks, with_moves, without_moves):
    """By the best and the worst rank of both: a smaller rank is better."""
    ends = {
        "strong": (max(ranks[s] for s in without_moves), min(ranks[s] for s in with_moves)),
        "best": (min(ranks[s] for s in without_moves), min(ranks[s] for s in with_moves)),
        "worst": (max(ranks[s] for s in without_moves), max(ranks[s] for s in with_moves)),
        "possible": (min(ranks[s] for s in without_moves), max(ranks[s] for s in with_moves)),
    }
    without, with_ = ends[quantifier]
    return without < with_
