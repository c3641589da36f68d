"""Play as it is handed to a picture: a profile, or an assessment, which adds the beliefs of each mover."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Assessment, ExtensiveForm, Profile
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

Tree: TypeAlias = ExtensiveForm[Fraction] | ExtensiveForm[RationalFunction]
Beliefs: TypeAlias = Sequence[Sequence[Fraction]]  # for each information set one number per node in it


@dataclass(frozen=True, repr=False)
class Play(Record):
    """Everyone's strategy and beliefs, as far as they are given, to be drawn into a tree."""

    profile: Profile | None = None
    beliefs: Beliefs | None = None


def play_of(form: Tree, given: Profile | Assessment | None, beliefs: Beliefs | None) -> Play:
    """The profile and the beliefs that were given; beliefs of their own go before those of an assessment.

    Raises
    ------
    InvalidGame
        If the profile is that of another game, or the beliefs are not one distribution per information set.
    """
    profile = profile_of(given)
    if profile is not None and profile.information_sets != form.information_sets:
        raise InvalidGame(
            "the profile belongs to another game: its information sets are not those of the tree"
        )
    if beliefs is None and isinstance(given, Assessment):
        beliefs = given.beliefs
    if beliefs is not None:
        _check(form, beliefs)
    return Play(profile, beliefs)


def profile_of(given: Profile | Assessment | None) -> Profile | None:
    """The profile of what may be an assessment."""
    if isinstance(given, Assessment):
        return given.profile
    if given is None or isinstance(given, Profile):
        return given
    wanted = "what is played is drawn from a profile or an assessment with exact probabilities"
    raise InvalidGame(f"{wanted}, not from {type(given).__name__}")


def _check(form: Tree, beliefs: Beliefs) -> None:
    if len(beliefs) != len(form.information_sets):
        raise InvalidGame(
            f"{len(form.information_sets)} information sets need as many beliefs, got {len(beliefs)}"
        )
    for info, members, own in zip(form.information_sets, form.members, beliefs, strict=True):
        where = f"{info.player}'s information set {info.name!r}"
        if len(own) != len(members):
            raise InvalidGame(f"{where} has {len(members)} nodes, got {len(own)} beliefs")
        if any(p < 0 for p in own) or sum(own) != 1:
            raise InvalidGame(
                f"{where}: the beliefs {', '.join(map(str, own))} are not a distribution over its nodes"
            )
