"""Keys of the bibliography become works: whose they are, what they are called, where they stand."""

import re

from literature.references_page import PAGE, page

import gametheory_paradox as gp
from gametheory_paradox.bibliography import _FILE, bibliography, citation, with_citations

TEX = set("{}\\")


def test_every_entry_of_the_file_is_a_work_with_an_author_a_title_and_a_year():
    keys = re.findall(r"^@\w+\{(\w+),", _FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(keys) > 100
    assert list(bibliography()) == keys
    for work in bibliography().values():
        assert all(work.authors), work.key
        assert work.fields["title"], work.key
        assert work.year.isdigit(), work.key
        assert not TEX & set(f"{work} {work.short}"), work.key


def test_a_work_in_full_and_in_short():
    assert bibliography()["cho1987"].short == "Cho and Kreps (1987)"
    assert bibliography()["avis2010"].short == "Avis and others (2010)"
    assert citation("vonstengel2008") == (
        "Bernhard von Stengel and Françoise Forges (2008): Extensive-Form Correlated Equilibrium: Definition "
        "and Computational Complexity. Mathematics of Operations Research 33, 1002–1022"
    )
    assert citation("my own notes of 1987") == "my own notes of 1987"


def test_keys_within_a_text_are_expanded_and_other_words_stay():
    assert (
        with_citations("as in cho1987 and kreps1987, page1987")
        == "as in Cho and Kreps (1987) and kreps1987, page1987"
    )


def test_the_page_lists_every_work():
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "python tests/literature/references_page.py writes it anew"
    )


def test_a_family_and_a_page_about_it_say_the_works_they_are_drawn_from():
    family = gp.load("literature/cho-1987/beer-quiche")
    assert f"drawn from: {citation('cho1987')}" in str(family)
    assert f"Drawn from: {citation('cho1987')}" in gp.views.model_paragraphs(family)
    matrices = gp.load("literature/sandler-2003/preempt-or-deter")
    said = "\n".join(map(str, gp.views.model_tables(matrices)))
    assert "matrices of fig. 1 in Sandler and Arce (2003)" in " ".join(said.split())
    assert not re.search(r"\b[a-z]+(19|20)\d\d\b", said)
