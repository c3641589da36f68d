"""Loading and saving: games from the catalog and from files, and families, games, verdicts and maps to files and back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from gametheory_paradox import catalog
from gametheory_paradox.certificates import Certificate
from gametheory_paradox.claims.equilibrium_set import PayoffSet
from gametheory_paradox.detectors import Absent, Impossible, Present, Question, Undecided, Verdict
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats import load_file, read_model, write_model
from gametheory_paradox.formats import save as save_file
from gametheory_paradox.games import Game, game_from_data, game_to_data, number_from_data
from gametheory_paradox.paradoxes.option import OptionParadox
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions import RegionMap
from gametheory_paradox.regions.chart import map_from_certificate

Document = dict[str, object]
SUFFIXES = (".yaml", ".yml", ".nfg", ".json")


def load(name: str | Path) -> Any:
    """The game family, verdict or map that a name stands for.

    Parameters
    ----------
    name
        A name in the catalog, or the path of a file: a model (.yaml, .yml, .nfg), or what ``save`` wrote (.json).

    Returns
    -------
    A GameFamily, a Verdict or a RegionMap.

    Raises
    ------
    InvalidGame
        If there is no such game or file, or it makes no sense.
    ModelSyntaxError
        If the file cannot be read; with file, line and column.

    Examples
    --------
    >>> load("literature/myerson-2007/restraint").players
    ('Target', 'Coercer')
    """
    if isinstance(name, str) and not name.lower().endswith(SUFFIXES) and not Path(name).is_file():
        return catalog.load(name)
    return load_file(name, KINDS)


def load_family(name: str | Path) -> GameFamily:
    """As ``load``, for a game only; InvalidGame if the file holds something else."""
    found = load(name)
    if not isinstance(found, GameFamily):
        raise InvalidGame(f"{name}: expected a game, this is a {type(found).__name__}")
    return found


def save(thing: GameFamily | Game | Verdict | RegionMap | Certificate, path: str | Path) -> None:
    """Write a family or a game (.yaml), a verdict, a map or a certificate (.json) to a file, whole or not at all.

    Raises
    ------
    InvalidGame
        If the name ends in something else or the file cannot be written.
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


def _verdict_document(verdict: Verdict) -> Document:
    certificate = None if verdict.certificate is None else verdict.certificate.to_data()
    return {
        "kind": "saved verdict",
        **verdict.to_data(),
        "title": verdict.game.title,
        "game": game_to_data(verdict.game),
        "certificate": certificate,
    }


def _verdict(document: Mapping[str, Any]) -> Verdict:
    game = _titled(game_from_data(_field(document, "game"), number_from_data), _field(document, "title"))
    names = {kind.name: kind for kind in (Present, Absent, Impossible, Undecided)}
    if _field(document, "verdict") not in names:
        raise InvalidGame(f"there is no verdict {document['verdict']!r:.60}; there are {', '.join(names)}")
    question = _question(game, document)
    comparison = None
    if _field(document, "gap") is not None:
        has, lacks = (
            PayoffSet(tuple(exact(p) for p in _field(document, side)), bool(_field(document, f"{side}_infinite")))
            for side in ("with", "without")
        )
        holds = document["verdict"] == "present"
        claim = OptionParadox(question.quantifier, has, lacks, matters=True)
        comparison = claim if claim.holds() == holds else OptionParadox(question.quantifier, has, lacks, matters=False)
    stored = _field(document, "certificate")
    return names[document["verdict"]](
        game, question, _field(document, "why"), comparison, None if stored is None else Certificate(stored)
    )


def _question(game: Game, document: Mapping[str, Any]) -> Question:
    scope = _field(document, "scope")
    return Question.about(
        game,
        _field(document, "paradox"),
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
    family = read_model(_field(document, "model"), _field(document, "origin") or "saved map")
    certificate = Certificate(_field(document, "certificate"))
    return map_from_certificate(
        family, certificate, seconds=_field(document, "seconds"), finished=bool(_field(document, "finished"))
    )


def _titled(game: Any, title: str) -> Any:
    return type(game)(**{**{name: getattr(game, name) for name in game.__dataclass_fields__}, "title": title})


def _field(document: Any, name: str) -> Any:
    if not isinstance(document, Mapping) or name not in document:
        raise InvalidGame(f"the field {name!r} is missing")
    return document[name]


KINDS = {"saved verdict": _verdict, "saved map": _map}
