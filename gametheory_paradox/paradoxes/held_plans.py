"""Plans once an action is taken for certain, where some players answer it and the others hold still.

They are put together from an equilibrium without the action and one with it.  Who answers does what it does
in the one with it; the others do what they do in the one without it, wherever that has a plan for them.  At
an information set that is met only after the action it has none; there its plan in the equilibria with the
action counts.  If these differ, every one of them counts at each such set, whatever is done at others.

Infinitely many equilibria of a table are products of polytopes whose corners are all listed, and what is put
together is linear in each player's mixture: its ends are at corners.  Where everything is seen in a tree, all
subgame perfect equilibria mix over pure plans of actions that are not known never to be taken, and what is
put together is linear in the mixture at each set: its ends are at such plans, and exact where equilibria
attain them.  Of other trees not all are listed.

A listed equilibrium of a tree says what is done at a set unless its owner's own plan leads elsewhere; one by
backward induction says it everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod

from gametheory_paradox.forms import Decision, ExtensiveForm, NormalForm, Profile, size_of
from gametheory_paradox.forms.profiles import Odds
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.listed_equilibria import has_ties, is_never_taken, patterns
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.trees.proofs.plans_under_ties import is_backward_induction_plan
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.table import Record

MOST_LOOKS = 1_000_000  # pairs of equilibria times cells or nodes


Candidate = tuple[Profile, bool]  # a profile, and whether it is an equilibrium


def kept_sets(without: AnyForm, with_: AnyForm, answering: frozenset[str]) -> tuple[int | None, ...]:
    """For each set with the action its number without it; None where the plan with it counts.

    Parameters
    ----------
    without, with_
        The game without the action, and that in which it is taken.
    answering
        The players who do what they do with it.
    """
    numbers = {(s.player, s.name, s.actions): n for n, s in enumerate(without.information_sets)}
    return tuple(
        None
        if s.player in answering or len(s.actions) == 1  # such as where the action is taken
        else numbers.get((s.player, s.name, s.actions))
        for s in with_.information_sets
    )


@dataclass(frozen=True, repr=False)
class HeldPlans(Record):
    """Everyone's plans once the action is taken and only some players answer.

    Parameters
    ----------
    without, with_
        The equilibria of the game without the action, and of that in which it is taken.
    answering
        The players who do what they do with it.
    """

    without: EquilibriumSet
    with_: EquilibriumSet
    answering: frozenset[str]

    @cached_property
    def kept(self) -> tuple[int | None, ...]:
        """For each set with the action its number without it; None where the plan with it counts."""
        return kept_sets(self.without.game, self.with_.game, self.answering)

    @cached_property
    def tied(self) -> Mapping[int, Mapping[Odds, bool]]:
        """By the sets that are met only after the action and whose owner holds: its plans, if several.

        Of each plan, whether it is seen to be a part of an equilibrium.
        """
        found: dict[int, dict[Odds, bool]] = {}
        for number, (info, kept) in enumerate(zip(self.with_.game.information_sets, self.kept, strict=True)):
            if kept is None and info.player not in self.answering and len(info.actions) > 1:
                plans = found.setdefault(number, {})
                for profile, certain in self.candidates_with:
                    if _says(self.with_, profile, number):
                        odds = profile.probabilities[number]
                        plans[odds] = certain or plans.get(odds, False)
        return {number: own for number, own in found.items() if len(own) > 1}

    @property
    def one_sided(self) -> bool:
        """True if nobody who has a choice does what it does with the action."""
        pairs = zip(self.with_.game.information_sets, self.kept, strict=True)
        return all(kept is not None or len(info.actions) == 1 for info, kept in pairs)

    @property
    def infinite(self) -> bool:
        """True if infinitely many equilibria make up the plans."""
        return self.without.infinite or (self.with_.infinite and not self.one_sided)

    @property
    def missing(self) -> str:
        """Why what is known of the equilibria is not enough, or too much; empty if it is neither."""
        counting = [self.without] if self.one_sided else [self.without, self.with_]
        if not all(_is_enough(found) for found in counting):
            return "of infinitely many equilibria not every plan is listed"
        if any(cover_of(found).in_boxes for found in counting):
            return "an equilibrium is known by a box alone, and so are its plans"
        size = size_of(self.with_.game)
        if size * sum(map(_count, counting)) <= MOST_LOOKS:
            ways = prod(map(len, self.tied.values()))
            if len(self.candidates_without) * len(self.answers) * ways * size <= MOST_LOOKS:
                return ""
        return f"there are more than {MOST_LOOKS:,} plans to look at"

    @cached_property
    def candidates_without(self) -> tuple[Candidate, ...]:
        """Profiles of the game without the action between which all its equilibria are."""
        return _candidates(self.without)

    @cached_property
    def candidates_with(self) -> tuple[Candidate, ...]:
        """The same with the action; any equilibrium where nobody does what it does there."""
        return ((patterns(self.with_)[0], True),) if self.one_sided else _candidates(self.with_)

    @cached_property
    def answers(self) -> tuple[Candidate, ...]:
        """Those with the action; of plans with ties one for each way in which those who answer go on."""
        if not has_ties(self.with_):
            return self.candidates_with
        ways: dict[tuple[Odds, ...], Candidate] = {}
        for profile, certain in self.candidates_with:
            does = tuple(
                own
                for own, info, kept in zip(
                    profile.probabilities, profile.information_sets, self.kept, strict=True
                )
                if kept is None and info.player in self.answering
            )
            if certain or does not in ways:
                ways[does] = profile, certain
        return tuple(ways.values())

    @property
    def pairs(self) -> Iterator[tuple[Candidate, Candidate]]:
        """The profiles without the action and with it that plans are put together from."""
        return product(self.candidates_without, self.answers)

    def joined(self, before: Profile, after: Profile) -> Iterator[Candidate]:
        """The plans from one profile without the action and one with it, several where plans are tied.

        Of each, whether all that is tied is a part of equilibria.
        """
        pairs = zip(self.kept, after.probabilities, strict=True)
        odds = [own if number is None else before.probabilities[number] for number, own in pairs]
        ways = (self.tied.get(number, {own: True}) for number, own in enumerate(odds))
        for plans in product(*(own.items() for own in ways)):
            yield Profile(after.information_sets, tuple(p for p, _ in plans)), all(sure for _, sure in plans)

    def unsettled(self, plans: Profile, before: Profile, after: Profile) -> str:
        """Why equilibria do not say what is done at a set that play comes to; empty if they do."""
        for number in self._met(plans):
            info, kept = self.with_.game.information_sets[number], self.kept[number]
            source = (self.with_, after, number) if kept is None else (self.without, before, kept)
            if not _says(*source):
                return f"the equilibria do not say what {info.player} would do at {info.name!r}"
        return ""

    @property
    def undetermined(self) -> str:
        """Why plans that are tied do not tell what is done."""
        info = self.with_.game.information_sets[min(self.tied)]
        where = f" at {info.name!r}" if info.name else ""
        return (
            f"{info.player} has no one plan{where} once the action is taken, and it protects under some alone"
        )

    def _met(self, plans: Profile) -> list[int]:
        """The numbers of the information sets with a choice that play comes to."""
        game = self.with_.game
        choosing = [number for number, info in enumerate(game.information_sets) if len(info.actions) > 1]
        if not isinstance(game, ExtensiveForm):
            return choosing
        likely = realization_probabilities(game, plans)
        return [number for number in choosing if any(likely[place] for place in game.members[number])]


def _is_enough(equilibria: EquilibriumSet) -> bool:
    """True where what is listed or known of ties says between which plans all equilibria are."""
    in_table = isinstance(equilibria.game, NormalForm)
    return has_ties(equilibria) or (cover_of(equilibria).listed and (in_table or not equilibria.infinite))


def _likely(equilibria: EquilibriumSet) -> list[list[int]]:
    """By information set the actions that are not known never to be taken."""
    return [
        [action for action in range(len(info.actions)) if not is_never_taken(equilibria, number, action)]
        for number, info in enumerate(equilibria.game.information_sets)
    ]


def _count(equilibria: EquilibriumSet) -> int:
    return prod(map(len, _likely(equilibria))) if has_ties(equilibria) else len(equilibria.profiles)


def _candidates(equilibria: EquilibriumSet) -> tuple[Candidate, ...]:
    """Profiles between which all equilibria are, and whether each is one."""
    game, known = equilibria.game, [(profile, True) for profile in equilibria.profiles]
    if not has_ties(equilibria) or not isinstance(game, ExtensiveForm):
        return tuple(known)
    plans = (Profile.pure(game.information_sets, own) for own in product(*_likely(equilibria)))
    pure = [(plan, is_backward_induction_plan(game, plan)) for plan in plans]
    return (*pure, *(own for own in known if not own[0].is_pure))


def _says(equilibria: EquilibriumSet, profile: Profile, number: int) -> bool:
    """True if an equilibrium says what is done at an information set; but for trees it always does."""
    game = equilibria.game
    if not isinstance(game, ExtensiveForm) or equilibria.spanning or has_ties(equilibria):
        return True
    return any(_is_led_to(game, profile, place) for place in game.members[number])


def _is_led_to(game: ExtensiveForm[Fraction], profile: Profile, place: int) -> bool:
    """True if the plan of the player who chooses at a node does not itself exclude the node."""
    own = game.nodes[place]
    assert isinstance(own, Decision)
    while place:
        place, branch = game.parents[place]
        above = game.nodes[place]
        if not isinstance(above, Decision) or game.mover(above) != game.mover(own):
            continue
        if not profile.probabilities[above.information_set][branch]:
            return False
    return True
