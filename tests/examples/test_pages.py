"""Every command and every piece of Python on the project's pages runs; every link leads somewhere."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from architecture.source_tree import none_of
from examples.pages import ROOT, Block, blocks, name_of, pages
from generated import addresses, live_reports
from generated.pages import sources
from units.cli.command_line import ask
from witnesses.sampling import slowly

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
NOT_RUN = {"git", "cd", "pip", "python3"}  # what sets a reader up; it would touch more than a test may

EVERY_PYTHON = blocks("python", "pycon")
PYTHON = [block for block in EVERY_PYTHON if not block.needs]
CONSOLE = blocks("console", "shell", "bash", "sh")
PAGES_WITH_PYTHON = sorted({block.page for block in PYTHON})
LONG = (
    "docs/batch.md",
    "docs/diagnosis.md",
    "docs/exploring.md",
    "docs/sweeps.md",
    "docs/uncertainty.md",
    "docs/how-to/test-your-own-claim.md",
)
# About games that take long to chart.
LARGE = ("docs/quantities.md", "docs/survey.md", "docs/models/", "docs/gallery.md")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Run in an empty folder, beside a copy of the examples."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")


def run_python(block: Block, names: dict[str, object]) -> None:
    if ">>>" in block.text:
        example = doctest.DocTestParser().get_doctest(block.text, names, str(block), block.page, block.line)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        told: list[str] = []
        assert runner.run(example, out=told.append, clear_globs=False).failed == 0, "".join(told)
        names.update(example.globs)
    else:
        exec(compile("\n" * block.line + block.text, block.page, "exec"), names)


@pytest.mark.parametrize(
    "page", [slowly(page) if page.startswith(LONG + LARGE) else page for page in PAGES_WITH_PYTHON]
)
def test_the_python_of_a_page_runs_from_top_to_bottom(page, capsys):
    names: dict[str, object] = {"__name__": "__main__"}
    for block in PYTHON:
        if block.page == page:
            run_python(block, names)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("block", [block for block in EVERY_PYTHON if block.needs], ids=str)
def test_the_python_about_another_program_runs_where_it_is_installed(block):
    program, *least = block.needs.split()
    pytest.importorskip(program, *least)
    run_python(block, {"__name__": "__main__"})


def test_users_of_others_find_their_first_ten_calls():
    sections = re.split(r"^## ", (ROOT / "docs" / "coming-from.md").read_text("utf-8"), flags=re.MULTILINE)
    programs = {name: body for name, _, body in (part.partition("\n") for part in sections)}
    for name in ("nashpy", "pygambit", "QuantEcon"):
        there, here = programs[name].split("Here", 1)
        for part in (there, here):
            numbered = [int(number) for number in re.findall(r"^>>> .*# (\d+)\b", part, re.MULTILINE)]
            assert numbered == list(range(1, 11)), name


def commands_of(block: Block) -> list[tuple[str, str]]:
    """(command, what the page says it prints), for each line that begins with a prompt."""
    parts = re.split(r"^\$ ", re.sub(r"\\\n\s*>?", " ", block.text), flags=re.MULTILINE)
    assert not parts[0].strip(), f"{block}: a console block begins with a command after '$ '"
    split = [part.partition("\n") for part in parts[1:]]
    return [(command.strip(), printed.strip()) for command, _, printed in split]


@pytest.mark.parametrize(
    "block",
    [pytest.param(block, marks=[pytest.mark.slow] * (block.page in LONG)) for block in CONSOLE],
    ids=str,
)
def test_the_commands_of_a_page_run(block):
    commands = commands_of(block)
    assert commands
    for command, printed in commands:
        program, *arguments = shlex.split(command, comments=True)
        if program == "make":
            for target in arguments:
                assert re.search(rf"^{re.escape(target)}:", MAKEFILE, re.MULTILINE), (
                    f"{block}: make has no target {target}"
                )
            continue
        if program in NOT_RUN:
            continue
        if program == "gametheory-paradox":
            found = ask(*arguments)
            status, out, err = found.status, found.out, found.err
        elif program in ("python", "node"):
            runs = sys.executable if program == "python" else shutil.which("node")
            if runs is None:
                pytest.skip("no node")
            done = subprocess.run([runs, *arguments], capture_output=True, text=True, timeout=120)
            status, out, err = done.returncode, done.stdout, done.stderr
        else:
            pytest.fail(f"{block}: {program} is not a program this test knows")
        assert status == 0, f"{block}: {command}: {err}"
        if printed:
            wanted = ".*".join(re.escape(part.strip()) for part in re.split(r"…|\.\.\.", printed))
            assert re.search(wanted, out, re.DOTALL), f"{block}: {command} printed\n{out}"


def test_the_links_of_pages_lead_somewhere():
    """To a file, or to a page or report that is written when the site is built."""
    written = {f"{addresses.DOCS}/{source}" for source in [*sources(), *live_reports.ADDRESSES]}
    links = [
        (name_of(page), target)
        for page in pages()
        for target in addresses.links(page.read_text(encoding="utf-8"))
        if addresses.is_relative(target)
    ]
    assert len(links) > 50
    none_of(
        f"{page}: {target} is not there"
        for page, target in links
        for file, _ in [addresses.target_file(page, target)]
        if file not in written and not (ROOT / file).exists()
    )


def test_something_was_found_to_run():
    assert len(PYTHON) >= 1
    assert len(CONSOLE) >= 2
    assert sum(len(commands_of(block)) for block in CONSOLE) >= 5
    assert os.listdir() == ["examples"]
