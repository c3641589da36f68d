"""The figures shipped with the catalog: every id that a seed game cites is there, and none is idle."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from witnesses.catalog_games import is_ranked

from gametheory_paradox import catalog
from gametheory_paradox.models import Parameter

SEED = [name for name in catalog.names() if name.startswith("seed/") and not is_ranked(name)]
QUANTITIES = catalog.quantities()
TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
ROWS = {row.id: row for row in catalog.figures()}


@cache
def names():
    """What has an underscore and is no figure: parameters and quantities."""
    return {p.name for name in SEED for p in catalog.load(name).parameters} | set(QUANTITIES)


def cited(text):
    """The ids that a source cites: words that are ids, or have an underscore and are no other name."""
    return {word for word in TOKEN.findall(text) if word in ROWS or ("_" in word and word not in names())}


def stands_on(name):
    """The ids cited by a quantity and by those that its formula names, as far as they lead."""
    quantity = QUANTITIES[name]
    own = cited(f"{quantity.source} {quantity.note}")
    return own.union(*(stands_on(other) for other in quantity.formula.names))


def faults(number, below=frozenset()):
    """What is wrong with how a parameter or a quantity says where it stands; ``below`` it are more ids."""
    found = []
    if not number.source:
        found.append(f"{number.name} names no source")
    missing = sorted(cited(f"{number.source} {getattr(number, 'note', '')}") - set(ROWS))
    if missing:
        found.append(f"{number.name} cites {', '.join(missing)}, not among the rows of catalog/figures.csv")
    elif number.standing != "assumed" and not cited(number.source) | below:
        found.append(f"{number.name} is {number.standing} and cites no figure")
    return found


def test_every_seed_parameter_and_quantity_says_where_it_stands_and_cites_figures_that_exist():
    assert len(SEED) > 40
    parameters = [p for name in SEED for p in catalog.load(name).parameters]
    found = [faults(p, stands_on(p.quantity) if p.quantity else frozenset()) for p in parameters]
    found += [faults(quantity, stands_on(name)) for name, quantity in QUANTITIES.items()]
    assert [wrong for wrong in found if wrong] == []


def test_faults_are_found():
    assumed = Parameter("k", 0, 1, 0, source="No figure; k = 1 and r_C; see amu_3y.")
    assert faults(assumed) == []
    assert faults(replace(assumed, source="")) == ["k names no source"]
    measured = replace(assumed, standing="measured", source="a guess")
    assert faults(measured) == ["k is measured and cites no figure"]
    assert faults(measured, frozenset({"amu_3y"})) == []
    assert faults(replace(measured, source="amu_4y, closure_2025-13")) == [
        "k cites amu_4y, closure_2025-13, not among the rows of catalog/figures.csv"
    ]
    assert cited("aynak and closure_2025-10.") == {"aynak", "closure_2025-10"}
    assert {"wot_fy16", "pips_attacks_2015", "gti_ttp_2025"} <= stands_on("quiet_of_suppression")


def test_every_figure_is_cited_by_some_seed_game_or_quantity_or_on_the_page_about_evidence():
    used = {word for name in SEED for p in catalog.load(name).parameters for word in cited(p.source)}
    used |= {word for name in QUANTITIES for word in stands_on(name)}
    page = Path(__file__).parents[3] / "docs" / "evidence.md"
    used |= set(re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8")))
    assert set(ROWS) - used == set()


def test_every_figure_says_what_it_counts_and_where_it_was_read():
    assert list(ROWS) == sorted(ROWS)
    assert len(ROWS) == len(catalog.figures()) > 40
    for row in ROWS.values():
        assert row.quantity
        assert row.value
        assert row.period
        assert row.publisher
        assert row.how_obtained
        assert "memory" not in " ".join(vars(row).values())
        assert row.url.startswith("http"), row.id
