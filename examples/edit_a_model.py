"""A model is edited step by step, and nothing that was proved of what did not change is lost.

Hypothesis plays the user: it draws a family with an account, asks, and edits, in any order.  Every proof is
kept.  After each step each of them is held against the edited model: where the game that it is about is still
the model's, the same question has the same answer and the same certificate; where it is not, the certificate
says so by the name of its game, and stands all the same.  Run it with ``python examples/edit_a_model.py``.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import gametheory_paradox as gp
from gametheory_paradox.forms import game_hash
from gametheory_paradox.models import Account, Parameter
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.testing import check_verdict, families, profile

MEASURES = ("payoff", "security")
QUANTIFIERS = ("strong", "possible")
PLAYERS = st.sampled_from([0, 1])
number = RationalFunction.constant
values = st.fixed_dictionaries({"a": st.sampled_from([0, 1]), "b": st.sampled_from([0, 1])})
cells = st.integers(0, 8)


@dataclass(frozen=True)
class Proved:
    """A verdict, and the values of a and b where it was asked for."""

    point: dict[str, int]
    verdict: gp.Verdict


class EditedModel(RuleBasedStateMachine):
    """A table for two with the parameters a and b and the account security, in the hands of its user."""

    def __init__(self) -> None:
        super().__init__()
        self.proofs: list[Proved] = []
        self.kept = self.left = 0

    @initialize(family=families(trees=False, degree=1, quotients=False, accounts=1))
    def start(self, family: gp.GameFamily) -> None:
        self.family = family

    # What the user asks.

    @precondition(lambda self: len(self.proofs) < 4)
    @rule(
        point=values, who=PLAYERS, measure=st.sampled_from(MEASURES), quantifier=st.sampled_from(QUANTIFIERS)
    )
    def ask(self, point: dict[str, int], who: int, measure: str, quantifier: str) -> None:
        form = self.family.form
        if len(form.actions[who]) > 1:
            move = {"mover": form.players[who], "action": form.actions[who][0]}
            question = gp.Question("option", **move, measure=measure, quantifier=quantifier)
            verdict = gp.detect(self.family, question, values=point)
            self.proofs.append(Proved(point, check_verdict(verdict)))

    # What the user edits.

    @rule(which=st.sampled_from([0, 1]))
    def move_the_baseline(self, which: int) -> None:
        declared = list(self.family.parameters)
        old = declared[which]
        declared[which] = replace(old, baseline=old.low if old.baseline == old.high else old.high)
        self.family = replace(self.family, parameters=tuple(declared))

    @rule(which=st.sampled_from([0, 1]))
    def widen_a_range(self, which: int) -> None:
        declared = list(self.family.parameters)
        declared[which] = replace(declared[which], high=declared[which].high + 1)
        self.family = replace(self.family, parameters=tuple(declared))

    @rule()
    def declare_a_parameter(self) -> None:
        new = Parameter(f"p{len(self.family.parameters)}", Fraction(0), Fraction(1), Fraction(0))
        self.family = replace(self.family, parameters=(*self.family.parameters, new))

    @rule(title=st.sampled_from(["", "Trade", "Border"]))
    def give_a_title(self, title: str) -> None:
        self.family = replace(self.family, title=title)

    @rule(cell=cells, who=PLAYERS, factor=st.sampled_from(["a", "b", "1"]))
    def change_a_payoff(self, cell: int, who: int, factor: str) -> None:
        """A payoff gets another term: where its parameter is zero, the game is as it was."""
        form = self.family.form
        added = number(1) if factor == "1" else RationalFunction.variable(factor)
        paid = [list(row) for row in form.payoffs]
        paid[cell % len(paid)][who] += added
        form = gp.NormalForm(form.players, form.actions, tuple(map(tuple, paid)))
        self.family = replace(self.family, form=form)

    @rule(cell=cells)
    def count_more_in_the_account(self, cell: int) -> None:
        """The account changes, the payoff does not."""
        (account,) = self.family.accounts
        counted = [(who, list(row)) for who, row in account.values]
        counted[0][1][cell % len(counted[0][1])] += number(1)
        changed = Account(account.name, account.meaning, values=tuple((w, tuple(r)) for w, r in counted))
        self.family = replace(self.family, accounts=(changed,))

    # What always holds.

    @invariant()
    def nothing_proved_of_what_did_not_change_is_lost(self) -> None:
        for proved in self.proofs:
            then = proved.verdict
            now = gp.detect(self.family, then.question, values=proved.point)
            if replace(now.game, title="") == replace(then.game, title=""):
                self.kept += 1
                assert (now.name, now.gap) == (then.name, then.gap)
                assert now.certificate == then.certificate
            else:
                self.left += 1
                assert gp.verify(then.certificate).game != game_hash(now.game)

    def teardown(self) -> None:
        for proved in self.proofs:
            check_verdict(proved.verdict)


TestEditedModel = EditedModel.TestCase  # what pytest and unittest run

if __name__ == "__main__":
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(EditedModel, settings=profile("quick"))
    print("Nothing was lost.")
