"""Draws the pictures that pages show below the code that makes them.

`python tests/golden/page_pictures.py` draws all anew, with the name of a page those of that page.
"""

import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from examples.pages import ROOT, blocks_of

FOLDERS = {"docs/gallery.md": "gallery", "docs/start/five-minutes.md": "start"}  # of docs/images
SAVED = re.compile(r'"([\w-]+\.png)"')
SHOWN = re.compile(r"!\[[^\]]+\]\((?:\.\./)?images/([\w-]+)/([\w-]+\.png)\)")


def saved(page: str) -> list[str]:
    """The pictures that the code on a page saves, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    pieces = [block.text for block in blocks_of(text, page) if block.language == "python"]
    return [name for piece in pieces for name in SAVED.findall(piece)]


def shown(page: str) -> list[tuple[str, str]]:
    """The pictures that a page shows, each with its folder."""
    return SHOWN.findall((ROOT / page).read_text(encoding="utf-8"))


def draw(page: str) -> list[Path]:
    """Run the code on a page elsewhere and keep the pictures that it saves."""
    names: dict[str, object] = {"__name__": "__main__"}
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for block in blocks_of((ROOT / page).read_text(encoding="utf-8"), page):
                if block.language == "python":
                    exec(compile("\n" * block.line + block.text, page, "exec"), names)
        finally:
            os.chdir(before)
        kept = ROOT / "docs" / "images" / FOLDERS[page]
        kept.mkdir(parents=True, exist_ok=True)
        return [Path(shutil.copy(Path(folder) / name, kept / name)) for name in saved(page)]


if __name__ == "__main__":
    for page in sys.argv[1:] or FOLDERS:
        for picture in draw(page):
            print(picture.relative_to(ROOT))
