"""Saving and loading: games as model files, answers as documents whose certificates are checked when read.

The document of a proved answer holds its certificate and what that does not say, such as titles; from these
the answer is computed anew, and every other field must be the one that follows.  Answers that rest on no
certificate or on several are written field by field; the certificates in them are checked all the same.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

from gametheory_paradox.catalog import game_named
from gametheory_paradox.certificates import KINDS, Certificate, verify
from gametheory_paradox.conditions.proofs.statements import Sign, every, some
from gametheory_paradox.detectors import Channels, StateChannels, Undecided, Verdict
from gametheory_paradox.detectors.inquiry import offered_concept
from gametheory_paradox.detectors.proved import proved_verdict
from gametheory_paradox.detectors.splits import proved_channels
from gametheory_paradox.errors import CertificateRejected, InvalidGame, ParadoxError
from gametheory_paradox.forms import (
    PAYOFF,
    ExtensiveForm,
    Game,
    NormalForm,
    StochasticGame,
    formula_from_data,
    game_from_data,
    game_to_data,
    number_from_data,
)
from gametheory_paradox.forms.records import formula_to_data, polynomial_from_data, polynomial_to_data
from gametheory_paradox.forms.solvers import Equilibria
from gametheory_paradox.forms.states.solvers.payoff_polygons import RepeatedPayoffs
from gametheory_paradox.maps import (
    Atlas,
    Bifurcation,
    Comparison,
    Condition,
    Escape,
    OpenClaim,
    Proof,
    Refutation,
    RegionMap,
    SustainedPlay,
    Thresholds,
)
from gametheory_paradox.maps.cells import map_from_certificate
from gametheory_paradox.models import GameFamily, GraphModel, Triangular, TruncatedNormal, Uniform, Values
from gametheory_paradox.models.family import check_fits
from gametheory_paradox.models.files import read_document, read_model, write_document, write_model
from gametheory_paradox.models.files import save as save_game
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.studies import (
    Diagnosis,
    Findings,
    Uncertainty,
)

Document = dict[str, object]
Saved = Mapping[str, Any]
PROBLEMS = (ParadoxError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def save(answer: object, path: str | Path) -> None:
    """Writes a family, a game or a graph model (.yaml …), or an answer (.json), whole or not at all.

    Raises
    ------
    InvalidGame
        If it is nothing of these, the name ends in something else, or the file cannot be written.
    """
    if isinstance(answer, GameFamily | GraphModel | NormalForm | ExtensiveForm | StochasticGame):
        save_game(answer, path, game_named)
    else:
        write_document(_document(answer), path)


def load_result(path: str | Path) -> Any:
    """The answer or the certificate that ``save`` wrote to a .json file, every certificate in it checked.

    Raises
    ------
    InvalidGame
        If there is no such file, or it is not what was saved.
    ModelSyntaxError
        If the file cannot be read; with file, line and column.
    CertificateRejected
        If a certificate in it proves nothing.
    """
    if not isinstance(path, str | Path):
        raise InvalidGame(f"expected the path of what was saved, got {path!r:.60}")
    document = read_document(path)
    try:
        return _read(document)
    except CertificateRejected as problem:
        raise CertificateRejected(f"{path}: {problem}") from problem
    except PROBLEMS as problem:
        missing = f"the field {problem} is missing" if isinstance(problem, KeyError) else str(problem)
        why = missing or type(problem).__name__
        raise InvalidGame(f"{path}: this is not what was saved: {why}") from problem


def _document(answer: object) -> Document:
    """An answer as JSON; its ``kind`` says how it is read."""
    if isinstance(answer, Certificate):
        return answer.to_data()
    if isinstance(answer, Verdict):
        if answer.certificate is not None and answer.certificate.data["kind"] == "proposition":
            raise InvalidGame(
                "an answer about every payoff in an order is kept by its proof: save its certificate"
            )
        return _verdict_document(answer)

    if isinstance(answer, Channels) and answer.certificate is not None:
        proof = answer.certificate.to_data()
        title = answer.game.title
        return {"kind": "saved channels", **answer.to_data(), "title": title, "certificate": proof}
    if isinstance(answer, RegionMap):
        return _map_document(answer)

    if hasattr(answer, "data_vars"):  # a sweep, which xarray holds
        return {"kind": "saved sweep", **_sweeps().sweep_to_data(answer)}
    write = _written if isinstance(answer, Condition | Question) else _record  # which refuses all else
    return {"kind": "saved answer", "answer": write(answer)}


def _read(document: Saved) -> Any:
    """The answer in a document, if every field of it is the one that follows."""
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in READERS:
        raise InvalidGame(f"expected a document of kind {', '.join(READERS)}; got {kind!r:.60}")
    answer = READERS[kind](document)
    follows = _document(answer)
    for field in {**follows, **document}:
        if json.dumps(follows.get(field)) != json.dumps(document[field]):
            raise InvalidGame(f"the field {field!r} does not follow from the others")
    return answer


def _certificate(document: Saved) -> Certificate:
    certificate = Certificate(document)
    verify(certificate)
    return certificate


def _verdict_document(verdict: Verdict) -> Document:
    return {
        "kind": "saved verdict",
        "verdict": verdict.name,
        "question": verdict.question.to_data(),
        "words": dict(verdict.question.words),
        "title": verdict.game.title,
        "why": verdict.why,
        "game": game_to_data(verdict.game),
        "certificate": None if verdict.certificate is None else verdict.certificate.to_data(),
    }


def _verdict(document: Saved) -> Verdict:
    """The verdict that the certificate proves, or a question that is open; nothing else lacks one."""
    title, words = _text(document["title"]), _words(document["words"])
    if document["certificate"] is not None:
        proved = proved_verdict(Certificate(document["certificate"]))
        game, question = replace(proved.game, title=title), proved.question.called(words)
        return replace(proved, game=game, question=question)
    game = replace(game_from_data(document["game"], number_from_data), title=title)
    question = Question.from_data(document["question"]).called(words)
    check_fits(question, game)
    offered_concept(game, question.concept)
    return Undecided(game, question, _text(document["why"]))


def _channels(document: Saved) -> Channels:
    proved = proved_channels(Certificate(document["certificate"]))
    return replace(proved, game=replace(proved.game, title=_text(document["title"])))


def _map_document(region_map: RegionMap) -> Document:
    return {
        "kind": "saved map",
        **_family_document(region_map.family),
        "words": dict(region_map.question.words),
        "seconds": region_map.seconds,
        "finished": region_map.finished,
        "certificate": region_map.certificate.to_data(),
    }


def _map(document: Saved) -> RegionMap:
    family = _family(document)
    certificate, seconds = Certificate(document["certificate"]), float(document["seconds"])
    region_map = map_from_certificate(
        family, certificate, seconds=seconds, finished=document["finished"] is True
    )
    return replace(region_map, question=region_map.question.called(_words(document["words"])))


def _family_document(family: GameFamily) -> Document:
    return {
        "model": write_model(family, game_named),
        "origin": family.origin,
        "measure": family.form.measure or PAYOFF,
    }


def _family(document: Saved) -> GameFamily:
    """The family as a model file says it; what it was read from is remembered, and what is compared."""
    origin = _text(document["origin"])
    family = read_model(_text(document["model"]), origin or "saved model", game_named)
    return replace(family, origin=origin).measured(_text(document["measure"]))


def _titled_game(data: dict[str, object]) -> Game:
    title = _text(data.pop("title"))
    return replace(game_from_data(data, number_from_data), title=title)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidGame(f"expected text, got {value!r:.60}")
    return value


def _words(value: object) -> dict[str, str]:
    return {_text(name): _text(word) for name, word in dict(value).items()}  # type: ignore[call-overload]


READERS: Mapping[str, Callable[[Saved], object]] = {
    "saved verdict": _verdict,
    "saved channels": _channels,
    "saved map": _map,
    "saved sweep": lambda document: _sweeps().sweep_from_data(document),
    "saved answer": lambda document: _value(document["answer"]),
    **dict.fromkeys(KINDS, _certificate),
}
"""For each kind of document what reads it."""


def _written(value: object) -> object:
    """A value as JSON: what JSON has not is an object with one key, which says what it is."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list):
        return [_written(item) for item in value]
    for name, (kind, write, _) in VALUES.items():
        if isinstance(value, kind):
            return {name: write(value)}
    return _record(value)


