"""A figure as SVG for a page: no header, no stray names, nothing that changes from run to run."""

import re
from html import escape
from io import StringIO

from gametheory_paradox.views.canvas import Figure

_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
_STYLE = re.compile(r'<defs>\s*<style type="text/css">[^<]*</style>\s*</defs>\s*')
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_GROUP_NAME = re.compile(r'<g id="[^"]*"')
_PATH = re.compile(r'\bd="[^"]*"')
_LONG_DECIMAL = re.compile(r"(\.\d\d)\d+")
_NAME = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(xlink:href="#|href="#|url\(#)([^")]+)')


def figure_svg(figure: Figure, label: str, prefix: str) -> str:
    """The figure as an ``<svg>`` element.

    Parameters
    ----------
    figure
        The figure.
    label
        Its content in words, for readers who cannot see it.
    prefix
        Begins every name inside, so that several figures can share a page.
    """
    file = StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    text = file.getvalue()
    text = text[text.index("<svg") :]
    for unwanted in (_METADATA, _STYLE, _COMMENT):
        text = unwanted.sub("", text)
    text = _GROUP_NAME.sub("<g", text)
    text = _PATH.sub(lambda path: " ".join(_LONG_DECIMAL.sub(r"\1", path[0]).split()), text)

    # Names that begin with the prefix, so that several figures share a page.
    names: dict[str, str] = {}
    for name in _NAME.findall(text):
        names.setdefault(name, f"{prefix}{len(names)}")
    text = _NAME.sub(lambda found: f'id="{names[found[1]]}"', text)
    text = _REFERENCE.sub(lambda found: found[1] + names.get(found[2], found[2]), text)
    named = f' aria-label="{escape(label)}"' if label else ""
    said = f'<svg role="img"{named} style="stroke-linejoin:round;stroke-linecap:butt"'
    return re.sub(r">\s+<", "><", text.replace("<svg", said, 1)).strip()
