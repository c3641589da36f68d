"""A page shown in a notebook: the saved file, whole, in a frame of its own."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.table import Record

HEIGHT = 640  # pixels


@dataclass(frozen=True, repr=False)
class Frame(Record):
    """A page that a notebook shows below the cell, sliders and all.

    It stands in the notebook as text, so that it is there without its file and without a network.  What its
    scripts can reach ends at the frame.

    Parameters
    ----------
    page
        The file it was read from.
    html
        What it holds.
    height
        In pixels.
    """

    page: str
    html: str
    height: int = HEIGHT

    def __str__(self) -> str:
        return f"{self.page}, in a frame of its own: run the cell, or open the file in a browser"

    def _repr_html_(self) -> str:
        shape = f'width="100%" height="{self.height}" style="border:1px solid;box-sizing:border-box"'
        allowed = 'sandbox="allow-scripts allow-downloads"'
        return f'<iframe title="{escape(self.page)}" {shape} {allowed} srcdoc="{escape(self.html)}"></iframe>'


def framed(path: str | Path, *, height: int = HEIGHT) -> Frame:
    """Reads a page that ``report`` wrote, so that a notebook shows it below the cell.

    Parameters
    ----------
    path
        The file, as ``report`` returns it.
    height
        Of the frame, in pixels.

    Returns
    -------
    Frame

    Raises
    ------
    InvalidGame
        If the file cannot be read.

    Examples
    --------
    >>> framed("nothing.html")
    Traceback (most recent call last):
    ...
    gametheory_paradox.errors.InvalidGame: nothing.html: this page cannot be read; report(…) writes one
    """
    try:
        html = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InvalidGame(f"{path}: this page cannot be read; report(…) writes one") from None
    return Frame(Path(path).name, html, height)
