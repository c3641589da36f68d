"""The truth of a story by the plainest means: every way through the game written out with its probability."""

from fractions import Fraction
from itertools import product

from gametheory_paradox.forms import Decision, NormalForm, Terminal


class Way:
    """One way through a game: its probability, the choices and outcomes on it, and what is paid."""

    def __init__(self, probability, choices, outcomes, payoffs):
        self.probability, self.choices, self.outcomes, self.payoffs = probability, choices, outcomes, payoffs


def ways(game, profile, instead=None):
    """Every way through the game; ``instead`` is a set's number and the action taken there."""
    odds = list(profile.probabilities)
    if instead is not None:
        number, action = instead
        odds[number] = tuple(Fraction(a == action) for a in game.information_sets[number].actions)
    if isinstance(game, NormalForm):
        return [_cell(game, odds, place, cell) for place, cell in enumerate(product(*game.actions))]
    return list(_below(game, odds, 0, Fraction(1), (), ()))


def _cell(game, odds, place, cell):
    probability = Fraction(1)
    for own, actions, action in zip(odds, game.actions, cell, strict=True):
        probability *= own[actions.index(action)]
    return Way(probability, tuple(enumerate(cell)), (), game.payoffs[place])


def _below(game, odds, place, probability, choices, outcomes):
    node = game.nodes[place]
    if isinstance(node, Terminal):
        yield Way(probability, choices, outcomes, node.payoffs)
    elif isinstance(node, Decision):
        s = node.information_set
        for action, p, child in zip(game.information_sets[s].actions, odds[s], node.children, strict=True):
            yield from _below(game, odds, child, probability * p, (*choices, (s, action)), outcomes)
    else:
        for name, p, child in zip(node.outcomes, node.probabilities, node.children, strict=True):
            drawn = (*outcomes, (len(choices), name))
            yield from _below(game, odds, child, probability * p, choices, drawn)


def steps_after(game, profile, every, since=None):
    """What is done later than at a set, or at all, on some ways: the odds, and how likely it is."""
    total = sum(way.probability for way in every)
    found = {}
    for way in every:
        numbers = [number for number, _ in way.choices]
        later = numbers if since is None else numbers[numbers.index(since) + 1 :]
        for number in later:
            found[number] = found.get(number, 0) + way.probability / total
    return {
        (game.information_sets[number].player, game.information_sets[number].name): (
            taken(game, profile, number),
            reached,
        )
        for number, reached in found.items()
        if reached
    }


def taken(game, profile, number):
    """The actions that are taken at a set, with their probabilities."""
    pairs = zip(game.information_sets[number].actions, profile.probabilities[number], strict=True)
    return {action: p for action, p in pairs if p}


def as_told(steps):
    """Steps of a story in the same shape."""
    return {(own.player, own.place): (dict(own.odds), own.reached) for own in steps}


def check_scene(scene):
    """Asserts that everything in a scene is so; returns how many comparisons that were."""
    game, profile = scene.game, scene.profile
    every = ways(game, profile)
    assert as_told(scene.steps) == steps_after(game, profile, every)
    assert sum(way.probability for way in every) == 1
    told = {(own.player, own.place) for own in scene.reasons}
    assert len(told) == len(scene.reasons)
    for number, info in enumerate(game.information_sets):
        met = any(way.probability and number in dict(way.choices) for way in every)
        assert ((info.player, info.name) in told) == (met and len(info.actions) > 1)
    for reason in scene.reasons:
        _check_reason(game, profile, every, reason)
    return len(scene.reasons)


def _check_reason(game, profile, every, reason):
    number = [(info.player, info.name) for info in game.information_sets].index((reason.player, reason.place))
    actions, who = game.information_sets[number].actions, game.players.index(reason.player)
    worth, coming = {}, sum(way.probability for way in every if number in dict(way.choices))
    after = {}
    for action in actions:
        after[action] = [w for w in ways(game, profile, (number, action)) if number in dict(w.choices)]
        after[action] = [w for w in after[action] if w.probability]
        worth[action] = sum(way.probability * way.payoffs[who] for way in after[action]) / coming

    # The comparison: what is taken gives the same and most, what is named is the best of the rest.
    taken_ = taken(game, profile, number)
    assert set(reason.actions) == set(taken_)
    assert {worth[action] for action in taken_} == {reason.gets} == {max(worth.values())}
    rest = {action: paid for action, paid in worth.items() if action not in taken_}
    assert (reason.instead in rest) == bool(rest)
    assert reason.would_get == max(rest.values(), default=None) == rest.get(reason.instead)

    # What others do later.
    if isinstance(game, NormalForm):
        assert (reason.then, reason.otherwise, reason.believes) == ((), (), ())
        others = {(p, ""): (taken(game, profile, s), 1) for s, p in enumerate(game.players) if s != number}
        assert as_told(reason.given) == others
        assert reason.always == _is_dominant(game, who, reason)
        return
    assert not reason.always
    later = {action: steps_after(game, profile, own, number) for action, own in after.items()}
    if len(reason.actions) == 1 and rest:
        assert as_told(reason.then) == later[reason.actions[0]]
        assert as_told(reason.otherwise) == later[reason.instead]
    else:
        first, *more = (later[action] for action in reason.actions)
        assert as_told(reason.then) == {
            at: step for at, step in first.items() if all(m.get(at) == step for m in more)
        }

    # What others did before, unseen: it differs between two ways to the set, whoever takes them.
    possible = [w for w in ways(game, _anything(game, profile)) if number in dict(w.choices)]
    happened = [way for way in every if way.probability and number in dict(way.choices)]
    given = {}
    for own in {s for way in possible for s, _ in _before(way, number)}:
        done = {dict(_before(way, number))[own] for way in possible if own in dict(_before(way, number))}
        odds = {}
        for way in happened:
            action = dict(_before(way, number)).get(own)
            if action is not None:
                odds[action] = odds.get(action, 0) + way.probability / coming
        if len(done) > 1 and odds:
            reached = sum(odds.values())
            at = game.information_sets[own].player, game.information_sets[own].name
            given[at] = ({action: p / reached for action, p in odds.items()}, reached)
    assert as_told(reason.given) == given
    believed = {}
    for way in happened:
        believed[_drawn(way, number)] = believed.get(_drawn(way, number), 0) + way.probability / coming
    differ = len({_drawn(way, number) for way in possible}) > 1
    assert dict(reason.believes) == (believed if differ and all(believed) else {})


def _before(way, number):
    numbers = [own for own, _ in way.choices]
    return way.choices[: numbers.index(number)]


def _drawn(way, number):
    """What chance did before a choice, in words."""
    count = [own for own, _ in way.choices].index(number)
    return ", ".join(name for at, name in way.outcomes if at <= count)


def _anything(game, profile):
    """A profile in which everything may happen."""
    return type(profile)(
        game.information_sets,
        tuple((Fraction(1, len(info.actions)),) * len(info.actions) for info in game.information_sets),
    )


def _is_dominant(game, who, reason):
    """Whether the one action taken gives more than each other, whatever the others do, who have a choice."""
    others = [own for player, own in enumerate(game.actions) if player != who]
    if len(reason.actions) > 1 or all(len(own) == 1 for own in others):
        return False
    paid = {cell: game.payoffs[place][who] for place, cell in enumerate(product(*game.actions))}
    return all(
        paid[(*rest[:who], reason.actions[0], *rest[who:])] > paid[(*rest[:who], action, *rest[who:])]
        for rest in product(*others)
        for action in game.actions[who]
        if action != reason.actions[0]
    )
