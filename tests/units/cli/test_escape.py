"""The command ``escape``."""

from units.cli.command_line import AFTER_SUPPRESS, SEED, answer, ask, refused

HERE = ("--set", "r_C=60", "--set", "k=10")


def test_the_answer_is_what_the_function_answers():
    data = answer(
        "escape",
        SEED,
        *AFTER_SUPPRESS,
        *HERE,
        "--lever",
        "c",
        "--lever",
        "k",
        "--cost",
        "c=1",
        "--cost",
        "k=2",
    )
    first, second = data["ways out"][:2]
    assert (first["what"], first["surface"], first["cost"]) == ("c", {"c": "43"}, ["15", "15"])
    assert (second["what"], second["surface"], second["cost"]) == ("k", {"k": "18"}, ["16", "16"])
    assert first["before"]["verdict"]["verdict"] == "present"
    assert first["beyond"]["verdict"]["verdict"] == "absent"
    assert {row["kind"] for row in data["ways out"]} == {
        "levers",
        "side payment",
        "commitment",
        "information",
    }


def test_the_models_own_question_ranges_and_a_picture(tmp_path):
    picture = tmp_path / "out.svg"
    found = ask(
        "escape",
        SEED,
        *HERE,
        "--lever",
        "c",
        "--lever",
        "k",
        "--box",
        "k=10:12",
        "--levers-only",
        "--png",
        str(picture),
    )
    assert found.status == 0
    assert "c + h = r_C" in found.out
    assert picture.read_text(encoding="utf-8").count("<svg") == 1


def test_another_paradox_with_its_own_details():
    arms = "literature/chassang-2009/defensive-weapons"
    asked = ("--mover", "country 1", "--parameter", "d", "--low", "0", "--high", "1", "--quantifier", "best")
    data = answer("escape", arms, "--paradox", "comparative-statics", *asked, "--lever", "V", "--levers-only")
    assert data["ways out"][0]["surface"] == {"V": "19/2"}


def test_bad_input_is_one_line():
    assert "not a parameter" in refused("escape", SEED, "--lever", "zz")
    assert "must be positive" in refused("escape", SEED, "--lever", "c", "--cost", "c=0")
    assert "outside the declared range" in refused("escape", SEED, "--lever", "c", "--set", "c=100")
    assert "missing: coalition" in refused("escape", SEED, "--paradox", "dominance-trap", "--lever", "c")
    assert "expected a number" in refused("escape", SEED, "--lever", "c", "--precision", "fine")


def test_the_table_lists_ways_out_alone_and_says_where_an_end_is_open():
    text = ask("escape", SEED, *HERE, "--lever", "c").out
    table, notes = text.split("\n\nat r_C")
    assert "just beyond c = 43" in table
    assert "no values" not in table
    assert "no way out: Pakistan pays IS-K for 'expand' (no values within the ranges do)" in " ".join(
        notes.split()
    )
    assert "just beyond: at that value itself nothing is claimed" in notes
    assert {row["attained"] for row in answer("escape", SEED, *HERE, "--lever", "c")["ways out"]} == {
        True,
        False,
    }
