"""Oddities of a model: players, actions, parameters and questions that make no difference."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from gametheory_paradox.conditions.proofs.statements import atoms
from gametheory_paradox.detectors import Undecided, inquiry_about
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import (
    InformationSet,
    NormalForm,
    RepeatedGame,
    StochasticGame,
    cells_of,
    size_of,
)
from gametheory_paradox.forms.formulas.defined import formulas
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Terminal
from gametheory_paradox.maps.equilibrium_formulas import Atlas
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.terms import Form, played_at_outcomes
from gametheory_paradox.studies.diagnosis import Extent, dominance
from gametheory_paradox.studies.reach import Reach, ranges_of
from gametheory_paradox.table import Record

MOST_COMPARED = 20_000  # payoffs, in looking for dominated actions
NOWHERE = (
    "it is a paradox for no values in the ranges, ties aside; diagnose says which other questions are one"
)


@dataclass(frozen=True, repr=False)
class Remark(Record):
    """Something odd about a model, in a sentence, with its place.

    Parameters
    ----------
    kind, name
        What it is about: a "player", "parameter", "account", "information set", "term" or "question", and
        which.
    sentence
        What is odd.
    line
        The line of the model file; None where there is no file, or the thing has no line of its own.
    """

    kind: str
    name: str
    sentence: str
    line: int | None = None

    @property
    def place(self) -> str:
        """The place in the model: line 7, parameter s."""
        thing = f"{self.kind} {self.name}"
        return thing if self.line is None else f"line {self.line}, {thing}"

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {"kind": self.kind, "name": self.name, "line": self.line, "sentence": self.sentence}


@dataclass(frozen=True, repr=False)
class Inspection(Record):
    """A model with what is known of it already.

    Parameters
    ----------
    family
        The model.
    formulas
        Its equilibria as formulas; None where they are not offered.
    reaches
        For each of its questions where in the ranges the paradox is present; a text where it cannot be asked.
    """

    family: GameFamily
    formulas: Atlas | None
    reaches: Sequence[Reach | str]


Look = Callable[[Inspection], Iterator[Remark]]


def inspected(family: GameFamily, formulas: Atlas | None) -> Inspection:
    """The model with the answers to its own questions all over the ranges."""
    game, ranges, reaches = family.at(), ranges_of(family, family.baseline), list[Reach | str]()
    for question in family.questions:
        try:
            inquiry = inquiry_about(family, question, {})
        except (InvalidGame, Unsupported) as problem:
            reaches.append(f"it cannot be asked: {problem}")
            continue
        open_ = Undecided(game, inquiry.question, "")
        reaches.append(Reach(inquiry.question, "undecided") if inquiry.axes else ranges.reach(open_))
    return Inspection(family, formulas, reaches)


def about_players(model: Inspection) -> Iterator[Remark]:
    """Players without a choice, whose choices matter to nobody else, or to whom nothing matters."""
    family, ends = model.family, cells_of(model.family.form)
    for who, player in enumerate(family.players):
        chooses = any(i.player == player and len(i.actions) > 1 for i in family.form.information_sets)
        if not chooses:
            yield Remark("player", player, f"{player} has no choice")
        elif len(family.players) > 1 and not _matters(family.form, who):
            yield Remark("player", player, f"whatever {player} does, nobody else gets more or less for it")
        if chooses and all(end[who] == ends[0][who] for end in ends):
            yield Remark(
                "player", player, f"{player} gets the same whatever happens, so that all ties for it"
            )


def about_actions(model: Inspection) -> Iterator[Remark]:
    """Actions that are taken nowhere in the ranges: dominated, or in no equilibrium of their subgame."""
    family, formulas, told = model.family, model.formulas, set[tuple[str, str]]()
    dominated: dict[tuple[str, str, str, Extent], list[InformationSet]] = {}
    for info in family.form.information_sets if size_of(family.form) <= MOST_COMPARED else ():
        for action in info.actions:
            for better in info.actions:
                if extent := dominance(family, info, action, better):
                    told.add((info.name, action))
                    dominated.setdefault((info.player, action, better, extent), []).append(info)
                    break

    for (player, action, better, extent), places in dominated.items():
        rest = f"{better!r} pays {player} more whatever the others do, {extent}"
        more = f", there and at {len(places) - 1} more information sets" if len(places) > 1 else ""
        yield _at(places[0], f"{action!r} is dominated{more}: {rest}")

    # Formulas say nothing where a tie stays a tie for all values.
    for choice in formulas.choices if formulas is not None and formulas.degenerate.is_never else ():
        if choice.condition.is_never and (choice.information_set, choice.action) not in told:
            sentence = (
                f"{choice.player} takes {choice.action!r} there for no values in the ranges, ties aside"
            )
            yield Remark("information set", choice.information_set, sentence)


def about_parameters(model: Inspection) -> Iterator[Remark]:
    """Parameters that stand in no payoff, decide nothing, or whose baseline is an end of their range."""
    family, used, deciding = model.family, _names_in(model.family), _deciding(model)
    for p in family.parameters:
        if p.name in family.scales:
            continue  # which nobody put in

        if p.low < p.high and p.baseline in (p.low, p.high):
            ends = f"the range {p.low} to {p.high}"
            yield Remark(
                "parameter", p.name, f"the baseline is an end of {ends}, so that it can change one way alone"
            )
        if p.name not in used:
            yield Remark("parameter", p.name, "it stands in no payoff and no probability")
        elif p.low < p.high and deciding is not None and p.name not in deciding:
            sentence = "it decides nothing: neither what is played nor the answer to a question hangs on it"
            yield Remark("parameter", p.name, sentence)

    for account in family.accounts:
        counted = account.values or account.orders
        if not counted and all(term.account != account.name for term in family.terms):
            yield Remark("account", account.name, "nothing is counted in it")


def about_terms(model: Inspection) -> Iterator[Remark]:
    """Terms of payoffs whose moves are never made together."""
    outcomes = played_at_outcomes(model.family.form) if model.family.terms else []
    for number, term in enumerate(model.family.terms, start=1):
        if not any(set(term.when) <= moves for moves in outcomes):
            together = " and ".join(f"{who}: {move}" for who, move in term.when)
            yield Remark("term", str(number), f"it never counts: {together} are never played together")


def about_questions(model: Inspection) -> Iterator[Remark]:
    """Questions of the model that cannot be asked, or are answered alike all over the ranges."""
    for number, reach in enumerate(model.reaches, start=1):
        if isinstance(reach, str):
            yield Remark("question", str(number), reach)
        elif reach.extent == "nowhere":
            yield Remark("question", str(number), NOWHERE)


LOOKS: Sequence[Look] = (about_players, about_actions, about_parameters, about_terms, about_questions)
"""What is looked for, in order."""


def _at(info: InformationSet, sentence: str) -> Remark:
    if info.name:
        return Remark("information set", info.name, sentence)
    return Remark("player", info.player, sentence)


def _names_in(family: GameFamily) -> frozenset[str]:
    """The parameters in payoffs, probabilities and discount factors."""
    return frozenset(name for formula, _ in formulas(family.form) for name in formula.names)


def _deciding(model: Inspection) -> frozenset[str] | None:
    """The parameters on which play hangs, or the answer to a question; None where they are not all known."""
    formulas, reaches = model.formulas, model.reaches
    looks_back = isinstance(model.family.form, RepeatedGame)  # of which formulas say nothing
    if looks_back or formulas is None or formulas.left_out or not formulas.degenerate.is_never:
        return None
    answers = [own.present for own in reaches if isinstance(own, Reach)]
    conditions = [leaf.condition for leaf in formulas.leaves]
    conditions += [choice.condition for choice in formulas.choices]
    conditions += [condition for condition in answers if condition is not None]
    if len(answers) < len(reaches) or None in answers or not all(own.shortest for own in conditions):
        return None

    # In inequalities, and in the probabilities of mixed strategies and of beliefs.
    statements = [own.statement for own in conditions]
    statements += [branch.exists for leaf in formulas.leaves for branch in leaf.assessments]
    mixed = [odds for leaf in formulas.leaves for own in leaf.strategies for _, odds in own]
    told = {name for polynomial in atoms(*statements) for name in polynomial.names}
    return frozenset(told | {name for odds in mixed for name in odds.names})


def _matters(form: Form, who: int) -> bool:
    """True where some choice of a player changes what somebody else gets, or may in later periods."""
    if isinstance(form, StochasticGame):
        return True
    others = [n for n in range(len(form.players)) if n != who]
    if isinstance(form, NormalForm):
        for rest in product(*(range(size) if n != who else [0] for n, size in enumerate(form.shape))):
            cells = [form.cell([*rest[:who], own, *rest[who + 1 :]]) for own in range(form.shape[who])]
            if any(cell[n] != cells[0][n] for cell in cells for n in others):
                return True
        return False

    # From the ends: a node of the player is what it leads to, if all its choices lead to the same for others.
    shapes: list[object] = [None] * len(form.nodes)
    for position in range(len(form.nodes) - 1, -1, -1):
        node = form.nodes[position]
        below = [shapes[child] for child in node.children]
        if isinstance(node, Terminal):
            shapes[position] = tuple(node.payoffs[n] for n in others)
        elif not isinstance(node, Decision) or form.mover(node) != who:
            shapes[position] = (form.labels(position), *below)
        elif any(own != below[0] for own in below[1:]):
            return True
        else:
            shapes[position] = below[0]
    return False
