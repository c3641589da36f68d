"""``balance``: payoff and security of a state with and without each of its policies, both columns proved."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from gametheory_paradox.catalog import at_shared_numbers, load
from gametheory_paradox.certificates import Certificate
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Effect, assess, compared_at, detect, direction, inquiry_about
from gametheory_paradox.detectors.detection import counts_security
from gametheory_paradox.detectors.verdict import Verdict, sides_of
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.essay.systems import OPTION, Policy, Premise, System, policies, premises, system_of
from gametheory_paradox.forms import PAYOFF
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.models.family import no_such_parameter
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.studies.nearest import Changes, changes_of_direction
from gametheory_paradox.studies.refusals import solution_concept
from gametheory_paradox.table import Record, Table, Tabular

COLUMNS = (
    *("system", "who", "policy", "payoff with", "payoff without", "security with", "security without"),
    *("in a word", "with, without"),
)

UNDER = "seed/"
COMPARED: Mapping[str, tuple[str, str]] = {  # in place of without and with, where that is not an option
    "information": ("not seeing", "seeing"),
    "misperception": ("knowing", "believing"),
    "comparative-statics": ("before", "after"),
}


@dataclass(frozen=True, repr=False)
class Entry(Record):
    """A state's policy, and what it does to its payoff and to its security.

    Parameters
    ----------
    policy, family
        The state, or whoever else moves, and the policy; and the game.
    assessment
        Both halves, each with its certificate.
    changes
        For each half, by what it compares, the nearest changes that turn it. Empty where that was not looked
        at.
    left_without
        What is left of its change in security where a premise is dropped, be it a loss or a gain; of the
        premises without which less is left.
    held
        Whether an option that costs security would protect if nobody answered: the security-insecurity
        paradox; None where that was not asked.
    values
        The numbers that are not at their baselines.
    shared
        The same with the numbers that other models take, where the game puts some of them elsewhere; None
        where it does not, or that was not asked.
    """

    policy: Policy
    family: GameFamily
    assessment: Effect
    changes: Mapping[str, Changes] = field(default_factory=dict, hash=False)
    left_without: Mapping[Premise, Fraction] = field(default_factory=dict, hash=False)
    held: Verdict | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    shared: "Entry | None" = None

    @property
    def system(self) -> System | None:
        """The system of the essay; None for a toy."""
        return system_of(self.policy.game)

    @property
    def label(self) -> str:
        """The state and its policy: Pakistan: deport at once, deport."""
        return f"{self.policy.state}: {self.policy.name}"

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every number that is put in: the game's, and those of the model that the state takes it for."""
        model = self.policy.question(self.family).details.get("model")
        return self.family.parameters + (model.parameters if isinstance(model, GameFamily) else ())

    @property
    def where(self) -> str:
        """The number of the system of the essay and the game: S3 trade-restriction."""
        name = self.policy.game.removeprefix(UNDER)
        return name if self.system is None else f"{self.system.id} {name}"

    def to_data(self) -> dict[str, object]:
        """As JSON, both certificates included."""
        policy = self.policy
        changes = {name: own.to_data() for name, own in self.changes.items()}
        left = {premise.about: str(change) for premise, change in self.left_without.items()}

        return {
            "system": self.system and self.system.id,
            "game": policy.game,
            "mover": policy.state,
            "paradox": policy.paradox,
            "action": list(policy.actions),
            "at": list(policy.at),
            "assessment": self.assessment.to_data(),
            **self.assessment.halves_to_data(),
            **({"changes": changes} if changes else {}),
            **({"left_without": left} if left else {}),
            **({"held": self.held.to_data()} if self.held is not None else {}),
            **({"values": {n: str(v) for n, v in self.values.items()}} if self.values else {}),
            **({"shared": self.shared.to_data()} if self.shared is not None else {}),
        }


