"""Random graph models: few states, moves drawn at random, rankings with ties, whole or known in part."""

from gametheory_paradox.models import graph_from_moves


def graph_model(random, *, players=3, states=5, density=0.35, ties=True, known=1.0, most=None):
    """A graph model; ``known`` is the share of comparisons that are told where it is below 1."""
    names = [f"s{n}" for n in range(states)]
    people = ["A", "B", "C"][:players]
    moves = {
        who: {a: [b for b in names if b != a and random.random() < density] for a in names} for who in people
    }
    return graph_from_moves(
        people, names, moves, {who: wishes(random, names, ties, known) for who in people}, start=names[0]
    )


def wishes(random, names, ties, known):
    order = random.sample(names, len(names))
    if known < 1:
        pairs = [(a, b) for n, a in enumerate(order) for b in order[n + 1 :]]
        return {"known": [f"{a} > {b}" for a, b in pairs if random.random() < known]}
    ranked = [order[0]]
    for name in order[1:]:
        if ties and random.random() < 0.3:
            ranked[-1] += f" = {name}"
        else:
            ranked.append(name)
    return ranked


def answered_move(random):
    """A model in which A gains by a move from the status quo and B by another from there."""
    names = ["s0", "s1", "s2", "s3"]
    own = random.choice([["s1", "s0", "s2", "s3"], ["s1", "s2", "s0", "s3"], ["s3", "s1", "s0", "s2"]])
    other = random.choice([["s2", "s1", "s0", "s3"], ["s3", "s2", "s0", "s1"]])
    moves = {"A": {"s0": ["s1"]}, "B": {"s1": ["s2"]}}
    for who, here, there in (("A", "s2", "s3"), ("B", "s0", "s3"), ("A", "s3", "s0"), ("B", "s2", "s0")):
        if random.random() < 0.3:
            moves[who].setdefault(here, []).append(there)
    return graph_from_moves(["A", "B"], names, moves, {"A": own, "B": other}, start="s0")
