"""Certificates: claims as data, and ``verify``, which checks one by exact arithmetic and nothing else.

A certificate is JSON.  It holds the game, the claim and a proof, and no prose: sentences are computed from
its fields. ``verify`` rebuilds the claim from the game and refuses whatever the proof does not carry.  This
module and everything it imports use Python's standard library alone; docs/certificate.md describes every
field, enough to write another checker.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gametheory_paradox.certificates.channels import check_channels
from gametheory_paradox.certificates.fields import CONCEPTS, FORMAT, Checked
from gametheory_paradox.certificates.maps import check_map
from gametheory_paradox.certificates.propositions import check_proposition
from gametheory_paradox.certificates.verdicts import check_verdict
from gametheory_paradox.errors import CertificateRejected, ParadoxError

__all__ = ["CONCEPTS", "FORMAT", "MAX_BYTES", "Certificate", "Checked", "read_certificate", "verify"]

MAX_BYTES = 16_000_000
MOST_SAID = 500  # characters of a reason, which may name things of a file


@dataclass(frozen=True)
class Certificate:
    """A claim with its proof, as plain data.

    Parameters
    ----------
    data
        What docs/certificate.md describes.
    """

    data: Mapping[str, object]

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


def verify(certificate: Certificate | Mapping[str, object]) -> Checked:
    """Checks a certificate: its game, its claim and its proof.

    Parameters
    ----------
    certificate
        A certificate, or its data.

    Returns
    -------
    What it proves.

    Raises
    ------
    CertificateRejected
        If anything in it is missing, malformed, or not proved.
    """
    data = certificate.data if isinstance(certificate, Certificate) else certificate
    try:
        if not isinstance(data, Mapping):
            raise CertificateRejected("a certificate is a JSON object")
        if type(data.get("format")) is not int or data["format"] != FORMAT:
            raise CertificateRejected(f"expected format {FORMAT}, got {data.get('format')!r:.60}")
        kind = data.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            raise CertificateRejected(f"expected a certificate of kind {', '.join(KINDS)}, got {kind!r:.60}")
        return KINDS[kind](data)
    except CertificateRejected:
        raise
    except (
        ParadoxError,
        ArithmeticError,
        ValueError,
        TypeError,
        LookupError,
        RecursionError,
        MemoryError,
    ) as problem:
        raise CertificateRejected(str(problem)[:MOST_SAID] or type(problem).__name__) from problem


KINDS: dict[str, Callable[[Mapping[str, object]], Checked]] = {
    "verdict": check_verdict,
    "channels": check_channels,
    "map": check_map,
    "proposition": check_proposition,
}
