"""Loading and saving: games from the catalog and from files, and families, games, verdicts and maps to files and back."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from gametheory_paradox import catalog
from gametheory_paradox.certificates import Certificate
from gametheory_paradox.claims.equilibrium_set import PayoffSet
from gametheory_paradox.detectors import (
    Absent,
    AnyVerdict,
    Impossible,
    OptionVerdict,
    Present,
    Question,
    Undecided,
    Verdict,
    detector_named,
)
from gametheory_paradox.errors import CertificateRejected, InvalidGame, ParadoxError, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats import load_file, read_model, write_model
from gametheory_paradox.formats import save as save_file
from gametheory_paradox.games import Game, game_from_data, game_to_data, number_from_data
from gametheory_paradox.paradoxes.option import OptionParadox
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions import RegionMap
from gametheory_paradox.regions.chart import map_from_certificate

Document = dict[str, object]


def load(name: str | Path) -> Any:
    """The game family, verdict or map that a name stands for.

    Parameters
    ----------
    name
        A name in the catalog, or the path of a file: a model (.yaml, .yml), a game of Gambit's (.nfg, .efg), or what
        ``save`` wrote.

    Returns
    -------
    A GameFamily, a Verdict or a RegionMap.

    Raises
    ------
    InvalidGame
        If there is no such game or file, or it makes no sense.
    ModelSyntaxError
        If the file cannot be read; with file, line and column.
    CertificateRejected
        If a map's certificate does not prove the map.

    Examples
    --------
    >>> load("literature/myerson-2007/restraint").players
    ('Target', 'Coercer')
    """
    if isinstance(name, Path) or _is_path(name):
        return load_file(name, {kind: _told_by_file(read, name) for kind, read in KINDS.items()})
    return catalog.load(name)


def _is_path(name: str) -> bool:
    """Whether a text names a file rather than a game in the catalog; names in the catalog have no dots."""
    if os.path.isfile(name):
        return True
    looks_like_one = "." in os.path.basename(name) or name.startswith((os.sep, ".", "~")) or os.path.isdir(name)
    return looks_like_one and name not in catalog.names()


def load_family(name: str | Path) -> GameFamily:
    """As ``load``, for a game only; InvalidGame if the file holds something else."""
    found = load(name)
    if not isinstance(found, GameFamily):
        raise InvalidGame(f"{name}: expected a game, this is a {type(found).__name__}")
    return found


def save(thing: GameFamily | Game | AnyVerdict | RegionMap | Certificate, path: str | Path) -> None:
    """Write a family or a game (.yaml; or .nfg, .efg), a verdict, a map or a certificate (.json), whole or not at all.

    Raises
    ------
    InvalidGame
        If the name ends in something else or the file cannot be written.
    Unsupported
        If it is a verdict about another paradox than the option paradox; its certificate can be saved.
    """
    if isinstance(thing, Verdict):
        save_file(_Saved(_verdict_document(thing)), path)
    elif isinstance(thing, RegionMap):
        save_file(_Saved(_map_document(thing)), path)
    else:
        save_file(cast(Any, thing), path)


class _Saved:
    """A document that is ready to be written."""

    def __init__(self, document: Document):
        self.document = document

    def to_data(self) -> Document:
        return self.document


def _verdict_document(verdict: AnyVerdict) -> Document:
    if not isinstance(verdict.question, Question):
        raise Unsupported(f"verdicts about the {verdict.question.paradox} paradox are not saved; save the certificate instead")
    certificate = None if verdict.certificate is None else verdict.certificate.to_data()
    return {
        "kind": "saved verdict",
        **verdict.to_data(),
        "title": verdict.game.title,
        "game": game_to_data(verdict.game),
        "certificate": certificate,
    }


def _verdict(document: Mapping[str, Any]) -> OptionVerdict:
    game: Game = game_from_data(_field(document, "game"), number_from_data)
    game = replace(game, title=_text(document, "title"))
    names = {kind.name: kind for kind in (Present, Absent, Impossible, Undecided)}
    name = _text(document, "verdict")
    if name not in names:
        raise InvalidGame(f"there is no verdict {name!r:.60}; there are {', '.join(names)}")
    question = _question(game, document)
    comparison = None
    if _field(document, "gap") is not None:
        has, lacks = (
            PayoffSet(tuple(exact(p) for p in _field(document, side)), _field(document, f"{side}_infinite") is True)
            for side in ("with", "without")
        )
        comparison = OptionParadox(question.quantifier, has, lacks, matters=name == "present")
    if not _fits(name, comparison):
        raise InvalidGame(f"the payoffs do not make the paradox {name}")
    stored = _field(document, "certificate")
    certificate = None if stored is None else Certificate(_mapping(stored, "certificate"))
    verdict = names[name](game, question, _text(document, "why"), comparison, certificate)
    for field, value in _verdict_document(verdict).items():
        if json.dumps(value) != json.dumps(_field(document, field)):
            raise InvalidGame(f"the field {field!r} does not follow from the others")
    return verdict


def _fits(name: str, comparison: OptionParadox | None) -> bool:
    """Whether a verdict of that name goes with the payoffs; a positive *possible* gap may be absent, if nothing changes."""
    if comparison is None:
        return name in (Impossible.name, Undecided.name)
    if any(side.infinite and len(side.values) != 2 for side in (comparison.with_action, comparison.without_action)):
        return False
    return name == (Present.name if comparison.gap > 0 else Absent.name) or (
        name == Absent.name and comparison.quantifier == "possible"
    )


def _question(game: Game, document: Mapping[str, Any]) -> Question:
    scope = _field(document, "scope")
    return Question.about(
        game,
        detector_named(_text(document, "paradox")).name,
        mover=_field(document, "mover"),
        action=_field(document, "action"),
        at=_field(scope, "information_sets") if _field(scope, "kind") == "information_set" else (),
        coalition=_field(scope, "players") if _field(scope, "kind") == "coalition" else (),
        quantifier=_field(document, "quantifier"),
        concept=_field(document, "concept"),
    )


def _map_document(region_map: RegionMap) -> Document:
    return {
        "kind": "saved map",
        "model": write_model(region_map.family),
        "origin": region_map.family.origin,
        "seconds": region_map.seconds,
        "finished": region_map.finished,
        "certificate": region_map.certificate.to_data(),
    }


def _map(document: Mapping[str, Any]) -> RegionMap:
    family = read_model(_text(document, "model"), _text(document, "origin") or "saved map")
    certificate = Certificate(_mapping(_field(document, "certificate"), "certificate"))
    seconds = float(_field(document, "seconds"))
    return map_from_certificate(family, certificate, seconds=seconds, finished=_field(document, "finished") is True)


def _told_by_file(read: Callable[[Document], object], file: str | Path) -> Callable[[Document], object]:
    """The reader of a document, so that whatever is wrong with the document is told with the file's name."""

    def rebuild(document: Document) -> object:
        try:
            return read(document)
        except CertificateRejected as problem:
            raise CertificateRejected(f"{file}: {problem}") from problem
        except (ParadoxError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as problem:
            raise InvalidGame(f"{file}: this is not what was saved: {problem or type(problem).__name__}") from problem

    return rebuild


def _field(document: Any, name: str) -> Any:
    if not isinstance(document, Mapping) or name not in document:
        raise InvalidGame(f"the field {name!r} is missing")
    return document[name]


def _text(document: Mapping[str, Any], name: str) -> str:
    value = _field(document, name)
    if not isinstance(value, str):
        raise InvalidGame(f"the field {name!r}: expected text, got {value!r:.60}")
    return value


def _mapping(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidGame(f"the field {name!r}: expected an object, got {value!r:.60}")
    return value


KINDS: Mapping[str, Callable[[Document], object]] = {"saved verdict": _verdict, "saved map": _map}
