"""The record of a page or file that is written when the site is built."""

from typing import NamedTuple


class Written(NamedTuple):
    """A page or file of the site.

    Parameters
    ----------
    content
        What it holds.
    origin
        The file of the project that its links are meant from; empty if they are meant from its own place.
    """

    content: str | bytes
    origin: str = ""
