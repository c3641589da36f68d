"""Nothing of a plug-in is forgotten: file, function, row, source, page, and a game in the catalog."""

import inspect
import re

import pytest
from architecture.source_tree import NAME, ROOT, none_of
from mutation.mutants import LAWS, PACKAGE, TESTS, kind_of

import gametheory_paradox as gp
from gametheory_paradox.bibliography import bibliography
from gametheory_paradox.certificates import EQUILIBRIUM_CONCEPTS
from gametheory_paradox.certificates.over_time import STATIONARY
from gametheory_paradox.concepts import CONCEPTS
from gametheory_paradox.forms.solvers.methods import METHODS
from gametheory_paradox.forms.states.proofs.payoff_polygons import CONCEPT
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import ASKS, QUANTIFIERS
from gametheory_paradox.testing.paradoxes import INSTANCES

REFERENCES = (ROOT / "gametheory_paradox" / "catalog" / "references.bib").read_text(encoding="utf-8")
METHODS_PAGE = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
CERTIFICATE_PAGE = (ROOT / "docs" / "certificate.md").read_text(encoding="utf-8")
CONCEPTS_PAGE = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")
PARADOXES_PAGE = (ROOT / "docs" / "paradoxes.md").read_text(encoding="utf-8")


def file_of(row):
    return row.name.replace("-", "_")


def test_there_are_rows_and_each_has_its_own_name():
    assert len(METHODS) >= 4
    assert len(DEFINITIONS) >= 1
    assert len({row.name for row in METHODS}) == len(METHODS)
    assert list(DEFINITIONS) == [row.name for row in DEFINITIONS.values()]


def test_function_and_row_of_a_method_have_one_name_and_the_row_knows_its_file():
    none_of(
        row.name
        for row in METHODS
        if row.function.__name__ != row.name
        or row.function.__module__ != f"{NAME}.forms.{row.home}"
        or row.concept not in (*EQUILIBRIUM_CONCEPTS, *STATIONARY, CONCEPT)
    )


def test_a_concept_is_the_function_of_its_name_in_its_home_and_stands_on_the_page():
    none_of(
        row.name
        for row in CONCEPTS
        if row.function.__name__ != row.name or f"`{row.name}`" not in CONCEPTS_PAGE
    )


def test_every_public_function_of_the_concepts_is_in_one_row_of_their_table():
    rows = [row.name for row in CONCEPTS]
    functions = {name for name in gp.concepts.__all__ if inspect.isfunction(getattr(gp.concepts, name))}
    assert len(set(rows)) == len(rows)
    assert functions - set(rows) == {"pareto_dominates", "is_correlated_equilibrium"}  # what the rows rest on
    assert set(rows) <= functions


def test_the_source_of_a_row_is_a_reference_and_stands_in_its_docstring():
    def names_its_source(row):
        docstrings = f"{inspect.getmodule(row.function).__doc__}\n{row.function.__doc__}"
        sources = re.search(r"^\s*Sources?\b(.*)", docstrings, re.DOTALL | re.MULTILINE)
        return f"{{{row.source}," in REFERENCES and sources and row.source in sources[1]

    none_of(row.name for row in (*METHODS, *CONCEPTS) if not names_its_source(row))


def cited(key):
    """A work as a page cites it."""
    return f"[{bibliography()[key].short}](references.md#{key})"


def test_the_page_of_methods_has_a_row_for_each_and_none_too_many():
    lines = re.findall(r"^\| `(\w+)` \|(.*)\|$", METHODS_PAGE, re.MULTILINE)
    assert [(name, [cell.strip() for cell in line.split("|")]) for name, line in lines] == [
        (row.name, [row.concept, row.games, row.complete, cited(row.source)]) for row in METHODS
    ]


def test_what_a_paradox_compares_and_claims_stands_in_the_file_of_its_name():
    for row in DEFINITIONS.values():
        for function in (row.variants, row.claim):
            assert function is None or function.__module__ == f"{NAME}.paradoxes.{file_of(row)}"
        if not isinstance(row.stated, str):
            assert row.stated.statement.__module__ == f"{NAME}.paradoxes.{file_of(row)}"


def test_a_paradox_can_be_decided_somewhere_and_says_what_is_asked_of_it():
    for row in DEFINITIONS.values():
        assert row.variants is not None or not isinstance(row.stated, str), row.name
        assert (row.variants is None) == (row.claim is None), row.name
        assert row.name in ASKS


