"""Printing of answers: results on standard output, progress and problems on standard error."""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import Any

import typer

import gametheory_paradox as gp
from gametheory_paradox.cli.app import ANSWERED, OPEN, REJECTED
from gametheory_paradox.cli.options import PROOF, Format
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.table import Table

CLAIM = (  # the fields of a certificate that claim
    *("paradox", "concept", "quantifier", "mover", "measure", "details", "payoffs", "infinite", "gap"),
    *("without", "change", "direct", "reactions", "habits", "equilibria", "outer", "inner"),
    *("claim", "assuming", "least", "over", "box", "values", "present", "absent", "undecided", "cells"),
)
PIPED_WIDTH = 120  # how wide tables are where there is no terminal to ask


def print_result(
    output: Format,
    data: object,
    parts: Callable[[], Sequence[Table | str]],
    files: Callable[[], object] | None = None,
) -> None:
    """Write a result as JSON, or as tables and paragraphs that fit the terminal, and then its files.

    Where one cannot be written, the other is all the same: a full disk loses no answer.
    """
    try:
        _print(output, data, parts)
    finally:
        if files is not None:
            files()


def _print(output: Format, data: object, parts: Callable[[], Sequence[Table | str]]) -> None:
    if output is Format.json:
        written = json.dumps(data, indent=1)  # in ASCII, which every terminal and pipe can carry
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED_WIDTH
        written = _visible(
            "\n\n".join(
                part.text(width) if isinstance(part, Table) else _wrapped(part, width) for part in parts()
            )
        )
    write_out(f"{written}\n")


def write_out(text: str) -> None:
    """Write to standard output at once; it is no problem if whoever reads it has enough."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()


def drop_output() -> None:
    """Discards output that standard output did not take, so that exit does not write it either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wrapped(text: str, width: int) -> str:
    """Paragraphs that fit; a line that is indented, such as one to be copied, stays whole."""
    return "\n".join(
        line if line.startswith("  ") else fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    )


def _visible(text: str) -> str:
    """The text with control characters written out: a name in a file must not steer a terminal."""
    return "".join(
        c.encode("unicode_escape").decode() if unicodedata.category(c)[0] == "C" and c != "\n" else c
        for c in text
    )


def complain(message: str) -> None:
    """Say a problem in one line."""
    sys.stderr.write(f"gametheory-paradox: {_visible(' '.join(message.split()))}\n")


def answered(
    output: Format,
    answer: Any,
    *,
    settled: bool = True,
    files: Sequence[Path | None] = (),
    remarks: Sequence[str] = (),
    mark: Mapping[str, Mapping[str, object]] | None = None,
) -> int:
    """Print an answer, and write its certificate to files that end so and its picture to others.

    Below the answer stand remarks, where it is read and not parsed; on a map a point is marked.
    """

    def write_files() -> None:
        for file in filter(None, files):
            if file.suffix.lower() == PROOF:
                _write_proof(answer, file)
            else:
                with working("drawing"):
                    gp.draw(answer, file, mark=mark)
                wrote(file)

    print_result(output, answer.to_data(), lambda: [*answer.parts(), *remarks], write_files)
    return ANSWERED if settled else OPEN


def _write_proof(answer: Any, certificate: Path) -> None:
    proof = getattr(answer, "certificate", None)
    if proof is None:
        name = getattr(answer, "name", "a list that is not complete, or of a game without periods")
        complain(f"{name}: there is nothing to certify, {certificate} was not written")
    else:
        gp.save(proof, certificate)
        wrote(certificate)


def write_file(path: Path | None, write: Callable[[Path], object]) -> None:
    """Write a file, if one is asked for, and say so."""
    if path is not None:
        write(path)
        wrote(path)


def wrote(path: Path) -> None:
    """Say on standard error which file was written."""
    sys.stderr.write(_visible(f"wrote {path}") + "\n")


@contextmanager
def rejecting(output: Format) -> Iterator[None]:
    """Say in a line, and as JSON, that a certificate is rejected, and end with the status for that."""
    try:
        yield
    except CertificateRejected as problem:
        if output is Format.json:
            print_result(output, {"accepted": False, "why": str(problem)}, list)
        complain(f"rejected: {problem}")
        raise typer.Exit(REJECTED) from problem


@contextmanager
def working(what: str, keeps: str = "") -> Iterator["gp.ProgressBar"]:
    """Show a bar at a terminal while something goes on; an interruption leads to an answer, or ends it.

    What an interrupted run keeps is said in a line: the answer by then, and what else.
    """
    bar = gp.ProgressBar(what)
    try:
        with bar:
            yield bar
    except KeyboardInterrupt:
        if keeps:
            complain(keeps)
        raise
    if bar.is_interrupted:
        complain("interrupted: the answer says what was known by then" + (f"; {keeps}" if keeps else ""))


def claim_table(data: Mapping[str, Any]) -> Table:
    """The claim of an accepted certificate, from its own fields."""
    rows = [(name.replace("_", " "), _in_words(data[name])) for name in CLAIM if data.get(name) is not None]
    return Table(("accepted", f"{data['kind']}: {data['verdict']}"), [*rows, ("game", data["game"])])


def _in_words(value: object) -> str:
    if isinstance(value, Mapping) and "hash" in value:  # a game
        return str(value["hash"])
    if isinstance(value, Mapping):
        said = {name: part for name, part in value.items() if part is not None and part != []}
        return "; ".join(f"{name}: {_in_words(part)}" for name, part in said.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(_in_words, value))
    return {"True": "yes", "False": "no"}.get(str(value), str(value))
