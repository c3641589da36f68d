"""The path of play of an equilibrium, and the comparison that each choice on it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Game,
    Lottery,
    NormalForm,
    Profile,
    StochasticGame,
    Terminal,
    node_payoffs,
    played_once,
    state_values,
)
from gametheory_paradox.forms.proofs.nash import action_payoffs
from gametheory_paradox.forms.states.proofs.markov_perfect import one_shot_deviations
from gametheory_paradox.forms.states.state_values import chain_of
from gametheory_paradox.forms.tables.proofs.two_player_proofs import Elimination, dominates
from gametheory_paradox.forms.trees.information import InformationSet
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities
from gametheory_paradox.table import Record

Odds = tuple[tuple[str, Fraction], ...]  # names, each with its probability, none of them zero


@dataclass(frozen=True, repr=False)
class LocalStrategy(Record):
    """A choice to which play comes.

    Parameters
    ----------
    player, place
        Who chooses, and the name of its information set (``""`` in a table).
    odds
        The actions that are taken, each with its probability.
    reached
        The probability that play comes there.
    """

    player: str
    place: str
    odds: Odds
    reached: Fraction = Fraction(1)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "player": self.player,
            "information_set": self.place,
            "actions": odds_to_data(self.odds),
            "reached": str(self.reached),
        }


@dataclass(frozen=True, repr=False)
class Reason(Record):
    """A choice on the path, and the comparison that it rests on.

    Parameters
    ----------
    player, place
        Who chooses, and the name of its information set.
    actions
        What it takes with positive probability; each gives it the same.
    gets
        What the player expects there, by each of these.
    instead, would_get
        The other action that gives it most, and how much that is; empty and None if it has no other.
    given
        What others do that the player does not see: in a table all others, in a tree those whose choices
        before it does not tell apart, with the odds at which it finds them.
    believes
        The same of chance: what it does not see, with the odds at which it finds it.
    always
        Of a table, whether every other action gives it less whatever the others do.
    then, otherwise
        What is chosen later, after what the player does and after the other action; where it takes several
        actions, what is chosen whichever of them it takes, by players who do not see which.
    """

    player: str
    place: str
    actions: tuple[str, ...]
    gets: Fraction
    instead: str
    would_get: Fraction | None
    given: tuple[LocalStrategy, ...] = ()
    believes: Odds = ()
    always: bool = False
    then: tuple[LocalStrategy, ...] = ()
    otherwise: tuple[LocalStrategy, ...] = ()

    @property
    def margin(self) -> Fraction | None:
        """The payoff that the other action would give up; zero where it is as good, None if there is none."""
        return None if self.would_get is None else self.gets - self.would_get

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "player": self.player,
            "information_set": self.place,
            "actions": list(self.actions),
            "gets": str(self.gets),
            "instead": self.instead or None,
            "would_get": None if self.would_get is None else str(self.would_get),
            "given": [step.to_data() for step in self.given],
            "believes": odds_to_data(self.believes),
            "always": self.always,
            "then": [step.to_data() for step in self.then],
            "otherwise": [step.to_data() for step in self.otherwise],
        }


def odds_to_data(odds: Odds) -> dict[str, str]:
    """As JSON: each name with its probability."""
    return {name: str(probability) for name, probability in odds}


def path_of(game: Game, profile: Profile) -> tuple[LocalStrategy, ...]:
    """The choices to which play comes, those after fewer moves first; in a table everybody's.

    Over time those in every state to which play comes.
    """
    if isinstance(game, StochasticGame):
        return tuple(
            _step(game.information_sets[number], profile.probabilities[number])
            for place in _states_in_order(game, profile)
            for number in game.sets_at[place]
        )
    game = played_once(game)
    if isinstance(game, NormalForm):
        return tuple(_step(info, odds) for info, odds in _choices(profile))
    return _path_from(game, profile, {0: Fraction(1)})


def reasons_of(game: Game, profile: Profile) -> tuple[Reason, ...]:
    """For every choice on the path at which there is more than one action the comparison behind it.

    Over time a choice is worth the discounted sum from there on, if all then go on as they do.
    """
    if isinstance(game, StochasticGame):
        return tuple(_reasons_over_time(game, profile))
    game = played_once(game)
    found = (
        _reasons_in_table(game, profile) if isinstance(game, NormalForm) else _reasons_in_tree(game, profile)
    )
    return tuple(found)


def _choices(profile: Profile) -> Iterator[tuple[InformationSet, tuple[Fraction, ...]]]:
    return zip(profile.information_sets, profile.probabilities, strict=True)


def _step(info: InformationSet, odds: tuple[Fraction, ...], reached: Fraction = Fraction(1)) -> LocalStrategy:
    taken = tuple((a, p) for a, p in zip(info.actions, odds, strict=True) if p)
    return LocalStrategy(info.player, info.name, taken, reached)


def _path_from(
    game: ExtensiveForm[Fraction], profile: Profile, starts: Mapping[int, Fraction]
) -> tuple[LocalStrategy, ...]:
    """The choices to which play comes from some nodes on, each with a probability of starting there."""
    likely, reached, depth = dict(starts), dict[int, Fraction](), dict.fromkeys(starts, 0)
    first: dict[int, int] = {}

    for place in range(min(starts), max(game.ends[start] for start in starts)):
        weight, node = likely.get(place), game.nodes[place]
        if not weight or isinstance(node, Terminal):
            continue

        if isinstance(node, Decision):
            number = node.information_set
            reached[number] = reached.get(number, Fraction(0)) + weight
            first[number] = min(first.get(number, depth[place]), depth[place])
            odds = profile.probabilities[number]
        else:
            odds = node.probabilities
        for p, child in zip(odds, node.children, strict=True):
            likely[child], depth[child] = weight * p, depth[place] + 1

    return tuple(
        _step(game.information_sets[number], profile.probabilities[number], reached[number])
        for number in sorted(reached, key=first.__getitem__)
    )


def _compared(
    info: InformationSet, odds: tuple[Fraction, ...], values: list[Fraction]
) -> tuple[Reason, int | None]:
    """A reason without what others do, and the number of the best of the other actions."""
    taken = [number for number, p in enumerate(odds) if p]
    others = [number for number, p in enumerate(odds) if not p]
    best = max(others, key=values.__getitem__, default=None)
    reason = Reason(
        info.player,
        info.name,
        tuple(info.actions[number] for number in taken),
        values[taken[0]],
        "" if best is None else info.actions[best],
        None if best is None else values[best],
    )
    return reason, best


def _reasons_in_table(game: NormalForm[Fraction], profile: Profile) -> Iterator[Reason]:
    for who, (info, odds) in enumerate(_choices(profile)):
        if len(info.actions) == 1:
            continue
        others = tuple(_step(*choice) for own, choice in enumerate(_choices(profile)) if own != who)
        reason = _compared(info, odds, action_payoffs(game, profile, who))[0]
        yield replace(reason, given=others, always=_is_dominant(game, who, odds))


def _is_dominant(game: NormalForm[Fraction], who: int, odds: tuple[Fraction, ...]) -> bool:
    """True if one action is taken that gives its player more than any other, whatever the others do."""
    if 1 not in odds or len(game.payoffs) == game.shape[who]:  # or nobody else has a choice
        return False
    action, everything = odds.index(1), [range(size) for size in game.shape]
    others = (
        Elimination(who, other, ((action, Fraction(1)),)) for other in everything[who] if other != action
    )
    return all(dominates(game, other, everything) for other in others)


def _states_in_order(game: StochasticGame[Fraction], profile: Profile) -> list[int]:
    """The states to which play comes, the first ones first."""
    transitions = chain_of(game, profile).transitions
    found = [place for place, p in enumerate(game.start) if p]
    for place in found:  # which grows on the way
        found += [other for other, p in enumerate(transitions[place]) if p and other not in found]
    return found


def _reasons_over_time(game: StochasticGame[Fraction], profile: Profile) -> Iterator[Reason]:
    worth = state_values(game, profile)
    gains = {(own.information_set, own.action): own.gain for own in one_shot_deviations(game, profile)}
    for place in _states_in_order(game, profile):
        for number, who in zip(game.sets_at[place], game.states[place].movers, strict=True):
            info, odds = game.information_sets[number], profile.probabilities[number]
            if len(info.actions) == 1:
                continue
            values = [worth[place][who] + gains.get((number, a), Fraction(0)) for a in range(len(odds))]
            others = [other for other in game.sets_at[place] if other != number]
            given = tuple(
                _step(game.information_sets[other], profile.probabilities[other]) for other in others
            )
            yield replace(_compared(info, odds, values)[0], given=given)


def _reasons_in_tree(game: ExtensiveForm[Fraction], profile: Profile) -> Iterator[Reason]:
    likely, worth = realization_probabilities(game, profile), node_payoffs(game, profile)
    numbers = {(info.player, info.name): number for number, info in enumerate(game.information_sets)}
    for step in path_of(game, profile):
        number = numbers[step.player, step.place]
        info, odds = game.information_sets[number], profile.probabilities[number]
        if len(info.actions) == 1:
            continue

        # What each action is worth, by the odds of the nodes that it does not tell apart.
        who = game.players.index(info.player)
        beliefs = {node: likely[node] / step.reached for node in game.members[number] if likely[node]}
        after = [
            {game.nodes[node].children[action]: p for node, p in beliefs.items()}
            for action in range(len(info.actions))
        ]
        values = [sum((p * worth[child][who] for child, p in own.items()), Fraction(0)) for own in after]
        reason, other = _compared(info, odds, values)

        # What others do: before, unseen, and later.
        given, believes = _unseen(game, number, beliefs)
        paths = [_path_from(game, profile, after[action]) for action, p in enumerate(odds) if p]
        if len(paths) > 1 or other is None:
            blind = tuple(step for step in paths[0] if all(step in path for path in paths))
            paths = [blind, blind]
        else:
            paths.append(_path_from(game, profile, after[other]))
        yield replace(reason, given=given, believes=believes, then=paths[0], otherwise=paths[1])


def _unseen(
    game: ExtensiveForm[Fraction], number: int, beliefs: Mapping[int, Fraction]
) -> tuple[tuple[LocalStrategy, ...], Odds]:
    """Moves of others, and of chance, that may come before a set at which its player has not seen them."""
    ways = {node: _way(game, node) for node in game.members[number]}
    given = []
    for place in sorted({place for chosen, _ in ways.values() for place in chosen}):
        info, does = game.information_sets[place], {own.get(place) for own, _ in ways.values()} - {None}
        if len(does) == 1:  # as under perfect recall all that the player did itself
            continue
        odds = [
            sum((p for node, p in beliefs.items() if ways[node][0].get(place) == action), Fraction(0))
            for action in info.actions
        ]
        if reached := sum(odds, Fraction(0)):
            given.append(_step(info, tuple(p / reached for p in odds), reached))

    drawn = {node: ", ".join(outcomes) for node, (_, outcomes) in ways.items()}
    believed: dict[str, Fraction] = {}
    if all(drawn[node] for node in beliefs) and len(set(drawn.values())) > 1:
        for node, p in beliefs.items():
            believed[drawn[node]] = believed.get(drawn[node], Fraction(0)) + p
    return tuple(given), tuple(believed.items())


def _way(game: ExtensiveForm[Fraction], node: int) -> tuple[dict[int, str], tuple[str, ...]]:
    """The actions on the way to a node, by information set, and the outcomes of chance."""
    chosen: dict[int, str] = {}
    drawn: list[str] = []
    while node:
        node, branch = game.parents[node]
        above, label = game.nodes[node], game.labels(node)[branch]
        if isinstance(above, Lottery):
            drawn.append(label)
        elif isinstance(above, Decision):
            chosen[above.information_set] = label
    return chosen, tuple(reversed(drawn))