def test_the_page_of_paradoxes_defines_each():
    none_of(
        name
        for name in DEFINITIONS
        if not re.search(rf"^#+ The {name} paradox$", PARADOXES_PAGE, re.MULTILINE)
    )
    none_of(quantifier for quantifier in QUANTIFIERS if f"| {quantifier} |" not in PARADOXES_PAGE)


def test_the_page_of_certificates_says_what_is_asked_of_each():
    for name in DEFINITIONS:
        (line,) = re.findall(rf"^\| `{name}` \|(.*)\|$", CERTIFICATE_PAGE, re.MULTILINE)
        required, optional = ASKS[name]
        none_of(f"{name}: {field}" for field in (*required, *optional) if f"`{field}`" not in line)


def test_a_game_in_the_catalog_shows_the_option_paradox_at_its_baseline():
    def shows(name):
        family = gp.load(name)
        moves = [
            (s, action) for s in family.form.information_sets if len(s.actions) > 1 for action in s.actions
        ]
        verdicts = (
            gp.detect(family, "option", mover=s.player, action=action, at=s.name or ()) for s, action in moves
        )
        return any(isinstance(verdict, gp.Present) for verdict in verdicts)

    assert any(shows(name) for name in gp.catalog.names())


def test_instances_of_each_paradox_are_built_by_a_file_of_its_name():
    assert set(INSTANCES) == set(DEFINITIONS)
    for name, function in INSTANCES.items():
        assert function.__name__ == name.replace("-", "_")
        assert function.__module__ == f"{NAME}.testing.paradoxes.{function.__name__}"


SHOWN = {  # what to ask of which game, and under which quantifier the answer is: present
    "dominance-trap": (
        "literature/sandler-2003/preempt-or-deter",
        {"mover": "A", "action": "deter", "coalition": ["A", "B"], "quantifier": "strong"},
    ),
    "comparative-statics": (
        "literature/chassang-2009/defensive-weapons",
        {"mover": "country 1", "parameter": "d", "low": 0, "high": 1, "quantifier": "best"},
    ),
    "information": (
        "literature/osborne-2004/more-information/uninformed",
        {
            "mover": "Column",
            "at": "start",
            "parts": [["state 1, T", "state 1, B"], ["state 2, T", "state 2, B"]],
            "quantifier": "strong",
        },
    ),
    "third-party": (
        "seed/third-party-expansion",
        {
            "mover": "Pakistan",
            "action": "coerce",
            "third": "IS-K",
            "target": "Taliban",
            "quantifier": "strong",
        },
    ),
    "realized": (
        "literature/spaniel-2016/overreaction",
        {
            "mover": "Government",
            "action": "large",
            "benchmark": "complete-information",
            "quantifier": "strong",
        },
    ),
    "misperception": (
        "seed/proactive-response",
        {
            "mover": "Government",
            "model": gp.load("seed/proactive-response").at(rho="1/10"),
            "inaction": "none",
            "quantifier": "strong",
        },
    ),
    "security-insecurity": (
        "seed/guarded-posts",
        {
            "mover": "Pakistan",
            "action": "guard",
            "quantifier": "strong",
        },
    ),
}


def test_every_paradox_is_shown_by_a_game_in_the_catalog():
    assert {*SHOWN, "option", "null-coercion", "dynamic-backfire"} == set(DEFINITIONS)


@pytest.mark.parametrize("name", SHOWN)
def test_a_game_in_the_catalog_shows_each_other_paradox_at_its_baseline(name):
    game, request = SHOWN[name]
    found = gp.detect(gp.load(game), name, **request)
    assert isinstance(found, gp.Present)
    assert gp.verify(found.certificate).verdict == "present"


def test_a_game_in_the_catalog_shows_null_coercion_and_its_control_does_not():
    request = {
        "mover": "Coercer",
        "parameter": "p",
        "low": 2,
        "high": 12,
        "target": "Host",
        "action": "harbor",
    }
    penalties, seen = (
        gp.load(f"literature/tsebelis-1989/{name}") for name in ("penalties", "observed-enforcement")
    )
    assert isinstance(gp.detect(penalties, "null-coercion", **request), gp.Present)
    assert isinstance(gp.detect(seen, "null-coercion", **request), gp.Absent)


def test_the_laws_that_mutants_face_are_named_for_modules_that_are_there():
    there = {f"{kind_of(path)}/{path.stem}" for path in PACKAGE.rglob("*.py")}
    named = {key for key in LAWS if "/" in key}
    assert len(named) > 20
    none_of(named - there)
    none_of(law for laws in LAWS.values() for law in laws if not (TESTS / law).exists())