@dataclass(frozen=True, repr=False)
class Balance(Tabular):
    """Payoff and security with and without each policy.

    Parameters
    ----------
    entries
        One for each policy of a state in a game.
    """

    entries: tuple[Entry, ...]

    @property
    def settled(self) -> bool:
        """True where every entry has its word."""
        return all(entry.assessment.word is not None for entry in self.entries)

    def certificates(self) -> dict[str, Certificate]:
        """The certificate of each half of each entry, by the name of a file."""
        return {
            f"{_slug(f'{entry.where} {entry.label} {name}')}.json": half.certificate
            for entry in self.entries
            for name, half in entry.assessment.halves.items()
            if half.certificate is not None
        }

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {"rows": [entry.to_data() for entry in self.entries]}

    def table(self) -> Table:
        """One line for each entry."""
        rows = [
            (
                entry.where,
                entry.policy.state,
                entry.policy.name,
                *numbers_of(entry.assessment),
                entry.assessment.word or "not settled",
                ", ".join(reversed(COMPARED.get(entry.policy.paradox, ()))),
            )
            for entry in self.entries
        ]

        shown = len(COLUMNS) - (not any(entry.policy.paradox in COMPARED for entry in self.entries))
        note = "payoff and security over all equilibria with the policy and without it, at the baseline"
        cells = [row[:shown] for row in rows]
        return Table(
            COLUMNS[:shown], cells, title="Payoff and security", note=note, align="lllrrrrll"[:shown]
        )


def numbers_of(assessment: Effect, say: Callable[[Fraction], str] = str) -> tuple[str, ...]:
    """Payoff with and without, security with and without; ranges where equilibria differ."""
    said = list[str]()
    for half in (assessment.payoff, assessment.security):
        sides = None if half is None else sides_of(half)
        unknown = ["not counted" if half is None else "not known"] * 2
        said += unknown if sides is None else [range_said(side, say) for side in reversed(sides)]
    return tuple(said)


def range_said(side: PayoffSet, say: Callable[[Fraction], str] = str) -> str:
    """The ends of a range, or its one value."""
    low, high = say(close_fraction(side.low)), say(close_fraction(side.high))
    said = low if side.low == side.high else f"{low} to {high}"
    return said.replace("-", "−")


def balance(
    games: Iterable[GameFamily | str] | None = None,
    *,
    values: Mapping[str, object] = {},
    concept: str | None = None,
    budget: float | None = None,
) -> Balance:
    """Compares payoff and security of a state with and without each of its policies.

    Parameters
    ----------
    games
        Families, or games of the catalog; by default those of the essay.  Of these it is the policies of
        Pakistan and China that are asked about; of other games every action of every player, taken away
        everywhere, and the game's own questions about what somebody sees or believes.
    values
        Values of parameters, each in the games that have it; by default their baseline.
    concept
        Equilibria in which sense; by default sequential where something is hidden in a tree that is not
        large, else subgame perfect, and Nash for tables.
    budget
        Seconds for all; None for no limit.

    Returns
    -------
    Entries in the order of the essay, each half with its certificate.

    Raises
    ------
    InvalidGame
        If a game counts no security, or a name is unknown: of a parameter, in every game.

    Examples
    --------
    >>> (entry,) = balance(["seed/trade-restriction"]).entries
    >>> entry.where, entry.label, entry.assessment.word
    ('S3 trade-restriction', 'Pakistan: restrict', 'pays, costs security')
    """
    clock, entries = Clock(budget), list[Entry]()
    chosen = dict.fromkeys(own.game for own in policies() if not own.apart) if games is None else games
    families = [load(game) if isinstance(game, str) else game for game in chosen]
    for family in families:
        if not counts_security(family):
            raise InvalidGame(
                f"{family.origin or family.title or 'the game'} declares no account of security"
            )
    known = dict.fromkeys(name for family in families for name in family.baseline)
    if unknown := [name for name in values if name not in known]:
        several = {} if len(families) == 1 else {"of": "any of these games; they have"}
        raise no_such_parameter(unknown[0], known, **several)

    for family in families:
        own = {name: value for name, value in values.items() if name in family.baseline}
        for policy in policies_of(family):
            entries.append(weighed(family, policy, values=own, concept=concept, budget=clock.left))
    return Balance(tuple(entries))