def _record(value: object) -> Document:
    """An answer, or a part of one, as the values of its fields."""
    for kind in type(value).__mro__:  # equilibria that hold their proof in another shape are equilibria
        if _records().get(kind.__name__) is kind:
            own = fields(kind)
            return {kind.__name__: {field.name: _written(getattr(value, field.name)) for field in own}}
    raise InvalidGame(f"a {type(value).__name__} cannot be saved")


def _value(data: object) -> Any:
    """The value that was written so."""
    if isinstance(data, list):
        return [_value(item) for item in data]
    if not isinstance(data, Mapping):
        return data
    ((name, body),) = data.items()
    if name in VALUES:
        return VALUES[name][2](body)
    record = _records()[name]
    return record(**{field.name: _value(body[field.name]) for field in fields(record)})


@cache
def _records() -> Mapping[str, Any]:
    """The types of answers, and of whatever their fields hold, by name."""
    records: dict[str, Any] = {}
    pending: list[Any] = [*ANSWERS, *_apart()]
    while pending:
        kind = pending.pop()
        pending += get_args(kind)
        if isinstance(kind, type) and is_dataclass(kind) and kind.__name__ not in records:
            records[kind.__name__] = kind
            pending += get_type_hints(kind).values()
    return records


def _apart() -> Iterator[type]:
    """The types of answers that rooms give which may be left out, where they are there."""
    for room, name in APART:
        with suppress(ModuleNotFoundError):
            yield getattr(import_module(f"gametheory_paradox.{room}"), name)


