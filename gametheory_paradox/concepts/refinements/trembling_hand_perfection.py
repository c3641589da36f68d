"""Trembling-hand perfection of equilibria of a tree: shown by trembles, excluded by an objection, or open.

For each equilibrium the conditions that its actions in use just satisfy (those with a slack hold near it
anyway) are linear in products of probabilities.  A linear program looks for positive numbers in the place of
the products.  If there are none, the multipliers are an objection: no totally mixed profile satisfies the
conditions.  If there are, moving from the equilibrium towards them gives trembles.  They are right wherever
the numbers are products, as they are when each condition depends on one other set at a time: so in signaling
games the answer is always *perfect* or *excluded*.  Elsewhere they are one proposal; others are the trembles
of the sequential equilibrium, even ones, and ones with orders from one to three.  A proposal counts when
``claims.trembling_hand`` confirms it.

Source: selten1975.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

from gametheory_paradox.claims.equilibria.linear_forms import ONE, Form, Monomial, combination
from gametheory_paradox.claims.equilibria.trembling_hand import (
    Objection,
    TremblingWeights,
    Weight,
    gain_form,
    is_trembling_hand_perfect,
    monomial_at,
    rules_out_perfection,
    sum_form,
    value_at,
)
from gametheory_paradox.concepts.forms import as_tree
from gametheory_paradox.concepts.refinements.listed_verdicts import ListedVerdicts, NoVerdict
from gametheory_paradox.concepts.selection.dominance import dominator
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm, Profile, check_perfect_recall
from gametheory_paradox.games.agent_normal_form import agent_normal_form
from gametheory_paradox.solvers.equilibria import Equilibria
from gametheory_paradox.solvers.linear_program import Infeasibility, LinearProgram, Optimum, Row, maximize
from gametheory_paradox.table import Record

MOST_PRODUCTS = 400  # in one linear program
MOST_CELLS = 5_000  # of the agent normal form, where it is searched for dominated actions
MOST_PROPOSALS = 100  # of trembles with orders from one to three

Gain = tuple[int, int, int]  # a set, an action in use, another action
Sum = tuple[Monomial, int]


@dataclass(frozen=True, repr=False)
class Perfection(Record):
    """The trembles show that the equilibrium is perfect."""

    trembles: TremblingWeights


@dataclass(frozen=True, repr=False)
class Exclusion(Record):
    """The objection shows that the equilibrium is not perfect."""

    objection: Objection


@dataclass(frozen=True, repr=False)
class TremblingHandPerfection(ListedVerdicts[Perfection | Exclusion]):
    """Equilibria of a tree, judged by trembling-hand perfection; see :class:`ListedVerdicts`."""

    refinement, without_verdict = "trembling-hand perfection", "not shown"

    @property
    def perfect(self) -> tuple[int, ...]:
        """The numbers of the equilibria that are perfect."""
        return self.numbers_of(Perfection)

    @property
    def excluded(self) -> tuple[int, ...]:
        """The numbers of the equilibria that are not."""
        return self.numbers_of(Exclusion)

    def confirms(self, profile: Profile, verdict: Perfection | Exclusion) -> bool:
        """Tests whether trembles, or an objection, show it."""
        game = as_tree(self.equilibria.game, "trembling-hand perfection")
        if isinstance(verdict, Perfection):
            return is_trembling_hand_perfect(game, profile, verdict.trembles)
        return rules_out_perfection(game, profile, verdict.objection)

    def in_words(self, profile: Profile, verdict: Perfection | Exclusion) -> tuple[str, str]:
        """The verdict, and the trembles or the actions objected to."""
        if isinstance(verdict, Perfection):
            return "perfect", _trembling(profile, verdict.trembles)
        game = as_tree(self.equilibria.game, "trembling-hand perfection")
        return "not perfect", _against(game, profile, verdict.objection)


def _trembling(profile: Profile, trembles: TremblingWeights) -> str:
    parts = []
    for info, odds, own in zip(
        profile.information_sets, profile.probabilities, trembles.weights, strict=True
    ):
        shown = [
            f"{action} {_polynomial(w)}"
            for action, p, w in zip(info.actions, odds, own, strict=True)
            if not p
        ]
        if shown:
            parts.append(f"{info.name}: {', '.join(shown)}")
    return "trembles " + "; ".join(parts) if parts else "it is totally mixed"


def _polynomial(weight: Weight) -> str:
    """A polynomial in ε as text.

    Examples
    --------
    >>> _polynomial(((0, Fraction(1)), (1, Fraction(-1, 2)), (2, Fraction(1))))
    '1 - 1/2 ε + ε^2'
    """
    text = ""
    for power, c in weight:
        symbol = "" if power == 0 else "ε" if power == 1 else f"ε^{power}"
        number = "" if abs(c) == 1 and symbol else str(abs(c))
        sign = ("-" if c < 0 else "") if not text else (" - " if c < 0 else " + ")
        text += sign + " ".join(part for part in (number, symbol) if part)
    return text


def _against(game: ExtensiveForm[Fraction], profile: Profile, objection: Objection) -> str:
    """The actions in use that an objection is about."""
    places = sorted({(number, used) for (number, used, _), _ in objection.gains})
    names = [f"{game.information_sets[s].actions[a]} at {game.information_sets[s].name}" for s, a in places]
    if len(places) > 1:
        return f"no trembles make all of these best: {', '.join(names)}"
    lost = value_at(
        profile, combination([(weight, gain_form(game, *gain)) for gain, weight in objection.gains])
    )
    return f"{names[0]} is {'weakly dominated' if not lost else 'worse against all that is near'}"


def trembling_hand_perfection(equilibria: Equilibria) -> TremblingHandPerfection:
    """Finds which equilibria of a tree are trembling-hand perfect, each with trembles or an objection.

    Parameters
    ----------
    equilibria
        Equilibria of a tree with perfect recall.  Every perfect equilibrium is sequential, so those are the
        ones to try.

    Returns
    -------
    A verdict for each profile on the list; equilibria between listed ones are not judged.

    Raises
    ------
    Unsupported
        If the game is a table, or a player lacks perfect recall.

    Sources
    -------
    selten1975

    Examples
    --------
    >>> from gametheory_paradox.games import Move
    >>> from gametheory_paradox.solvers import solve
    >>> second = Move("B", "second", {"kind": (1, 1), "harsh": (0, 1)})
    >>> game = ExtensiveForm.from_tree(["A", "B"], Move("A", "first", {"out": (1, 1), "in": second}))
    >>> print(trembling_hand_perfection(solve(game, concept="sequential")))
    Game: trembling-hand perfection
    <BLANKLINE>
    equilibrium  verdict      shown by
    -----------  -----------  -------------------------------------
    1            perfect      trembles first: in ε; second: harsh ε
    2            not perfect  in at first is weakly dominated
    3            perfect      trembles first: in ε; second: kind ε
    <BLANKLINE>
    Equilibria between listed ones are not judged.
    """
    game = as_tree(equilibria.game, "trembling-hand perfection")
    check_perfect_recall(game)
    search = _Search(game)
    none = (None,) * len(equilibria.profiles)
    trembles = equilibria.trembles if len(equilibria.trembles) == len(none) else none
    proposals = (None if t is None else TremblingWeights.of(t) for t in trembles)
    return TremblingHandPerfection(equilibria, tuple(map(search.verdict, equilibria.profiles, proposals)))


class _Search:
    """The forms of a tree's conditions, and the search for each profile."""

    def __init__(self, game: ExtensiveForm[Fraction]):
        self.game = game
        self.forms: dict[Gain, dict[Monomial, Fraction]] = {}

    def form(self, gain: Gain) -> dict[Monomial, Fraction]:
        """The gain of an action over another at a set, as a form."""
        if gain not in self.forms:
            self.forms[gain] = gain_form(self.game, *gain)
        return self.forms[gain]

    def verdict(
        self, profile: Profile, trembles: TremblingWeights | None
    ) -> Perfection | Exclusion | NoVerdict:
        """The verdict on one profile, for which trembles may be proposed."""
        try:
            if trembles is not None and is_trembling_hand_perfect(self.game, profile, trembles):
                return Perfection(trembles)
            tight = self._tight(profile)
            if isinstance(tight, Objection):
                return Exclusion(tight)
            answer = _Products(self.game, profile, tight).answer()
            if isinstance(answer, Objection):
                return Exclusion(answer)

            # Where the numbers are no products, they are one proposal among others.
            for proposal in (answer, *_proposals(profile)):
                if is_trembling_hand_perfect(self.game, profile, proposal):
                    return Perfection(proposal)
            objection = self._dominated(profile)
        except Unsupported as problem:
            return NoVerdict(str(problem))
        if objection is None:
            return NoVerdict("no trembles that were tried show it, and no objection was found")
        return Exclusion(objection)

    def _tight(self, profile: Profile) -> list[tuple[Gain, Form, bool]] | Objection:
        """The conditions that the actions in use just satisfy, or the objection that one is not satisfied.

        Each with whether the other action is in use too, so that neither may gain.
        """
        tight: list[tuple[Gain, Form, bool]] = []
        for number, odds in enumerate(profile.probabilities):
            used = [action for action, p in enumerate(odds) if p]
            for other in range(len(odds)):
                if other == used[0]:
                    continue
                gain, value = (number, used[0], other), value_at(profile, self.form((number, used[0], other)))
                if other in used and value > 0:
                    gain, value = (number, other, used[0]), -value
                if value < 0:
                    return Objection(((gain, Fraction(1)),))
                if value == 0 and self.form(gain):
                    tight.append((gain, self.form(gain), other in used))
        return tight

    def _dominated(self, profile: Profile) -> Objection | None:
        """The objection that an action in use is weakly dominated in the agent normal form, if one is."""
        table = agent_normal_form(self.game, most_cells=MOST_CELLS).table
        everything = [list(range(size)) for size in table.shape]
        for number, odds in enumerate(profile.probabilities):
            for used in (action for action, p in enumerate(odds) if p):
                step = dominator(table, everything, number, used, "weak")
                if step is not None:
                    gains = tuple(((number, used, other), weight) for other, weight in step.by)
                    total = combination([(weight, self.form(gain)) for gain, weight in gains])
                    objection = Objection(gains, tuple(_expanded(self.game, total)))
                    if rules_out_perfection(self.game, profile, objection):
                        return objection
        return None


