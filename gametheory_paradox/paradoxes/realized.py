"""Realized backfire: where a player uses an action, it expects less than a benchmark that is named.

What the mover expects *given that the action is used* is compared, over all equilibria in which it is used
with positive probability, with all that the benchmark pays: the equilibria of the game without the action,
those of the game in which everybody sees the first move of chance, or a number such as the status quo.  An
action may be used in good times or in bad ones for good reasons; so where the game begins with a move of
chance, the benchmark is taken at the odds that its outcomes have given that the action is used.

This says nothing of whether the mover would be better off without the action: that is the option paradox.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import (
    ExtensiveForm,
    Game,
    Lottery,
    NormalForm,
    Profile,
    Terminal,
    expected_payoffs,
    node_payoffs,
    number_from_data,
    played_once,
)
from gametheory_paradox.forms.deletion import restrict
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities
from gametheory_paradox.forms.trees.seeing_more import complete_information, first_branches
from gametheory_paradox.forms.trees.subgames import nodes_after
from gametheory_paradox.paradoxes.definition import Claim, Sets, left_in
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question, text_of
from gametheory_paradox.table import Record

NO_COERCION, COMPLETE_INFORMATION = "no-coercion", "complete-information"
BENCHMARKS = (NO_COERCION, COMPLETE_INFORMATION)
ZERO = Fraction(0)


@dataclass(frozen=True, repr=False)
class Use(Record):
    """An equilibrium in which the action is used.

    Parameters
    ----------
    expects
        What the mover expects given that the action is used.
    benchmark
        What the benchmark pays, over all its equilibria, at the odds at which the action is used here.
    """

    expects: Fraction
    benchmark: PayoffSet


@dataclass(frozen=True, repr=False)
class RealizedBackfire(Record, Claim):
    """The mover's payoffs where it uses the action, and a benchmark.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    uses
        The equilibria in which the action is used; none if there are none.
    overall
        The mover's payoffs over all equilibria, whether the action is used or not.
    benchmark
        What the benchmark pays at the odds that the game itself gives to chance.
    at_other_odds
        Whether the odds given that the action is used may be others.
    """

    quantifier: AnyQuantifier
    uses: tuple[Use, ...]
    overall: PayoffSet
    benchmark: PayoffSet
    at_other_odds: bool

    @property
    def gap(self) -> Number:
        """By how much the benchmark is better; zero if no equilibrium uses the action."""
        if not self.uses:
            return ZERO
        best = self.quantifier in ("best", "possible")
        gains = [(use.benchmark.high if best else use.benchmark.low) - use.expects for use in self.uses]
        return max(gains) if self.quantifier in ("worst", "possible") else min(gains)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """All that is compared, and beside it the payoffs that hang on no condition."""
        found = {"with": self.overall, "benchmark": self.benchmark}
        if self.uses:
            found["given the action"] = PayoffSet.of(
                (use.expects for use in self.uses), infinite=self.overall.infinite
            )
        if self.uses and self.at_other_odds:
            paid = (value for use in self.uses for value in use.benchmark.values)
            found["benchmark at its odds"] = PayoffSet.of(paid, infinite=self.benchmark.infinite)
        return found


def variants(game: Game, question: Question) -> dict[str, Game]:
    """The game, and where the benchmark is no number, what it is played in."""
    left, benchmark = left_in(game, question), text_of(question, "benchmark")
    if benchmark == NO_COERCION:
        return {"with": game, "benchmark": restrict(game, left)}
    if benchmark == COMPLETE_INFORMATION:
        if not isinstance(game, ExtensiveForm) or not isinstance(game.nodes[0], Lottery):
            form = "a tree that begins otherwise" if isinstance(game, ExtensiveForm) else "a table"
            raise Unsupported(
                f"the benchmark {COMPLETE_INFORMATION} is offered for a tree that begins with a move of "
                f"chance; for {form} there are {NO_COERCION} or a number"
            )
        return {"with": game, "benchmark": complete_information(game)}
    number_from_data(benchmark)
    return {"with": game}


def claim(game: Game, question: Question, sets: Sets) -> RealizedBackfire | str:
    """The comparison; a text says why the equilibria do not settle it."""
    has = sets["with"]
    linear = has.spanning and isinstance(game, NormalForm) and len(question.action) == 1
    if has.infinite and not linear:
        return (
            "of infinitely many equilibria not all are listed, "
            "and what is expected given the action is a quotient"
        )
    if any(given_use(game, question, own.similar) for own in cover_of(has).enclosed):
        return "an equilibrium that uses the action is known by a box alone, and so is what is expected in it"
    column, benchmark = game.column(question.mover), sets.get("benchmark")
    used = [given for profile in has.profiles if (given := given_use(game, question, profile))]

    if benchmark is None:
        paid = PayoffSet((number_from_data(question.details.get("benchmark")),), infinite=False)
    else:
        paid = benchmark.payoffs(question.mover)
    by_chance = isinstance(game, ExtensiveForm) and isinstance(game.nodes[0], Lottery)
    if benchmark is None or not by_chance:
        uses = [Use(expects, paid) for expects, _ in used]
    elif paid.infinite and question.details.get("benchmark") != COMPLETE_INFORMATION:
        return "of infinitely many equilibria of the benchmark the ends are known at the odds of chance alone"
    elif cover_of(benchmark).enclosed or cover_of(benchmark).ranges is not None:
        return "equilibria of the benchmark are known within bounds alone, at the odds of chance alone"
    else:
        # After each outcome everybody sees is a game of its own, so that what attains an end attains it after
        # every outcome.
        uses = [Use(expects, _at_odds(benchmark, column, odds)) for expects, odds in used]
    at_other_odds = benchmark is not None and by_chance
    return RealizedBackfire(
        question.quantifier, tuple(uses), has.payoffs(question.mover), paid, at_other_odds
    )


def given_use(
    game: Game, question: Question, profile: Profile
) -> tuple[Fraction, tuple[Fraction, ...]] | None:
    """A mover's expectation where it uses the action, and the odds of the root's branches; None if never."""
    who, column, game = game.players.index(question.mover), game.column(question.mover), played_once(game)
    if isinstance(game, NormalForm):
        weights = [
            probability if name in question.action else ZERO
            for name, probability in zip(game.actions[who], profile.probabilities[who], strict=True)
        ]
        if not any(weights):
            return None
        taken = tuple(weight / sum(weights) for weight in weights)
        odds = (*profile.probabilities[:who], taken, *profile.probabilities[who + 1 :])
        return expected_payoffs(game, Profile(profile.information_sets, odds))[column], ()

    reached, branches = realization_probabilities(game, profile), first_branches(game)
    after = nodes_after(game, left_in(game, question))
    total, likely = ZERO, [ZERO] * len(game.labels(0))
    for place, node in enumerate(game.nodes):
        if isinstance(node, Terminal) and after[place] and reached[place]:
            total += reached[place] * node.payoffs[column]
            likely[branches[place]] += reached[place]
    everything = sum(likely)
    if not everything:
        return None
    return total / everything, tuple(weight / everything for weight in likely)


def _at_odds(benchmark: EquilibriumSet, column: int, odds: Sequence[Fraction]) -> PayoffSet:
    """The payoffs of the listed equilibria to a player when the root's branches have these odds."""
    game, paid = benchmark.game, []
    assert isinstance(game, ExtensiveForm)
    for profile in benchmark.profiles:
        values = node_payoffs(game, profile)
        after = [values[child][column] for child, (parent, _) in enumerate(game.parents) if parent == 0]
        paid.append(sum((p * value for p, value in zip(odds, after, strict=True)), ZERO))
    return PayoffSet.of(paid, infinite=benchmark.infinite)
