"""Equilibria as a solver returns them: how they hang together, and whether they are all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar, overload

from gametheory_paradox.forms import (
    ExtensiveForm,
    Game,
    Profile,
    StochasticGame,
    expected_payoffs,
    game_hash,
    hashed_game,
    state_values,
)
from gametheory_paradox.forms.states.proofs.state_isolation import StationaryBounds
from gametheory_paradox.forms.tables.proofs.profile_bounds import (
    Interval,
    ProfileBounds,
    bounds_of,
    interval_shown,
    interval_to_data,
)
from gametheory_paradox.forms.trees.assessments import Assessment, Trembles, set_histories, set_names
from gametheory_paradox.forms.trees.solvers.tied_actions import TiedActions
from gametheory_paradox.forms.trees.subgames import off_own_path
from gametheory_paradox.rationals import nearest_float
from gametheory_paradox.table import Cell, Record, Table, Tabular

if TYPE_CHECKING:
    from gametheory_paradox.certificates import Certificate

MOST_TIED = 12  # sets of actions over which somebody may mix that are told in a table
Status = Literal["proved", "partial", "budget"]

T = TypeVar("T")


@dataclass(frozen=True, repr=False)
class Completeness(Record):
    """The completeness of a list of equilibria, and its ground.

    Parameters
    ----------
    status
        *proved*, *partial* (something was not examined) or *budget* (time ran out).
    why
        The proof in a sentence, or what was not examined.
    """

    status: Status
    why: str

    def __str__(self) -> str:
        return f"{self.status}: {self.why}"


@dataclass(frozen=True, repr=False)
class CurvedSet(Record):
    """A connected set of infinitely many equilibria with curved borders, a part of a component.

    Parameters
    ----------
    within
        Bounds that hold on it.
    points
        Numbers of equilibria on it, or in a maximal Nash subset that it meets.
    """

    within: ProfileBounds
    points: tuple[int, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Equilibrium(Profile):
    """An equilibrium of a game, which is known exactly; as a profile it equals any other with its odds.

    Parameters
    ----------
    game
        The game.

    Examples
    --------
    >>> from gametheory_paradox.forms.solvers import solve
    >>> mixed = solve([[3, 0], [0, 2]], [[2, 0], [0, 3]])[2]
    >>> mixed["1"]["2"], mixed.payoffs["1"], mixed.arrays()[0].tolist()
    (Fraction(2, 5), Fraction(6, 5), [0.6, 0.4])
    """

    game: Game

    def __post_init__(self) -> None:
        """Nothing is left to check: the profile was."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Profile):
            return NotImplemented
        return (self.information_sets, self.probabilities) == (other.information_sets, other.probabilities)

    __hash__ = Profile.__hash__

    @property
    def payoffs(self) -> dict[str, Fraction]:
        """The payoffs of each player."""
        return dict(zip(self.game.players, expected_payoffs(self.game, self), strict=False))

    def arrays(self) -> tuple[Any, ...]:
        """The probabilities as numpy arrays of floats, one for each information set.

        Of a table that is one for each player, as nashpy and QuantEcon have them.
        """
        return _arrays(self.probabilities)


@dataclass(frozen=True, eq=False, repr=False)
class EquilibriumBounds(ProfileBounds):
    """Bounds that exactly one equilibrium of a game satisfies.

    Parameters
    ----------
    game
        The game.
    values
        Of a game in periods, for each state bounds of everybody's values.
    """

    game: Game
    values: tuple[tuple[Interval, ...], ...] = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ProfileBounds):
            return NotImplemented
        return (self.information_sets, self.bounds) == (other.information_sets, other.bounds)

    __hash__ = ProfileBounds.__hash__

    def payoff_bounds(self, game: Game) -> tuple[Interval, ...]:
        """Bounds of every player's payoff, over time the discounted sum from the start."""
        if not self.values:
            return super().payoff_bounds(game)
        return StationaryBounds(self.information_sets, self.bounds, self.values).payoff_bounds(game)

    @property
    def payoffs(self) -> dict[str, Interval]:
        """Bounds of what each player gets."""
        return dict(zip(self.game.players, self.payoff_bounds(self.game), strict=False))

    def arrays(self) -> tuple[Any, ...]:
        """The middles between the bounds as numpy arrays, in the order of ``Equilibrium.arrays``."""
        return _arrays(self.middle)