def _expanded(game: ExtensiveForm[Fraction], form: Form) -> Iterator[tuple[Sum, Fraction]]:
    """Multiples of sums of probabilities that expand a form into products over all sets it mentions."""
    sets = sorted({s for monomial in form for s, _ in monomial})
    for number in sets:
        added: list[tuple[Fraction, Form]] = [(Fraction(1), form)]
        for monomial, c in form.items():
            if all(s != number for s, _ in monomial):
                yield (monomial, number), c
                added.append((c, sum_form(game, monomial, number)))
        form = combination(added)


class _Products:
    """The linear program for positive numbers in the place of products of probabilities.

    Each number is one more than a variable: since the conditions are homogeneous, "at least one" says no more
    than "positive".
    """

    def __init__(
        self, game: ExtensiveForm[Fraction], profile: Profile, conditions: Sequence[tuple[Gain, Form, bool]]
    ):
        self.game, self.profile, self.conditions = game, profile, conditions
        self.sums: dict[Sum, Form] = {}
        self.products = self._closed()

    def _closed(self) -> list[Monomial]:
        """All products, with those that the equations of probabilities relate them to."""
        known = {ONE, *(monomial for _, form, _ in self.conditions for monomial in form)}
        pending = list(known)
        while pending:
            monomial = pending.pop()
            for symbol in monomial:
                rest = tuple(other for other in monomial if other != symbol)
                if (rest, symbol[0]) not in self.sums:
                    self.sums[rest, symbol[0]] = form = sum_form(self.game, rest, symbol[0])
                    new = form.keys() - known
                    known |= new
                    pending.extend(new)
            if len(known) > MOST_PRODUCTS:
                raise Unsupported(f"the conditions have more than {MOST_PRODUCTS} products of probabilities")
        return sorted(known)

    def answer(self) -> TremblingWeights | Objection:
        """Trembles towards positive numbers, or an objection if there are none."""
        senses = [equal for _, _, equal in self.conditions] + [True] * len(self.sums)
        forms = [form for _, form, _ in self.conditions] + list(self.sums.values())
        rows = [
            Row(
                tuple(form.get(m, Fraction(0)) for m in self.products),
                "=" if equal else ">=",
                -sum(form.values(), Fraction(0)),
            )
            for form, equal in zip(forms, senses, strict=True)
        ]

        answer = maximize(LinearProgram((Fraction(0),) * len(self.products), tuple(rows)))
        if isinstance(answer, Infeasibility):
            return self._objection(answer.farkas)
        assert isinstance(answer, Optimum)
        return self._towards(
            {monomial: value + 1 for monomial, value in zip(self.products, answer.primal, strict=True)}
        )

    def _objection(self, farkas: Sequence[Fraction]) -> Objection:
        count = len(self.conditions)
        gains = []
        for (gain, _, _), y in zip(self.conditions, farkas[:count], strict=True):
            number, used, other = gain
            if y:
                gains.append((gain if y < 0 else (number, other, used), abs(y)))
        sums = tuple((key, -y) for key, y in zip(self.sums, farkas[count:], strict=True) if y)
        return Objection(tuple(gains), sums)

    def _towards(self, numbers: dict[Monomial, Fraction]) -> TremblingWeights:
        """Weights that lead from the profile towards some numbers, a step ε of the way."""
        weights = []
        for number, odds in enumerate(self.profile.probabilities):
            rests = self._rests(number)
            met = [rest for rest in rests if monomial_at(self.profile, rest)]
            if met:
                rest = min(met, key=len)
                scale, reached = numbers[ONE], monomial_at(self.profile, rest)
            else:
                rest = min(rests, key=len, default=ONE)
                scale, reached = numbers.get(rest, Fraction(1)), Fraction(1)

            own = []
            for action, p in enumerate(odds):
                end = (
                    numbers.get(tuple(sorted((*rest, (number, action)))), Fraction(1)) / scale
                    if rests
                    else Fraction(1, len(odds))
                )
                own.append(_line(p * reached, end))
            weights.append(tuple(own))
        return TremblingWeights(tuple(weights))

    def _rests(self, number: int) -> list[Monomial]:
        """The factors of a set's actions in the conditions; where these lack it, in the equations."""
        forms = (form for _, form, _ in self.conditions)
        met = {
            tuple(x for x in m if x[0] != number)
            for form in forms
            for m in form
            if any(s == number for s, _ in m)
        }
        return sorted(met) or [rest for rest, s in self.sums if s == number]


def _line(start: Fraction, end: Fraction) -> Weight:
    """(1 − ε) · start + ε · end."""
    return tuple((power, c) for power, c in ((0, start), (1, end - start)) if c)


def _proposals(profile: Profile) -> Iterator[TremblingWeights]:
    """Trembles in which every action not in use has an order from one to three, even ones first."""
    unused = [(s, a) for s, odds in enumerate(profile.probabilities) for a, p in enumerate(odds) if not p]
    for orders in islice(product((1, 2, 3), repeat=len(unused)), MOST_PROPOSALS):
        order = dict(zip(unused, orders, strict=True))
        yield TremblingWeights(
            tuple(
                tuple(((order.get((s, a), 0), p or Fraction(1)),) for a, p in enumerate(odds))
                for s, odds in enumerate(profile.probabilities)
            )
        )
