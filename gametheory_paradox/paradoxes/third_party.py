"""Indirect backfire: an action hurts its owner, and it does so through what a third party then does.

The mover's equilibrium payoffs with and without an action are compared three times: in the game as it is,
where the third party is *frozen*, and where the target is frozen instead.  A frozen player can only do,
wherever it chooses after the action or without seeing whether it was taken, what it does in the equilibria of
the game without the action.  Present: the action costs the mover something; it does not where the third party
is frozen; and it still does where the target is.

What a frozen player does must be one action, taken with certainty wherever it chooses on the path of every
equilibrium without the action, and one that it has wherever it is frozen.  Otherwise a loss is not traced to
anybody.  Where the action costs nothing, the paradox is absent, and nobody need be frozen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Game,
    Lottery,
    NormalForm,
    Profile,
    check_player,
    frozen,
    played_once,
)
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.proofs.listed_equilibria import has_ties, is_never_taken, patterns
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities
from gametheory_paradox.forms.trees.subgames import nodes_after
from gametheory_paradox.paradoxes.definition import AnyForm, Sets, gap_between, left_in, with_and_without
from gametheory_paradox.paradoxes.quantifiers import AnyQuantifier
from gametheory_paradox.paradoxes.question import Question, text_of
from gametheory_paradox.table import Record

Pair = tuple[PayoffSet, PayoffSet]
FROZEN = {"third": "third party frozen", "target": "target frozen"}


@dataclass(frozen=True, repr=False)
class ThirdPartyBackfire(Record):
    """The mover's payoffs with and without the action.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    as_it_is, third_frozen, target_frozen
        With and without the action: in the game as it is, and where somebody is frozen; None if nobody was.
    """

    quantifier: AnyQuantifier
    as_it_is: Pair
    third_frozen: Pair | None
    target_frozen: Pair | None

    def loss(self, pair: Pair) -> Number:
        """The mover's loss by the action."""
        has, lacks = pair
        return gap_between(lacks, has, self.quantifier)

    @property
    def gap(self) -> Number:
        """The mover's loss by the action in the game as it is."""
        return self.loss(self.as_it_is)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """All that is compared."""
        pairs = {
            "": self.as_it_is,
            f", {FROZEN['third']}": self.third_frozen,
            f", {FROZEN['target']}": self.target_frozen,
        }
        return {
            f"{side}{how}": own
            for how, pair in pairs.items()
            if pair is not None
            for side, own in zip(("with", "without"), pair, strict=True)
        }

    def holds(self) -> bool:
        """The definition: a loss, gone with the third party frozen and there with the target frozen."""
        if self.gap <= 0 or self.third_frozen is None or self.target_frozen is None:
            return False
        return self.loss(self.third_frozen) <= 0 and self.loss(self.target_frozen) > 0


def variants(game: AnyForm, question: Question) -> dict[str, AnyForm]:
    """The game with the action, and without it."""
    roles_in(game, question)
    return with_and_without(game, question)


def further(game: Game, question: Question, sets: Sets) -> dict[str, Game] | str:
    """Both games with the third party and with the target frozen, if the action costs its owner something."""
    if _loss(question, sets) <= 0 or any(name not in ("with", "without") for name in sets):
        return {}

    frozen_games: dict[str, Game] = {}
    for role, player in roles_in(game, question):
        after = sets_after(game, player, left_in(game, question))
        does = habit(sets["without"], player)
        able = all(does in s.actions for s in game.information_sets if s.player == player and s.name in after)
        if after and (does is None or not able):
            return _untraced(question, sets, player)
        if after and does is not None:
            choices = dict.fromkeys(after, does)
            frozen_games |= {
                f"{side}, {FROZEN[role]}": frozen(sets[side].game, player, choices)
                for side in ("with", "without")
            }

    return frozen_games


def _untraced(question: Question, sets: Sets, player: str) -> str:
    """Why a player cannot be frozen."""
    taken = " and ".join(map(repr, question.action))
    if taken_on_path(sets["without"], player) == {}:
        unmet = f"without {taken} play never comes to a choice of {player}'s: it has nothing to go on doing"
        return f"{unmet}, and the loss is traced to nobody; channels freezes it at what it plans"
    return f"without {taken} {player} does no one thing in every equilibrium that it could go on doing"


