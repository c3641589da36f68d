"""Loading and saving: games from the catalog and from files, and families, games, verdicts, splits and maps to files and back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.detectors import (
    AnyVerdict,
    Channels,
    ComparisonQuestion,
    Question,
    Undecided,
    Verdict,
    detector_named,
)
from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.detectors.channels import proved_channels, undecided_channels
from gametheory_paradox.detectors.comparison import asked_about
from gametheory_paradox.detectors.proved import WORDINGS, proved_verdict
from gametheory_paradox.detectors.verdict import Inquiry
from gametheory_paradox.errors import CertificateRejected, InvalidGame, ParadoxError
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats import load_document, read_model, write_model
from gametheory_paradox.formats import save as save_file
from gametheory_paradox.games import Game, game_from_data, game_to_data, number_from_data
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.regions import RegionMap
from gametheory_paradox.regions.chart import map_from_certificate

Document = dict[str, object]
AS_ASKED = ("index", "model")
CHANGES = (["parameter", "from, to"], ["parameter", "from, to", "at"])
"""What a question says in words of its own: its details hold no names of terms and parameters, and no titles."""


def load_result(path: str | Path) -> Any:
    """The verdict, split or map that ``save`` wrote to a file, its certificate checked.

    Raises
    ------
    InvalidGame
        If there is no such file, or it is not what was saved.
    ModelSyntaxError
        If the file cannot be read; with file, line and column.
    CertificateRejected
        If its certificate proves nothing.
    """
    return load_document(path, {kind: _told_by_file(read, path) for kind, read in KINDS.items()})


def save(
    thing: GameFamily | Game | AnyVerdict | Channels | RegionMap | Certificate, path: str | Path
) -> None:
    """Write a family or a game (.yaml; or .nfg, .efg), a verdict, a split, a map or a certificate (.json), whole or not at all.

    Raises
    ------
    InvalidGame
        If the name ends in something else or the file cannot be written.
    """
    if isinstance(thing, Verdict):
        save_file(_Saved(_verdict_document(thing)), path)
    elif isinstance(thing, Channels):
        save_file(_Saved(_channels_document(thing)), path)
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
    told = (
        {}
        if isinstance(verdict.question, Question)
        else {"told": [list(pair) for pair in verdict.question.told]}
    )
    certificate = None if verdict.certificate is None else verdict.certificate.to_data()
    return {
        "kind": "saved verdict",
        **verdict.to_data(),
        **told,
        "title": verdict.game.title,
        "game": game_to_data(verdict.game),
        "certificate": certificate,
    }


def _verdict(document: Mapping[str, Any]) -> AnyVerdict:
    """What the certificate proves, or a question that is open; every field must be the one that follows."""
    game: Game = game_from_data(_field(document, "game"), number_from_data)
    game = replace(game, title=_text(document, "title"))
    if _field(document, "certificate") is None:
        verdict = _open(document, game)
    else:
        proved = proved_verdict(Certificate(_mapping(document["certificate"], "certificate")))
        if proved.game != game:
            raise InvalidGame("the certificate is about another game")
        verdict = replace(proved, game=game, question=_as_asked(document, proved.question))
    for field, value in _verdict_document(verdict).items():
        if json.dumps(value) != json.dumps(_field(document, field)):
            raise InvalidGame(f"the field {field!r} does not follow from the others")
    return verdict


def _open(document: Mapping[str, Any], game: Game) -> AnyVerdict:
    """An undecided verdict; nothing else comes without a certificate."""
    if _text(document, "verdict") != Undecided.name:
        raise InvalidGame(f"the verdict {document['verdict']!r:.60} has no certificate")
    question: Inquiry = _question(game, document)
    return Undecided(game, _as_asked(document, question), _text(document, "why"))


def _question(game: Game, document: Mapping[str, Any]) -> Inquiry:
    name, mover = detector_named(_text(document, "paradox")).name, _text(document, "mover")
    quantifier, concept = _text(document, "quantifier"), _text(document, "concept")
    if name in DEFINITIONS:
        details = _mapping(_field(document, "details"), "details")
        fitted = asked_about(
            game, DEFINITIONS[name], Asked(mover, quantifier, concept, None, details), details, ()
        )
        return replace(
            fitted, told=tuple(WORDINGS[name].told(game, mover, details))
        )  # once the details are known to fit
    scope = _field(document, "scope")
    return Question.about(
        game,
        name,
        mover=mover,
        action=_text(document, "action"),
        at=_field(scope, "information_sets") if _field(scope, "kind") == "information_set" else (),
        coalition=_field(scope, "players") if _field(scope, "kind") == "coalition" else (),
        quantifier=quantifier,
        concept=concept,
        selecting=True,
    )


def _as_asked(document: Mapping[str, Any], question: Inquiry) -> Inquiry:
    """A question in the words in which it was asked; those that follow from its details must be there."""
    if not isinstance(question, ComparisonQuestion):
        return question
    listed = _field(document, "told")
    if not isinstance(listed, list) or not all(
        isinstance(p, list) and [type(t) for t in p] == [str, str] for p in listed
    ):
        raise InvalidGame("the field 'told': expected pairs of texts")
    told, labels = tuple((what, which) for what, which in listed), [what for what, _ in listed]
    open_ = document["certificate"] is None  # then what a player would choose is not known
    follows = [pair for pair in question.told if not (open_ and pair[0] == "plays")]
    if labels in CHANGES and question.paradox == "comparative-statics":
        return replace(question, told=told)
    if labels != [what for what, _ in follows] or any(
        p != q and p[0] not in AS_ASKED for p, q in zip(told, follows, strict=True)
    ):
        raise InvalidGame("the field 'told' does not follow from the others")
    return replace(question, told=told)


def _channels_document(found: Channels) -> Document:
    certificate = None if found.certificate is None else found.certificate.to_data()
    stored = {"title": found.game.title, "game": game_to_data(found.game), "certificate": certificate}
    return {"kind": "saved channels", **found.to_data(), **stored}


def _channels(document: Mapping[str, Any]) -> Channels:
    """What the certificate proves; of an undecided split, which has none, the numbers are as they were saved."""
    game: Game = game_from_data(_field(document, "game"), number_from_data)
    game = replace(game, title=_text(document, "title"))
    if _field(document, "certificate") is not None:
        proved = proved_channels(Certificate(_mapping(document["certificate"], "certificate")))
        if proved.game != game:
            raise InvalidGame("the certificate is about another game")
        found = replace(proved, game=game, changed=_text(document, "changed") if proved.other else "")
    elif _text(document, "verdict") != Undecided.name:
        raise InvalidGame(f"the split {document['verdict']!r:.60} has no certificate")
    else:
        found = undecided_channels(game, document)
    for field, value in _channels_document(found).items():
        if json.dumps(value) != json.dumps(_field(document, field)):
            raise InvalidGame(f"the field {field!r} does not follow from the others")
    return found


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
    return map_from_certificate(
        family, certificate, seconds=seconds, finished=_field(document, "finished") is True
    )


def _told_by_file(read: Callable[[Document], object], file: str | Path) -> Callable[[Document], object]:
    """The reader of a document, so that whatever is wrong with the document is told with the file's name."""

    def rebuild(document: Document) -> object:
        try:
            return read(document)
        except CertificateRejected as problem:
            raise CertificateRejected(f"{file}: {problem}") from problem
        except (
            ParadoxError,
            ArithmeticError,
            AttributeError,
            LookupError,
            RecursionError,
            TypeError,
            ValueError,
        ) as problem:
            raise InvalidGame(
                f"{file}: this is not what was saved: {problem or type(problem).__name__}"
            ) from problem

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


KINDS: Mapping[str, Callable[[Document], object]] = {
    "saved verdict": _verdict,
    "saved channels": _channels,
    "saved map": _map,
}
