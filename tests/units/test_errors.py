"""Every error is a ParadoxError and also the builtin that a caller would expect."""

import copy
import pickle

import pytest

from gametheory_paradox import errors
from gametheory_paradox.errors import (
    CertificateRejected,
    InvalidGame,
    ModelSyntaxError,
    ParadoxError,
    Unsupported,
    suggestion,
)


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (InvalidGame, ValueError),
        (ModelSyntaxError, ValueError),
        (Unsupported, NotImplementedError),
        (CertificateRejected, ValueError),
    ],
)
def test_an_error_is_caught_by_its_base_and_by_its_builtin(kind, builtin):
    for caught in (ParadoxError, builtin):
        with pytest.raises(caught, match=r"^what went wrong$"):
            raise kind("what went wrong")


def test_there_is_one_base():
    found = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, Exception)]
    assert len(found) == 7
    assert all(issubclass(e, ParadoxError) for e in found)
    assert not issubclass(ParadoxError, ValueError | NotImplementedError)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ({}, "expected a number"),
        ({"file": "a.yaml"}, "a.yaml: expected a number"),
        ({"file": "a.yaml", "line": 3}, "a.yaml:3: expected a number"),
        ({"file": "a.yaml", "line": 3, "column": 7}, "a.yaml:3:7: expected a number"),
        ({"line": 3, "column": 7}, "3:7: expected a number"),
        ({"column": 7}, "7: expected a number"),
    ],
)
def test_a_syntax_error_begins_with_its_place(place, text):
    error = ModelSyntaxError("expected a number", **place)
    assert str(error) == text
    assert error.message == "expected a number"
    assert (error.file, error.line, error.column) == (
        place.get("file"),
        place.get("line"),
        place.get("column"),
    )


@pytest.mark.parametrize("again", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
def test_a_syntax_error_survives_being_passed_on(again):
    error = again(ModelSyntaxError("expected a number", file="a.yaml", line=3, column=7))
    assert str(error) == "a.yaml:3:7: expected a number"
    assert (error.message, error.file, error.line, error.column) == ("expected a number", "a.yaml", 3, 7)


def test_a_suggestion_is_the_closest_name_however_it_is_written():
    names = ["EU", "Supplier", "Transit"]
    assert suggestion("eu", names) == "did you mean 'EU'? "
    assert suggestion("Suplier", names) == "did you mean 'Supplier'? "
    assert suggestion("Taliban", names) == suggestion(3, names) == suggestion("EU", []) == ""
