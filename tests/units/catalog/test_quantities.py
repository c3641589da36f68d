"""The catalog's quantities: one thing in the world has one number in all models, or they say why not."""

from dataclasses import replace
from fractions import Fraction

import pytest
from witnesses.catalog_games import is_ranked

from gametheory_paradox import catalog
from gametheory_paradox.errors import InvalidGame

SEED = [name for name in catalog.names() if name.startswith("seed/") and not is_ranked(name)]
QUANTITIES = catalog.quantities()
TEMPLATES = {"seed/guarded-posts", "seed/proactive-response", "seed/third-party-expansion"}


def uses():
    """Every parameter of the essay's models, with the game it stands in."""
    return [(name, p) for name in SEED if name not in TEMPLATES for p in catalog.load(name).parameters]


def disagreements(found):
    """Things in the world that have two numbers in the models, of which none says why."""
    values, told = {}, []
    for name, parameter in found:
        thing = parameter.quantity or (parameter.meaning, parameter.unit)
        if parameter.because:
            continue
        there, value = values.setdefault(thing, (name, parameter.baseline))
        if value != parameter.baseline:
            told.append(f"{thing}: {value} in {there}, {parameter.baseline} in {name}")
    return told


def unshared(found):
    """Meanings that stand in two systems, or are a quantity in one file, and are no quantity in another."""
    uses_of = {}
    for name, p in found:
        uses_of.setdefault((p.meaning, p.unit), set()).add((name.split("/")[1], p.quantity))
    quantities = {thing: {quantity for _, quantity in told} for thing, told in uses_of.items()}
    systems = {thing: {system for system, _ in told} for thing, told in uses_of.items()}
    return [
        thing
        for thing, named in quantities.items()
        if "" in named and (len(named) > 1 or len(systems[thing]) > 1)
    ]


def test_one_thing_has_one_number_in_all_models_or_they_say_why():
    assert disagreements(uses()) == []
    assert unshared(uses()) == []


def test_two_numbers_and_what_is_not_shared_are_found():
    (name, quiet), *_ = [use for use in uses() if use[1].quantity == "quiet_of_suppression"]
    other = ("seed/other", replace(quiet, baseline=5))
    assert disagreements([(name, quiet), other]) == [f"quiet_of_suppression: 110 in {name}, 5 in seed/other"]
    bare = ("seed/other", replace(quiet, baseline=5, quantity=""))
    assert unshared([(name, quiet), bare]) == [(quiet.meaning, quiet.unit)]
    assert disagreements([bare, other, (name, bare[1])]) == []


def test_every_parameter_that_is_estimated_is_a_quantity_or_names_its_source():
    estimated = [(name, p) for name, p in uses() if p.standing != "assumed"]
    assert len(estimated) > 50
    assert [f"{p.name} of {name}" for name, p in estimated if not (p.quantity or p.source)] == []


def test_no_promise_projection_or_traders_claim_counts_as_measured():
    doubtful = {"trade_lost_by_pakistan", "investment", "cost_of_campaign", "cost_of_protecting"}
    assert {QUANTITIES[name].standing for name in doubtful} == {"estimated"}
    assert {p.standing for _, p in uses()} == {"estimated", "assumed"}


def test_every_quantity_is_used_by_a_model_or_by_another_that_is():
    used = {p.quantity for _, p in uses()}
    for name in reversed(QUANTITIES):
        if name in used:
            used |= set(QUANTITIES[name].formula.names)
    assert set(QUANTITIES) - used == set()


def resting_on(name):
    """A quantity and all whose formulas lead to it."""
    found = {name}
    for other, quantity in QUANTITIES.items():
        if found & set(quantity.formula.names):
            found.add(other)
    return found


def test_the_loss_of_one_attack_feeds_many_entries():
    fed = resting_on("harm_per_attack")
    assert {"quiet_of_suppression", "harm_of_isk", "harm_of_recruits", "harm_on_highway"} <= fed
    assert sum(p.quantity in fed and not p.because for _, p in uses()) > 27


def test_parameters_follow_when_a_quantity_changes():
    changed = catalog.at_quantities("seed/trade-restriction", {"harm_per_attack": "4.45"})
    assert changed == {"V": Fraction(55), "h": Fraction(9)}  # 4.45 times 49.6 over 4, and times 1.9
    assert catalog.at_quantities("seed/trade-restriction", {"harm_per_attack": "8.9"}) == {}
    both = catalog.at_quantities(
        catalog.load("seed/trade-restriction"), {"taliban_revenue": 500, "reward_after_defiance": 50}
    )
    assert both == {"r_N": Fraction(50), "d": Fraction(23)}  # customs double to 46, and half of that is lost
    control = catalog.at_quantities("seed/trade-restriction/control", {"reward_after_compliance": 40})
    assert control == {}  # it has none, by construction
    with pytest.raises(InvalidGame, match="did you mean 'harm_per_attack'"):
        catalog.at_quantities("seed/whole", {"harm_per_atack": 1})


def test_a_users_file_may_refer_to_a_quantity(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "format: 1\nplayers: [A]\nparameters:\n  V: {quantity: quiet_of_suppression, range: [0, 440]}\n"
        "table: {actions: {A: [x, y]}, payoffs: {x: [V], y: [0]}}\n"
    )
    family = catalog.load(file)
    assert family.baseline == {"V": 110}
    assert catalog.at_quantities(family, {"attacks_by_ttp": 0}) == {"V": 0}
