"""The finder itself: it sees what a reader sees."""

import pytest
from examples.pages import blocks, blocks_of, name_of, pages


def test_blocks_of_every_shape():
    text = """
```python
a = 1
```
~~~~ console extra words
$ b
~~~
~~~~
* an item

  ```python
  c = 2
    d = 3
  ```

```
plain
```
"""
    found = [(block.line, block.language, block.text) for block in blocks_of(text, "p.md")]
    assert found == [
        (2, "python", "a = 1\n"),
        (5, "console", "$ b\n~~~\n"),
        (11, "python", "c = 2\n  d = 3\n"),
        (16, "", "plain\n"),
    ]


def test_a_block_that_is_never_closed_is_an_error():
    with pytest.raises(AssertionError, match=r"p\.md:2: this block is never closed"):
        blocks_of("text\n```python\na = 1\n", "p.md")


def test_the_pages_are_found():
    names = {name_of(page) for page in pages()}
    assert {
        "README.md",
        "CONTRIBUTING.md",
        "tests/README.md",
        "docs/certificate.md",
        "docs/models/trade-restriction.md",
    } <= names


def test_the_readme_opens_with_an_installation_and_two_commands_and_ten_lines_of_python():
    ours = [block for block in blocks("console", "python") if block.page == "README.md"]
    first, lines, targets = ours
    assert [line.split()[:2] for line in first.text.splitlines()] == [
        ["$", "pip"],
        ["$", "gametheory-paradox"],
        ["$", "gametheory-paradox"],
    ]
    assert lines.language == "python"
    assert len([line for line in lines.text.splitlines() if line]) <= 11  # an import, and ten
    assert [line.split("#")[0].strip() for line in targets.text.splitlines()] == [
        "$ make survey",
        "$ make demo",
        "$ make test",
        "$ make docs",
    ]


def test_the_readme_is_a_screen_and_a_half():
    page = next(page for page in pages() if name_of(page) == "README.md")
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 75
