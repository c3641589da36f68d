"""The works that docstrings, rows and catalog files cite by key, as a reader wants to see them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gametheory_paradox.table import Display, listed

_FILE = Path(__file__).parent / "catalog" / "references.bib"
_ENTRY = re.compile(r"^@\w+\{(\w+),$(.*?)^\}$", re.MULTILINE | re.DOTALL)
_FIELD = re.compile(r"^ +(\w+) *= \{(.*)\},$", re.MULTILINE)
_ACCENT = re.compile(r"\\([\"'`^~c])\{?(\w)\}?")
_COMBINING = dict(zip("\"'`^~c", "\u0308\u0301\u0300\u0302\u0303\u0327", strict=True))
_PLACES = ("journal", "booktitle", "note", "publisher")  # where a work stands, the first that is known
MOST_AUTHORS = 2  # who are named where a work is cited in a word


@dataclass(frozen=True, repr=False)
class Work(Display):
    """A work of the bibliography.

    Parameters
    ----------
    key
        What files cite it by.
    fields
        Author, title, year and place, as text.
    """

    key: str
    fields: Mapping[str, str]

    @property
    def authors(self) -> list[str]:
        """Their names, the family name first."""
        return self.fields.get("author", self.fields.get("editor", "")).split(" and ")

    @property
    def year(self) -> str:
        """The year; empty where none is given."""
        return self.fields.get("year", "")

    @property
    def short(self) -> str:
        """Whose it is, and when it appeared: "Cho and Kreps (1987)"."""
        names = [author.partition(",")[0] for author in self.authors]
        who = listed(names) if len(names) <= MOST_AUTHORS else f"{names[0]} and others"
        return f"{who} ({self.year})" if self.year else who

    def __str__(self) -> str:
        who = listed([" ".join(reversed(author.split(", ", 1))) for author in self.authors])
        year = f" ({self.year})" if self.year else ""
        place = next((self.fields[name] for name in _PLACES if name in self.fields), "")
        issue = " ".join(filter(None, (place, self.fields.get("volume", ""))))
        where = ", ".join(filter(None, (issue, self.fields.get("pages", ""))))
        return f"{who}{year}: {self.fields.get('title', '')}{f'. {where}' if where else ''}"


@cache
def bibliography() -> Mapping[str, Work]:
    """Every work that is cited, by its key.

    Examples
    --------
    >>> bibliography()["aumann1974"].fields["title"]
    'Subjectivity and Correlation in Randomized Strategies'
    >>> bibliography()["cho1987"].short
    'Cho and Kreps (1987)'
    """
    text = _FILE.read_text(encoding="utf-8")
    return {
        key: Work(key, {name: _plain(value) for name, value in _FIELD.findall(body)})
        for key, body in _ENTRY.findall(text)
    }


def citation(source: str) -> str:
    """The work that a key stands for, in full; a source that is no key says itself what it is.

    Examples
    --------
    >>> print(citation("shapley1974"))
    Lloyd S. Shapley (1974): A Note on the Lemke–Howson Algorithm. Mathematical Programming Study 1, 175–189
    >>> print(citation("a talk with a border guard"))
    a talk with a border guard
    """
    return str(bibliography().get(source, source))


def with_citations(text: str) -> str:
    """A text in which every key of the bibliography is a name and a year.

    Examples
    --------
    >>> with_citations("fits the matrices of sandler2003, p. 783")
    'fits the matrices of Sandler and Arce (2003), p. 783'
    """
    works = bibliography()
    return re.sub(r"\b[a-z]+\d{4}\b", lambda key: works[key[0]].short if key[0] in works else key[0], text)


def _plain(value: str) -> str:
    """A field without what TeX needs: braces, accents as commands, dashes of hyphens."""
    accented = _ACCENT.sub(lambda found: found[2] + _COMBINING[found[1]], value)
    plain = accented.translate(str.maketrans("", "", "{}")).replace("\\&", "&").replace("--", "–")
    return unicodedata.normalize("NFC", plain)
