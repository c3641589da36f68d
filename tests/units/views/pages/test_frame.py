"""A saved page in a notebook: whole, escaped, in a frame that reaches nothing else."""

import re
from html import unescape

import pytest

import gametheory_paradox as gp
from gametheory_paradox.views import framed


def test_the_frame_holds_the_page_as_text(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<p title="a">1 < 2 & "3"</p><script>parent.x = 1</script>', encoding="utf-8")
    html = framed(page, height=300)._repr_html_()
    (held,) = re.findall(r'srcdoc="([^"]*)"', html)
    assert unescape(held) == page.read_text(encoding="utf-8")
    assert 'height="300"' in html
    assert html.count("<") == 2  # the frame's own two tags
    (allowed,) = re.findall(r'sandbox="([^"]*)"', html)
    assert "allow-same-origin" not in allowed


def test_in_words_it_says_where_the_page_is(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p></p>", encoding="utf-8")
    assert (
        str(framed(page)) == "page.html, in a frame of its own: run the cell, or open the file in a browser"
    )


def test_a_page_that_is_not_there_is_told_in_one_line(tmp_path):
    with pytest.raises(gp.InvalidGame, match=r"nothing\.html: this page cannot be read"):
        framed(tmp_path / "nothing.html")