def _sweeps() -> Any:
    """The room of sweeps, which may be left out, too."""
    return import_module("gametheory_paradox.studies.sweeps")


def _short(condition: Condition) -> object:
    """A condition as its cases, from which its statement follows; where these are too many, the statement."""
    return _written(condition.cases if condition.shortest else condition.statement)


def _condition(data: object) -> Condition:
    cases = _value(data)
    if not isinstance(cases, tuple):
        return Condition((), False, cases)
    signs = ([Sign((inequality.polynomial,), True) for inequality in case] for case in cases)
    return Condition(cases, True, some(map(every, signs)))


APART = (
    ("essay", "Survey"),
    ("studies.falsification", "Counterexample"),
    ("studies.falsification", "NoCounterexample"),
)
ANSWERS = (
    *(Atlas, Bifurcation, Comparison, Escape, OpenClaim, Proof, Refutation, Thresholds),
    *(
        Channels,
        Diagnosis,
        Equilibria,
        Findings,
        RepeatedPayoffs,
        StateChannels,
        SustainedPlay,
        Uncertainty,
    ),
    *(Triangular, TruncatedNormal, Uniform, Values),  # of which an answer names the kind alone
)
VALUES: Mapping[str, tuple[Any, Callable[[Any], object], Callable[[Any], object]]] = {
    "number": (Fraction, str, number_from_data),
    "formula": (RationalFunction, formula_to_data, formula_from_data),
    "polynomial": (Polynomial, polynomial_to_data, polynomial_from_data),
    "tuple": (tuple, lambda own: list(map(_written, own)), lambda data: tuple(map(_value, data))),
    "set": (frozenset, lambda own: sorted(own), frozenset),
    "mapping": (
        Mapping,
        lambda own: [[_written(name), _written(item)] for name, item in own.items()],
        lambda data: {_value(name): _value(item) for name, item in data},
    ),
    "family": (
        GameFamily,
        _family_document,
        lambda data: _family(data),
    ),
    "game": (
        NormalForm | ExtensiveForm | StochasticGame,
        lambda own: {**game_to_data(own), "title": own.title},
        lambda data: _titled_game(dict(data)),
    ),
    "question": (
        Question,
        lambda own: {**own.to_data(), "words": own.words},
        lambda data: Question.from_data(data).called(_words(data["words"])),
    ),
    "condition": (Condition, _short, _condition),
    "answer": (
        Certificate | Verdict | RegionMap | Channels,
        lambda own: _document(own),
        lambda data: _read(data),
    ),
}
"""Values that are not written as their fields: for each name the type, what writes it and what reads it."""
