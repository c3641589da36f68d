"""Quantities: read from a table, resolved in model files, written so that they read back, refused by name."""

from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.models.files import read_model, write_model
from gametheory_paradox.models.files.quantities import read_quantities
from gametheory_paradox.models.quantities import values_of

TABLE = """\
quantities:
  harm:
    value: 5560/625
    rounded: 1/10
    unit: million USD
    meaning: harm of an attack
    standing: estimated
    source: a ministry
    note: it counts far more than damage.
  attacks: {value: 595/12, unit: a month, meaning: attacks, standing: measured, source: a report}
  quiet:
    value: harm*attacks/4
    rounded: 10
    unit: million USD a month
    meaning: the quiet
    standing: assumed
    source: a quarter of all
"""
MODEL = """\
format: 1
players: [A]
parameters:
  V: {quantity: quiet, range: [0, 440]}
table: {actions: {A: [x, y]}, payoffs: {x: [V], y: [0]}}
"""
QUANTITIES = read_quantities(TABLE)


def table(quantities):
    """What reads the table where a model refers to it; nothing if there is none."""
    return None if quantities is None else lambda: quantities


def parameter(line, quantities=QUANTITIES):
    """The parameter that a file declares with this line."""
    text = MODEL.replace("  V: {quantity: quiet, range: [0, 440]}", line)
    (found,) = read_model(text, "m.yaml", quantities=table(quantities)).parameters
    return found


def refused(line, quantities=QUANTITIES):
    with pytest.raises(ModelSyntaxError) as caught:
        parameter(line, quantities)
    assert (caught.value.file, caught.value.line) == ("m.yaml", 4)
    return caught.value.message


def test_a_formula_is_computed_from_what_stands_above_and_rounded_to_a_multiple():
    assert [q.value for q in QUANTITIES.values()] == [Fraction(89, 10), Fraction(595, 12), 110]
    assert QUANTITIES["quiet"].formula.names == ("attacks", "harm")
    whole = TABLE.replace("rounded: 10", "rounded: 0")
    assert read_quantities(whole)["quiet"].value == Fraction(89, 10) * Fraction(595, 12) / 4
    assert read_quantities(TABLE.replace("value: harm*attacks/4", "value: 15"))["quiet"].value == 20
    assert read_quantities(TABLE.replace("value: harm*attacks/4", "value: 25"))["quiet"].value == 20  # even


def test_values_follow_from_those_that_are_given():
    assert values_of(QUANTITIES, {}) == {name: q.value for name, q in QUANTITIES.items()}
    assert values_of(QUANTITIES, {"harm": "4.45"}) == {
        "harm": Fraction(89, 20),
        "attacks": Fraction(595, 12),
        "quiet": 60,
    }
    assert values_of(QUANTITIES, {"quiet": 7, "harm": 1})["quiet"] == 7
    with pytest.raises(InvalidGame, match=r"there is no quantity 'ham'; did you mean 'harm'\?"):
        values_of(QUANTITIES, {"ham": 1})


def test_what_a_parameter_does_not_say_is_the_quantitys():
    found = parameter("  V: {quantity: quiet, range: [0, 440]}")
    assert (found.baseline, found.low, found.high) == (110, 0, 440)
    told = (found.unit, found.meaning, found.standing, found.source)
    assert told == ("million USD a month", "the quiet", "assumed", "a quarter of all")
    assert (found.quantity, found.because) == ("quiet", "")
    own = parameter("  V: {quantity: harm, range: [0, 9], meaning: one attack, standing: assumed}")
    assert (own.meaning, own.standing, own.unit) == ("one attack", "assumed", "million USD")
    assert own.source == "a ministry Caution: it counts far more than damage."


def test_another_baseline_says_why_and_stands_on_that():
    found = parameter("  V: {quantity: harm, range: [0, 9], baseline: 0, because: nothing happens here}")
    assert (found.baseline, found.source, found.standing) == (0, "nothing happens here", "assumed")
    assert found.because == "nothing happens here"
    message = refused("  V: {quantity: quiet, range: [0, 440], baseline: 100}")
    assert message == (
        "parameter V: the baseline 100 is not that of the quantity 'quiet', 110; "
        "leave it out, or say why it differs in because:"
    )
    message = refused("  V: {quantity: quiet, range: [0, 440], baseline: 110, because: hm}")
    assert "there is nothing to explain" in message
    assert "there is nothing to explain" in refused("  V: {quantity: quiet, range: [0, 440], because: hm}")
    assert "here is no quantity" in refused("  V: {range: [0, 440], baseline: 1, because: hm}")


def test_what_does_not_fit_is_refused_by_name():
    assert refused("  V: {quantity: quite, range: [0, 440]}") == (
        "parameter V: quantity: there is no quantity 'quite'; did you mean 'quiet'?"
    )
    assert "the baseline 110 lies outside the range 0 to 100" in refused(
        "  V: {quantity: quiet, range: [0, 100]}"
    )
    assert "the key 'baseline' is missing" in refused("  V: {range: [0, 100]}")


def test_without_the_table_a_parameter_says_everything_itself():
    assert "not at hand here" in refused("  V: {quantity: quiet, range: [0, 440]}", None)
    found = parameter("  V: {quantity: quiet, range: [0, 440], baseline: 3}", None)
    assert (found.quantity, found.baseline) == ("quiet", 3)


@pytest.mark.parametrize("quantities", [None, QUANTITIES])
@pytest.mark.parametrize(
    "line",
    [
        "  V: {quantity: harm, range: [0, 440]}",
        "  V: {quantity: quiet, range: [0, 440], meaning: '', unit: '', source: ''}",
        "  V: {quantity: harm, range: [0, 9], baseline: 0, because: nothing happens here, source: x}",
    ],
)
def test_a_file_that_is_written_reads_back_equal(line, quantities):
    family = read_model(
        MODEL.replace("  V: {quantity: quiet, range: [0, 440]}", line), quantities=table(QUANTITIES)
    )
    assert read_model(write_model(family), quantities=table(quantities)) == family


BAD = [
    ("value: harm*attacks/4", "value: ham*attacks/4", 11, "did you mean 'harm'?"),
    ("value: 5560/625", "value: attacks", 3, "'attacks' is not a known name"),
    ("value: harm*attacks/4", "value: 1/(harm - harm)", 11, "zero"),
    ("value: 595/12", "value: 1/(harm - 8.9)", 10, "the quantity 'attacks' divides by zero"),
    ("value: 5560/625", "value: __import__('os')", 3, "value"),
    ("rounded: 10", "rounded: -10", 11, "rounded: expected a number that is not negative, got -10"),
    ("standing: measured", "standing: known", 10, "standing: expected 'measured', 'estimated' or 'assumed'"),
    ("  quiet:", "  quiet one:", 11, "the name could not stand in a formula"),
    ("    unit: million USD\n", "    unti: million USD\n", 5, "unknown key 'unti'; did you mean 'unit'?"),
    ("quantities:", "quantity:", 1, "unknown key 'quantity'; did you mean 'quantities'?"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), BAD)
def test_a_table_that_makes_no_sense_is_refused_with_its_line(old, new, line, words):
    assert old in TABLE
    with pytest.raises(ModelSyntaxError) as caught:
        read_quantities(TABLE.replace(old, new, 1), "t.yaml")
    assert words in caught.value.message
    assert caught.value.file == "t.yaml"
    assert abs(caught.value.line - line) <= 1
