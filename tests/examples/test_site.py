"""The site: every page has its place, its links hold, and it asks nothing of the network."""

import importlib.util
import os
import re
import subprocess
import sys
from contextlib import closing

import pytest
import yaml
from architecture.source_tree import none_of
from examples.pages import ROOT, name_of, pages
from generated import addresses, live_reports, navigation, reference, tutorials
from generated.pages import sources
from golden.page_pictures import FOLDERS, saved, shown
from units.views.browser import Browser, browser_and_driver

import gametheory_paradox as gp

CONFIG = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
DOCS = ROOT / "docs"
PAGES = sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))


def test_every_page_has_its_place_in_the_navigation():
    none_of(f"{page} is in no navigation" for page in navigation.outside(CONFIG["nav"], [*PAGES, *sources()]))


def test_the_navigation_names_no_page_that_is_missing_and_none_twice():
    names = list(navigation.named(navigation.written_out(CONFIG["nav"], [*PAGES, *sources()])))
    none_of(f"{name} is named twice" for name in set(names) if names.count(name) > 1)
    none_of(f"{name} is not there" for name in set(names) - {*PAGES, *sources()})
    assert len(names) > 200


def test_a_page_without_a_place_is_told():
    assert navigation.outside(["a.md", {"more": ["b/*.md"]}], ["a.md", "b/c.md", "d.md"]) == ["d.md"]


def test_a_star_takes_what_has_no_place_of_its_own():
    entries = ["b/*.md", {"last": ["b/z.md", "*.md"]}]
    assert navigation.written_out(entries, ["b/y.md", "b/z.md", "c.md"]) == [
        "b/y.md",
        {"last": ["b/z.md", "c.md"]},
    ]


def test_links_that_leave_docs_lead_to_what_stands_for_their_file():
    text = (
        "[a](../CONTRIBUTING.md#habits) [b](../gametheory_paradox/checker.py) "
        "[c](../examples/02_equilibria.ipynb)\n"
        "[d](methods.md) `[e](../README.md)` [f](https://example.org) [g](../tests/units)\n"
        "```python\n[h](../README.md)\n```\n"
    )
    assert addresses.relinked(text, "docs/trust.md", "trust.md") == (
        "[a](project/contributing.md#habits) [b](files/gametheory_paradox/checker.py) "
        "[c](tutorials/02_equilibria.md)\n"
        "[d](methods.md) `[e](../README.md)` [f](https://example.org) g\n"
        "```python\n[h](../README.md)\n```\n"
    )
    picture = "![drawn](02_equilibria-1.png)"
    origin, source = "examples/02_equilibria.ipynb", "tutorials/02_equilibria.md"
    assert addresses.relinked(picture, origin, source) == picture
    assert addresses.copies(text, "docs/trust.md") == {"gametheory_paradox/checker.py"}


def test_every_page_that_a_page_of_the_site_links_to_is_on_the_site():
    known = {*PAGES, *sources()}
    origins = {name_of(page): page for page in pages() if addresses.source_of(name_of(page))}
    assert len(origins) > 80
    none_of(
        f"{origin}: {target} is on no page"
        for origin, page in origins.items()
        for target in addresses.links(page.read_text(encoding="utf-8"))
        if addresses.is_relative(target)
        and (source := addresses.source_of(addresses.target_file(origin, target)[0]) or "").endswith(".md")
        and source not in known
    )


def test_the_reference_holds_the_whole_front_door():
    names = [name for group in reference.NAMES.values() for name in group]
    assert sorted(names) == sorted(gp.__all__)


def test_pages_show_the_pictures_that_their_code_saves():
    for page, folder in FOLDERS.items():
        assert shown(page) == [(folder, name) for name in saved(page)]
        none_of(name for name in saved(page) if not (DOCS / "images" / folder / name).is_file())


def test_the_gallery_has_a_thumbnail_for_each_picture_and_a_page_for_each_live_report():
    text = (DOCS / "gallery.md").read_text(encoding="utf-8")
    pictures = re.findall(r"^!\[.+\]\((.+)\)$", text, re.MULTILINE)
    thumbnails = re.findall(r'<a href="#([\w-]+)"><img src="([^"]+)"', text)
    assert [file for _, file in thumbnails] == pictures
    none_of(file for file in pictures if not (DOCS / file).is_file())
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [place for place, _ in thumbnails] == [_anchor(title) for title in headings][: len(thumbnails)]
    assert re.findall(r"\]\((live/[\w-]+\.html)\)", text) == live_reports.ADDRESSES