@dataclass(frozen=True, repr=False)
class Equilibria(Tabular):
    """Equilibria of a game.

    Parameters
    ----------
    game, concept, method
        What was solved, for which solution concept, by which method.
    profiles
        The equilibria that are known exactly; of infinitely many, the extreme ones, or some where not all are
        ``listed``.
    subsets
        The maximal Nash subsets, as numbers of equilibria: any mixture within one is an equilibrium.
    components
        The connected components, as numbers of equilibria; they partition them.  With curved sets these are
        as far connected as was shown.
    completeness
        Whether these are all; where not all are ``listed``, what of all of them is proved.
    proof
        The proof of that, as data for a certificate; None where there is none.
    boxes
        The other equilibria, which are isolated: bounds that exactly one satisfies.  They are numbered after
        ``profiles``.
    undecided
        Bounds within which there may be further equilibria, infinitely many or none.
    assessments
        For concepts with beliefs, each profile with its beliefs, in the order of ``profiles``.
    trembles
        For sequential equilibria, what shows each assessment to be consistent.
    ties
        Of a tree in which all is seen, where ties may leave a choice: each set of actions among which a
        player may mix, as far as bounds of payoffs tell; elsewhere it mixes in no equilibrium.  A profile is
        an equilibrium exactly if everywhere all that is taken gives its player the same, and nothing else
        more.
    pure_plans
        How many pure equilibria there are, listed or not; None where they were not counted.
    curved
        Of a table, the sets of equilibria with curved borders.  Of these only some points are in
        ``profiles``.
    listed
        Whether a complete list holds every equilibrium, as an entry or as a mixture within a subset.  If not,
        there are others, as a rule infinitely many, and what is proved is about what they pay.
    """

    game: Game
    concept: str
    method: str
    profiles: tuple[Profile, ...]
    subsets: tuple[tuple[int, ...], ...]
    components: tuple[tuple[int, ...], ...]
    completeness: Completeness
    proof: Mapping[str, object] | None = field(default=None, repr=False)
    boxes: tuple[ProfileBounds, ...] = ()
    undecided: tuple[ProfileBounds, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    trembles: tuple[Trembles, ...] = field(default=(), repr=False)
    ties: tuple[TiedActions, ...] = ()
    pure_plans: int | None = None
    curved: tuple[CurvedSet, ...] = ()
    listed: bool = True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Equilibria):
            return NotImplemented
        return all(getattr(self, own.name) == getattr(other, own.name) for own in fields(Equilibria))

    def __len__(self) -> int:
        return len(self.profiles) + len(self.boxes)

    def __iter__(self) -> Iterator[Equilibrium | EquilibriumBounds]:
        return map(self._in_game, self._every)

    @overload
    def __getitem__(self, number: int) -> Equilibrium | EquilibriumBounds: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Equilibrium | EquilibriumBounds, ...]: ...
    def __getitem__(self, number: int | slice) -> Any:
        chosen = self._every[number]
        return tuple(map(self._in_game, chosen)) if isinstance(chosen, tuple) else self._in_game(chosen)

    @property
    def _every(self) -> tuple[Profile | ProfileBounds, ...]:
        return (*self.profiles, *self.boxes)

    def _in_game(self, own: Profile | ProfileBounds) -> Equilibrium | EquilibriumBounds:
        if isinstance(own, Profile):
            return Equilibrium(own.information_sets, own.probabilities, self.game)
        values = own.values if isinstance(own, StationaryBounds) else ()
        return EquilibriumBounds(own.information_sets, own.bounds, self.game, values)

    def with_further(self, profiles: Iterable[Profile]) -> Self:
        """The same with equilibria that are known besides, each alone; boxes are numbered after them."""
        before, known = len(self.profiles), tuple(dict.fromkeys([*self.profiles, *profiles]))
        alone = tuple((number,) for number in range(before, len(known)))

        def moved(groups: Iterable[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
            more = len(known) - before
            own = (tuple(n if n < before else n + more for n in group) for group in groups)
            return (*own, *alone)

        return replace(self, profiles=known, subsets=moved(self.subsets), components=moved(self.components))

    def arrays(self) -> list[tuple[Any, ...]]:
        """Each equilibrium as ``Equilibrium.arrays`` gives it: what nashpy's methods yield."""
        return [own.arrays() for own in self]

    @property
    def payoffs(self) -> tuple[tuple[Fraction, ...], ...]:
        """For each equilibrium in ``profiles`` every player's payoff."""
        return tuple(expected_payoffs(self.game, profile) for profile in self.profiles)

    @property
    def payoff_bounds(self) -> tuple[tuple[Interval, ...], ...]:
        """For each equilibrium bounds of every player's payoff, equal where it is known exactly."""
        exact = [tuple((payoff, payoff) for payoff in payoffs) for payoffs in self.payoffs]
        return (*exact, *(box.payoff_bounds(self.game) for box in self.boxes))

    @property
    def averages(self) -> tuple[tuple[Interval, ...], ...]:
        """For each equilibrium of a game in periods bounds of what everyone gets in one on average.

        (1 - δ) times the discounted sum, each with its own δ; nothing where somebody does not discount.
        """
        if not isinstance(self.game, StochasticGame) or 1 in self.game.discounts:
            return ()
        shares = [1 - discount for discount in self.game.discounts]
        return tuple(
            tuple((share * low, share * high) for share, (low, high) in zip(shares, paid, strict=False))
            for paid in self.payoff_bounds
        )

    @property
    def is_infinite(self) -> bool:
        """True where there are infinitely many equilibria, or may be: where not all are listed."""
        return not self.listed or any(len(subset) > 1 for subset in self.subsets)

    @property
    def certificate(self) -> "Certificate | None":
        """Of a stochastic game, the certificate that its list is complete; None elsewhere."""
        if self.proof is None or not isinstance(self.game, StochasticGame):
            return None
        # The trusted part, with every paradox, is loaded when somebody asks for a certificate.
        from gametheory_paradox.certificates import FORMAT, Certificate
        from gametheory_paradox.certificates.over_time import listed_equilibria

        return Certificate(
            {"format": FORMAT, "kind": "equilibria", "concept": self.concept, "game": hashed_game(self.game)}
            | {"equilibria": listed_equilibria(self.game, self.profiles, self.boxes), "proof": self.proof}
        )

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        players = self.game.players
        shares: list[dict[str, object]] = [
            {"averages": dict(zip(players, map(interval_to_data, own), strict=True))} for own in self.averages
        ]

        return {
            "game": {"hash": game_hash(self.game), "players": list(players), "title": self.game.title},
            "concept": self.concept,
            "method": self.method,
            "equilibria": [
                {
                    "profile": _ordered(profile, players),
                    "payoffs": dict(zip(players, map(interval_to_data, payoffs), strict=True)),
                    **self._beliefs(number),
                    **averages,
                    **self._values(profile),
                    **self._not_told_apart(profile),
                }
                for number, (profile, payoffs, averages) in enumerate(
                    zip(self._every, self.payoff_bounds, shares or [{}] * len(self), strict=True)
                )
            ],
            "subsets": [list(s) for s in self.subsets],
            "components": [list(c) for c in self.components],
            "completeness": {"status": self.completeness.status, "why": self.completeness.why},
            "listed": self.listed and self.completeness.status == "proved",
            "undecided": [_ordered(bounds, players) for bounds in self.undecided],
            **self._ties(),
            **self._curved(),
        }

    def _values(self, profile: Profile | ProfileBounds) -> dict[str, object]:
        """Of a stochastic game, what everyone expects from each state on."""
        game = self.game
        if not isinstance(game, StochasticGame):
            return {}
        if isinstance(profile, StationaryBounds):
            values = profile.values
        else:
            assert isinstance(profile, Profile)
            values = tuple(tuple((v, v) for v in own) for own in state_values(game, profile))
        rows = zip(game.states, values, strict=True)
        return {
            "values": {
                state.name: dict(zip(game.players, map(interval_to_data, own), strict=False))
                for state, own in rows
            }
        }

    def _not_told_apart(self, profile: Profile | ProfileBounds) -> dict[str, object]:
        """Of a Nash equilibrium of a tree, the sets to which their player's own plan never leads.

        What is done there makes no difference to anybody: each equilibrium is listed once, with the first
        action there.
        """
        game = self.game
        if not isinstance(game, ExtensiveForm) or self.concept != "nash":
            return {}
        odds = (profile if isinstance(profile, Profile) else profile.similar).probabilities
        names = set_names(game)
        own = [names[number] for number in off_own_path(game, odds)]
        return {"off_own_path": own} if own else {}

    def _curved(self) -> dict[str, object]:
        if not self.curved:
            return {}
        players = self.game.players
        return {
            "curved": [
                {"within": _ordered(own.within, players), "points": list(own.points)} for own in self.curved
            ]
        }

    def _ties(self) -> dict[str, object]:
        if not isinstance(self.game, ExtensiveForm):
            return {}
        attained = self.proof is not None and self.proof["kind"] == "payoff-pieces"
        if not self.ties and not attained:
            return {}
        ranges = zip(self.game.players, zip(*self.payoffs, strict=True), strict=True)
        ends = {player: [str(min(own)), str(max(own))] for player, own in ranges}
        return {
            "ties": [tied.data_in(self.game) for tied in self.ties],
            "pure_plans": self.pure_plans,
            "ranges": ends if self.completeness.status == "proved" else None,
        }

    def _mixing(self) -> list[str]:
        """The places at which ties leave a choice, in words."""
        if not isinstance(self.game, ExtensiveForm):
            return []
        mixing = [tied for tied in self.ties if len(tied.actions) > 1]
        return [tied.said_in(self.game) for tied in mixing[:MOST_TIED]]

    def _beliefs(self, number: int) -> dict[str, object]:
        if not self.assessments or not isinstance(self.game, ExtensiveForm):
            return {}
        return {"beliefs": self.assessments[number].beliefs_to_data(self.game)}

    def _believed(self, number: int) -> list[str]:
        """The beliefs at sets of several nodes, in words; nothing for concepts without beliefs."""
        if not self.assessments or not isinstance(self.game, ExtensiveForm):
            return []
        beliefs = self.assessments[number - 1].beliefs
        words = (
            f"{name}: " + ", ".join(f"({h}) {p}" for h, p in zip(histories, odds, strict=True) if p)
            for name, histories, odds in zip(
                set_names(self.game), set_histories(self.game), beliefs, strict=True
            )
            if len(odds) > 1
        )
        return ["; ".join(words)]

    def table(self) -> Table:
        """One row per equilibrium: what everyone does, believes and gets."""
        averages = self.averages
        rows: list[list[Cell]] = [
            [number, *_described(profile, self.game), *self._believed(number), *map(interval_shown, payoffs)]
            for number, (profile, payoffs) in enumerate(zip(self, self.payoff_bounds, strict=True), start=1)
        ]
        for row, average in zip(rows, averages, strict=False):
            row += map(interval_shown, average)
        beliefs = ["beliefs"] if self.assessments else []
        columns = ["gets", *(["gets on average"] * bool(averages))]
        paid = [f"{player} {gets}" for gets in columns for player in self.game.players]
        heads = ["", *self.game.players, *beliefs, *paid]
        extreme = "extreme " if self.is_infinite else ""
        found = f"{len(self)} {extreme}equilibri{'um' if len(self) == 1 else 'a'}"

        if not len(self) and self.completeness.status == "budget":
            found = "no equilibrium so far"
        elif not self.listed:
            found = f"{len(self)} of the equilibria"

        title = f"{self.game.title or 'Game'}: {found} ({self.concept})"
        return Table(
            tuple(heads),
            tuple(tuple(row) for row in rows),
            title=title,
            note="\n".join([str(self.completeness), *self._mixing()]),
        )


def _arrays(distributions: Sequence[Sequence[Fraction]]) -> tuple[Any, ...]:
    numpy = import_module("numpy")
    return tuple(numpy.array([nearest_float(p) for p in odds]) for odds in distributions)


def _ordered(profile: Profile | ProfileBounds, players: Sequence[str]) -> dict[str, object]:
    data = profile.to_data()
    return {player: data.get(player, {}) for player in players}  # who never moves has an empty strategy


def _described(profile: Profile | ProfileBounds, game: Game) -> list[str]:
    """For each player what it does, in words."""
    words: dict[str, list[str]] = {player: [] for player in game.players}
    for info, own in zip(profile.information_sets, bounds_of(profile).bounds, strict=True):
        text = ", ".join(
            action if bounds[0] == 1 else f"{action} {interval_shown(bounds)}"
            for action, bounds in zip(info.actions, own, strict=True)
            if bounds[1]
        )
        words[info.player].append(f"{info.name}: {text}" if info.name else text)
    return ["; ".join(parts) for parts in words.values()]


def singletons(count: int) -> tuple[tuple[int, ...], ...]:
    """Each equilibrium by itself: the subsets and the components where all are isolated."""
    return tuple((number,) for number in range(count))


def isolated(
    game: Game,
    concept: str,
    method: str,
    profiles: Sequence[Profile],
    completeness: Completeness,
    proof: Mapping[str, object] | None = None,
) -> Equilibria:
    """Equilibria none of which is known to belong to a continuum."""
    single = singletons(len(profiles))
    return Equilibria(game, concept, method, tuple(profiles), single, single, completeness, proof)


def uniform(game: Game) -> Profile:
    """The profile in which every action of an information set is equally likely."""
    sizes = [len(info.actions) for info in game.information_sets]
    return Profile(game.information_sets, tuple((Fraction(1, size),) * size for size in sizes))


class Links(Generic[T]):
    """Groups that are known to hang together, each under one of its members."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def joined(self, first: T, second: T) -> tuple[T, T]:
        """The pair, whose groups are one from now on."""
        self._above[self.leader(first)] = self.leader(second)
        return first, second

    def apart(self, first: T, second: T) -> bool:
        """True if they are not known to hang together."""
        return self.leader(first) != self.leader(second)

    def leader(self, member: T) -> T:
        """The member that a group is under."""
        while (above := self._above.get(member, member)) != member:
            self._above[member] = member = self._above.get(above, above)
        return member


def connected(count: int, groups: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """The connected components of ``range(count)`` when the members of each group are connected."""
    links = Links[int]()
    for group in groups:
        for member in group[1:]:
            links.joined(member, group[0])
    parts: dict[int, list[int]] = {}
    for number in range(count):
        parts.setdefault(links.leader(number), []).append(number)
    return tuple(sorted(map(tuple, parts.values())))