def weighed(
    family: GameFamily,
    policy: Policy,
    *,
    values: Mapping[str, object] = {},
    concept: str | None = None,
    budget: float | None = None,
) -> Entry:
    """One entry: a state's policy in a game; of a game that counts no security its payoff alone."""
    question = policy.question(family)
    question = question.but(concept=concept or question.concept or solution_concept(family))
    assessment = assess(family, question, values=values, budget=budget)
    if assessment is None:
        alone = question.but(measure=PAYOFF, quantifier="strong")
        assessment = Effect(compared_at(inquiry_about(family, alone, {}), values, budget), None)
    return Entry(policy, family, assessment, values=values)


def with_changes(entry: Entry) -> Entry:
    """The same with the nearest changes that turn each half, along one parameter at a time."""
    point = entry.family.baseline
    inquiries = {
        name: (inquiry_about(entry.family, half.question, {}), half)
        for name, half in entry.assessment.halves.items()
    }
    changes = {name: changes_of_direction(*asked, point) for name, asked in inquiries.items()}
    return replace(entry, changes=changes)


def with_premises_dropped(entry: Entry) -> Entry:
    """The same with what is left of its change in security where a premise of the essay is dropped."""
    half = entry.assessment.security
    change = None if half is None else change_by(half)
    if half is None or not change:
        return entry

    inquiry, left = inquiry_about(entry.family, half.question, {}), dict[Premise, Fraction]()
    for premise in premises():
        names = premise.parameters(entry.family, entry.policy.state)
        without = change_by(compared_at(inquiry, dict.fromkeys(names, 0))) if names else change
        if without is not None and without / change < 1:  # less of it, or the opposite
            left[premise] = without
    return replace(entry, left_without=left)


def with_held(entry: Entry, budget: float | None = None) -> Entry:
    """The same with the security-insecurity paradox, of an option that costs security."""
    half, policy = entry.assessment.security, entry.policy
    if half is None or direction(half) != -1 or policy.paradox != OPTION:
        return entry
    asked = Question(
        "security-insecurity",
        mover=policy.state,
        action=policy.actions,
        at=policy.at,
        concept=half.question.concept,
        held="nobody",
    )
    return replace(entry, held=detect(entry.family, asked, budget=budget))


def with_shared(entry: Entry) -> Entry:
    """The same with what it does at the numbers of the other models, where the game puts some elsewhere."""
    numbers = at_shared_numbers(entry.family)
    if not numbers:
        return entry
    return replace(entry, shared=weighed(entry.family, entry.policy, values=numbers))


def change_by(half: Verdict) -> Fraction | None:
    """By how much a policy changes what is compared, at least: a loss is negative; None where unknown."""
    way, sides = direction(half), sides_of(half)
    if way is None or sides is None:
        return None
    before, after = sides
    if way == 0:
        return Fraction(0)
    return close_fraction(after.high - before.low if way == -1 else after.low - before.high)


def policies_of(family: GameFamily) -> tuple[Policy, ...]:
    """The policies that are asked about: those of the essay's states, or all that anyone has."""
    listed = tuple(policy for policy in policies() if policy.game == family.origin)
    if listed:
        return listed
    game = family.origin or family.title
    actions = [Policy(game, player, (action,)) for player, action in _everywhere(family)]
    others = [
        Policy(game, own.mover, paradox=own.paradox) for own in family.questions if own.paradox in COMPARED
    ]
    return (*actions, *dict.fromkeys(others))


def _everywhere(family: GameFamily) -> Iterator[tuple[str, str]]:
    """Every player's actions that leave it something else to do wherever it has them."""
    for player in family.players:
        own = [info.actions for info in family.form.information_sets if info.player == player]
        for action in dict.fromkeys(action for actions in own for action in actions):
            if all(len(actions) > 1 for actions in own if action in actions):
                yield player, action


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