def roles_in(game: GameForm[P], question: Question) -> list[tuple[str, str]]:
    """The third party and the target, by role; InvalidGame unless they and the mover are three players."""
    roles = [(role, text_of(question, role)) for role in FROZEN]
    for _, player in roles:
        check_player(game, player)
    if len({question.mover, *(player for _, player in roles)}) < 3:
        raise InvalidGame("the mover, the target and the third party must be three players")
    return roles


def claim(game: Game, question: Question, sets: Sets) -> ThirdPartyBackfire | str:
    """The comparison; a player that has chosen before the action leaves nothing to freeze."""
    as_it_is = _pair(question, sets, "")
    if _loss(question, sets) <= 0:
        return ThirdPartyBackfire(question.quantifier, as_it_is, None, None)
    third, target = (
        _pair(question, sets, frozen if f"with{frozen}" in sets else "")
        for frozen in (f", {words}" for words in FROZEN.values())
    )
    return ThirdPartyBackfire(question.quantifier, as_it_is, third, target)


def _pair(question: Question, sets: Sets, frozen: str) -> Pair:
    return sets[f"with{frozen}"].payoffs(question.mover), sets[f"without{frozen}"].payoffs(question.mover)


def _loss(question: Question, sets: Sets) -> Number:
    has, lacks = _pair(question, sets, "")
    return gap_between(lacks, has, question.quantifier)


def sets_after(game: GameForm[P], player: str, left: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """A player's information sets with a node after the action: it may choose once the action was taken."""
    game = played_once(game)
    if isinstance(game, NormalForm):
        return ("",)
    after = nodes_after(game, left)
    return tuple(
        info.name
        for info, members in zip(game.information_sets, game.members, strict=True)
        if info.player == player and any(after[place] for place in members)
    )


def chooses_after(game: GameForm[P], question: Question, player: str) -> bool:
    """True if a player may have a choice once the action was taken."""
    after = sets_after(game, player, left_in(game, question))
    sets = (s for s in game.information_sets if s.player == player and s.name in after)
    return any(len(s.actions) > 1 for s in sets)


def habit(lacks: EquilibriumSet, player: str) -> str | None:
    """The one action that a player takes wherever it chooses on an equilibrium's path; None if several."""
    taken = taken_on_path(lacks, player)
    if taken is None:
        taken = _perhaps_taken(lacks, player)
    every = set().union(*taken.values()) if taken else set()
    return every.pop() if len(every) == 1 else None


def _perhaps_taken(lacks: EquilibriumSet, player: str) -> dict[str, set[str]]:
    """Under ties a player's actions on a path of actions that are not known never to be taken.

    Nothing if no listed equilibrium comes to a choice of the player's, or pieces of payoffs prove nothing.
    """
    game = lacks.game
    if not (has_ties(lacks) and isinstance(game, ExtensiveForm) and _listed(lacks, player)):
        return {}

    taken: dict[str, set[str]] = {}
    pending = [0]
    while pending:
        node = game.nodes[pending.pop()]
        if isinstance(node, Lottery):
            pending += [child for p, child in zip(node.probabilities, node.children, strict=True) if p]
        elif isinstance(node, Decision):
            number, info = node.information_set, game.information_sets[node.information_set]
            likely = [a for a in range(len(info.actions)) if not is_never_taken(lacks, number, a)]
            pending += [node.children[a] for a in likely]
            if info.player == player:
                taken[info.name] = {info.actions[a] for a in likely}

    return taken


def taken_on_path(lacks: EquilibriumSet, player: str) -> dict[str, set[str]] | None:
    """A player's actions by information set on an equilibrium path; None if not all equilibria are listed."""
    return None if lacks.infinite and not lacks.spanning else _listed(lacks, player)


def _listed(lacks: EquilibriumSet, player: str) -> dict[str, set[str]]:
    """The same in the equilibria that are listed."""
    taken: dict[str, set[str]] = {}
    for profile in patterns(lacks):
        reached = _reached(lacks.game, profile)
        for number, (info, odds) in enumerate(
            zip(profile.information_sets, profile.probabilities, strict=True)
        ):
            if info.player == player and number in reached:
                taken.setdefault(info.name, set()).update(
                    a for a, p in zip(info.actions, odds, strict=True) if p
                )
    return taken


def _reached(game: Game, profile: Profile) -> set[int]:
    """The numbers of the information sets that play may come to."""
    game = played_once(game)
    if isinstance(game, NormalForm):
        return set(range(len(game.players)))
    likely = realization_probabilities(game, profile)
    return {number for number, members in enumerate(game.members) if any(likely[place] for place in members)}
