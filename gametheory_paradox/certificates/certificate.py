"""A certificate: its format, the concepts it may be about, and reading one from a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.table import Record

FORMAT = 2
MAX_BYTES = 64_000_000


@dataclass(frozen=True, repr=False)
class Certificate(Record):
    """A claim with its proof, as plain data.

    Parameters
    ----------
    data
        What docs/certificate.md describes.
    """

    data: Mapping[str, object]

    def __str__(self) -> str:
        told = (self.data.get(name) for name in ("paradox", "kind", "verdict"))
        said = " ".join(str(word) for word in told if isinstance(word, str))
        game = self.data.get("game")
        which = f" of game {str(game.get('hash'))[:12]}" if isinstance(game, Mapping) else ""
        return f"certificate, not checked here: {said}{which}"

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return dict(self.data)


def read_certificate(path: str | Path) -> Certificate:
    """The certificate in a file; it is not checked.

    Raises
    ------
    FileNotFoundError, IsADirectoryError, PermissionError
        If the file cannot be read.
    ValueError
        If it is not JSON.
    CertificateRejected
        If it is JSON that cannot be a certificate.
    """
    with open(path, "rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise CertificateRejected(f"{path}: a certificate has at most {MAX_BYTES} bytes")
    try:
        data = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_without_repeats)
    except (UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise ValueError(f"{path}: not JSON: {problem}") from None
    except RecursionError:
        raise CertificateRejected(f"{path}: nested too deeply for a certificate") from None
    except ValueError as problem:  # a number too long for Python to read, or a repeated key
        raise CertificateRejected(f"{path}: {problem}") from None
    if not isinstance(data, dict):
        raise CertificateRejected(f"{path}: a certificate is a JSON object, not {type(data).__name__}")
    return Certificate(data)


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a field is named twice")
    return dict(pairs)