def _anchor(title):
    return re.sub(r"[^\w -]|×", "", title.lower()).replace(" ", "-")


def test_a_notebook_becomes_a_page_with_what_it_shows():
    def cell(*outputs):
        return {"cell_type": "code", "source": ["1 + 1"], "outputs": list(outputs)}

    book = {
        "cells": [
            {"cell_type": "markdown", "source": ["# Sums\n", "\n", "Add."]},
            cell({"output_type": "stream", "text": ["\x1b[1mtwo\x1b[0m\n"]}),
            cell(
                {
                    "output_type": "display_data",
                    "data": {"image/png": "aGk=", "text/plain": "a picture"},
                    "metadata": {"image/png": {"width": 320}},
                }
            ),
            {"cell_type": "markdown", "source": ["<details>\n<summary>Solution</summary>\n"]},
            cell({"output_type": "execute_result", "data": {"text/html": "<p>2</p><script>x</script>"}}),
        ]
    }
    text, pictures = tutorials.page(book, "sums")
    assert text.startswith("# Sums\n\nAdd.\n\n~~~~python\n1 + 1\n~~~~\n\n~~~~text\ntwo\n")
    assert '<div class="output">\n<p>2</p>\n</div>' in text
    assert "](sums-1.png){width=320}" in text
    assert '<details markdown="1">' in text  # what is folded is read as Markdown
    assert pictures == {"sums-1.png": b"hi"}


def test_the_extra_brings_what_the_configuration_names():
    needs = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("\ndocs = [")[1].split("\n]")[0]
    assert CONFIG["theme"]["name"] == "material"
    assert {name if isinstance(name, str) else next(iter(name)) for name in CONFIG["plugins"]} == {
        "search",  # MkDocs Material's, like the next
        "offline",
        "mkdocstrings",
    }
    for package in ("mkdocs>=", "mkdocs-material>=", "mkdocstrings[python]>="):
        assert f'"{package}' in needs


def test_nothing_is_taken_from_the_network():
    assert CONFIG["theme"]["font"] is False
    assert CONFIG["extra"]["polyfills"] == ["javascripts/iframe-worker.js"]
    for file in [*CONFIG["extra"]["polyfills"], *CONFIG["extra_css"]]:
        assert "http" not in (DOCS / file).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the site, and what building it said beside its progress."""
    if importlib.util.find_spec("mkdocs") is None:
        pytest.skip("the docs extra is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)]  # --quiet hides warnings
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, timeout=900)
    told = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("INFO")]
    assert done.returncode == 0, told
    return folder, told


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(site):
    folder, told = site
    assert told == []
    listed = re.findall(r"\]\((.*?)\)", (folder / "llms.txt").read_text(encoding="utf-8"))
    assert len(listed) > 200
    none_of(page for page in listed if not (folder / page).is_file())
    loaded = re.compile(r"<(?:script|img|iframe|link[^>]*stylesheet)[^>]*(?:src|href)=\"https?:")
    none_of(page.name for page in folder.rglob("*.html") if loaded.search(page.read_text(encoding="utf-8")))


@pytest.mark.slow
@pytest.mark.skipif(browser_and_driver() is None, reason="no browser")
def test_a_search_from_disk_finds_the_page(site, tmp_path):
    folder, _ = site
    with closing(Browser(tmp_path / "profile")) as window:
        window.visit(folder / "index.html")
        window.type(".md-search__input", "guard-rails")
        found = window.later("[...document.querySelectorAll('.md-search-result__link')].map(own => own.href)")
        assert any("guard-rails" in address for address in found), found
        none_of(
            address for address in window.requests() if not address.startswith(("file:", "data:", "blob:"))
        )

        # A word of no page finds none: what was found was looked for.
        window.run("document.querySelector('.md-search__input').select()")
        window.type(".md-search__input", "xyzzyx")
        nothing = "document.querySelector('.md-search-result__meta').innerText.match(/No matching/)"
        assert window.later(nothing)
