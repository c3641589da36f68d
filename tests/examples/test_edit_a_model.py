"""The example in which a user edits a model step by step: it holds, it is not vacuous, and it can fail."""

import runpy
from collections import Counter

import pytest
from examples.pages import ROOT
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from witnesses.sampling import slowly

import gametheory_paradox as gp

EXAMPLE = runpy.run_path(str(ROOT / "examples" / "edit_a_model.py"), run_name="edit_a_model")
EditedModel = EXAMPLE["EditedModel"]


def edit(machine, users, steps):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=users,
            stateful_step_count=steps,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )


@pytest.mark.parametrize(("users", "steps"), [(12, 15), slowly(200, 40)])
def test_nothing_that_was_proved_of_what_did_not_change_is_lost(users, steps):
    met = Counter()

    class Noted(EditedModel):
        def teardown(self):
            super().teardown()
            met.update(kept=self.kept, left=self.left)
            met.update(proved.verdict.name for proved in self.proofs)

    edit(Noted, users, steps)
    assert met["kept"] >= 4 * users
    assert met["left"] >= users // 2
    assert met["absent"] >= 2
    assert users < 100 or met["present"] >= 10


def test_a_proof_that_is_lost_is_told(monkeypatch):
    detect = gp.detect

    def forgetful(family, question, **values):
        verdict = detect(family, question, **values)
        if family.title:
            return gp.Undecided(verdict.game, verdict.question, "forgotten")
        return verdict

    monkeypatch.setattr(gp, "detect", forgetful)
    with pytest.raises(AssertionError):
        edit(EditedModel, 25, 15)
