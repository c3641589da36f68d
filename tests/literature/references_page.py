"""docs/references.md: every work of the bibliography, in full.

`python tests/literature/references_page.py` writes it anew.
"""

from pathlib import Path

from gametheory_paradox.bibliography import bibliography

PAGE = Path(__file__).parents[2] / "docs" / "references.md"
HEAD = """# References

The works that the methods, the concepts and the games of the catalog rest on. In docstrings and files they
are cited by the key in front; the same as BibTeX is
[references.bib](../gametheory_paradox/catalog/references.bib).

"""


def page():
    """The page as it ought to be."""
    return HEAD + "".join(
        f'- <a id="{work.key}"></a>`{work.key}` {str(work).replace("*", "")}\n'
        for work in bibliography().values()
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
