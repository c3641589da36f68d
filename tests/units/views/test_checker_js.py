"""The checker in JavaScript: nothing that ``verify`` rejects, all that the one-file checker takes."""

import inspect
import json
import re
import shutil
import subprocess
from collections import Counter
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged
from laws.tampering import changed, changes, rehashed
from witnesses import hostile_files
from witnesses.certificates import charted, data_of
from witnesses.games import QUANTIFIERS, asked, tables, trees
from witnesses.sampling import always, slowly, steps
from witnesses.single_lines import shared_out

from gametheory_paradox import checker
from gametheory_paradox.certificates import read_certificate, verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Move, NormalForm
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.views import pages

SOURCE = Path(pages.__file__).with_name("checker.js")
MOST_LINES = 1500
KEPT = Path(__file__).parents[2] / "golden" / "certificates"
NODE = shutil.which("node")
ACCEPTED, REJECTED, UNREADABLE, NOT_MINE = 0, 1, 2, 3
SECONDS = 10  # of a processor for a file made to keep a checker busy

LEFT = "not mine: a map of a table with quotients"  # which the one-file checker takes
with_node = pytest.mark.skipif(NODE is None, reason="no node")


def run(*arguments, **options):
    """The exit code and the lines printed by node."""
    command = [NODE, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def written(folder, contents):
    """Files with texts, bytes or the data of certificates."""
    paths = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.json"
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(path)
    return paths


def answers(paths):
    """What the checker says of files, all judged by one process: outcomes and the lines."""
    status, lines = run(SOURCE, *paths)
    said = [
        line.removeprefix(f"{path}: ") if len(paths) > 1 else line
        for path, line in zip(paths, lines, strict=True)
    ]
    outcomes = [line.partition(":")[0] for line in said]
    assert {*outcomes} <= {"accepted", "rejected", "not mine"}
    worst = next(name for name in ("rejected", "not mine", "accepted") if name in outcomes)
    assert status == {"accepted": ACCEPTED, "rejected": REJECTED, "not mine": NOT_MINE}[worst]
    return outcomes, said


def verified(path):
    """Whether ``verify`` accepts a file."""
    try:
        verify(read_certificate(path))
    except (CertificateRejected, ValueError):
        return False
    return True


def one_file_judges(path):
    """What the one-file checker says of a file."""
    try:
        checker.check(path.read_bytes())
    except checker.Rejected:
        return "rejected"
    except checker.NotMine:
        return "not mine"
    return "accepted"


def compared(folder, contents):
    """How often the checkers say what of certificates; where they disagree the test fails."""
    paths = written(folder, contents)
    outcomes, said = answers(paths)
    counted = Counter()
    for path, outcome, line in zip(paths, outcomes, said, strict=True):
        right, one_file = verified(path), one_file_judges(path)
        assert outcome != ("rejected" if right else "accepted"), (line, path.read_text("utf-8")[:3000])
        assert one_file in ("accepted" if right else "rejected", "not mine"), (line, path)
        own = "quotients" not in line  # which in tables this one leaves to others
        assert one_file != "accepted" or outcome == "accepted" or not own, (
            line,
            path.read_text("utf-8")[:3000],
        )
        counted["verified" if right else "refused", outcome] += 1
    return counted


def test_it_can_be_read_in_one_sitting():
    lines = SOURCE.read_text("utf-8").splitlines()
    assert 1000 < len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= 128
    assert not re.search(r"\bimport\b|</script|<!--|\beval\b|new Function", "\n".join(lines))


# --- Under node ---------------------------------------------------------------------------------------------


@with_node
@pytest.mark.parametrize(
    ("content", "status", "line"),
    [
        (lambda: kept("commitment-strong"), ACCEPTED, "accepted: present, gap 1, by vertices with"),
        (lambda: {**kept("commitment-strong"), "gap": "2"}, REJECTED, "rejected: the gap should be 1"),
        (lambda: kept("told-strong"), NOT_MINE, 'not mine: about "information"'),
        (lambda: kept("trade-bounded"), ACCEPTED, "accepted: present on "),
        (lambda: b"\xff\xfe{}", UNREADABLE, "unreadable: "),
    ],
)
def test_a_line_says_what_was_claimed_or_why_not(tmp_path, content, status, line):
    code, lines = run(SOURCE, *written(tmp_path, [content()]))
    assert (code, len(lines)) == (status, 1)
    assert lines[0].startswith(line)


@with_node
def test_what_cannot_be_read_is_told_from_what_is_rejected(tmp_path):
    code, lines = run(SOURCE)
    assert (code, lines[0].partition(":")[0]) == (UNREADABLE, "usage")
    good = written(tmp_path, [kept("commitment-strong")])
    code, lines = run(SOURCE, *good, tmp_path / "nowhere.json", tmp_path)
    assert code == UNREADABLE
    assert [line.split(": ")[1] for line in lines] == ["accepted", "unreadable", "unreadable"]


IN_A_PAGE = """
const { readFileSync } = require("fs"), vm = require("vm");
const page = vm.createContext({ TextEncoder, performance });
vm.runInContext(readFileSync(process.argv[1], "utf8"), page);
page.text = readFileSync(process.argv[2], "utf8");
page.right = JSON.parse(page.text);
const said = (code) => vm.runInContext(code, page);
said("GametheoryChecker.check(text)").then((answer) => console.log(JSON.stringify([
  Object.keys(answer), answer.outcome, answer.claim, typeof answer.reason, answer.milliseconds >= 0,
  ...["right", "{ ...right, gap: '2' }", "{ ...right, note: 1n }", "null", "undefined", "[,]", "() => 1",
    "Object.create(right)", "(() => { const x = {}; x.x = x; return x; })()", "NaN",
    "{ ...right, format: 2.5 }", "{ ...right, format: 2n }", "{ get format() { throw 1; } }",
    "new Proxy([], { get() { throw 1; } })",
    "{ ...right, get gap() { return { toString: 1 }; } }",
  ].map((code) => said(`GametheoryChecker.checkNow(${code}).outcome`)), said("Object.keys(globalThis)"),
])));
"""


@with_node
def test_in_a_page_it_is_one_name_and_takes_objects_too(tmp_path):
    paths = written(tmp_path, [kept("commitment-strong")])
    code, lines = run("-e", IN_A_PAGE, SOURCE, *paths)
    fields, outcome, claim, *rest = json.loads(lines[0])
    assert (code, fields) == (0, ["outcome", "reason", "claim", "milliseconds"])
    assert (outcome, claim, *rest[:2]) == ("accepted", "present, gap 1", "string", True)
    assert [place for place, outcome in enumerate(rest[2:-1]) if outcome == "accepted"] == [0, 11]
    assert rest[2:-1].count("rejected") == 13
    assert rest[-1] == ["TextEncoder", "performance", "GametheoryChecker", "text", "right"]


# --- Beside the other checkers ------------------------------------------------------------------------------


@with_node
@steps(252)
def test_it_takes_the_kept_certificates_that_the_one_file_checker_takes(step):
    """All are right; what it leaves is about other questions and games, or proved in other ways."""
    paths = sorted(KEPT.glob("*.json"))
    outcomes, said = answers(paths)
    assert outcomes.count("accepted") > 90
    assert outcomes.count("accepted") + outcomes.count("not mine") == len(paths) > 200
    for path, outcome, line in [*zip(paths, outcomes, said, strict=True)][::step]:
        accepted = outcome == "accepted" or line == LEFT
        assert one_file_judges(path) != "accepted" or accepted, path
    reasons = {line.partition(": ")[2].partition('"')[0] for line in said if line.startswith("not mine")}
    assert reasons == {
        "about ",
        "of the kind ",
        "proved by ",
        "about a rule, or a game over time",
        "about a table that is not of two players",
        "about a tree in which something is hidden",
        "a map of a table with quotients",
    }


@with_node
@pytest.mark.parametrize(("seed", "count"), [(1, 30), slowly(2, 3000), slowly(3, 3000)])
def test_no_change_makes_it_accept_what_verify_rejects(tmp_path, seed, count):
    """Every field is changed, and what is listed as all, of certificates that it accepts."""
    random, made = Random(seed), []
    certificates, listed = short_ones() if count < 100 else every_one()
    own = [data for data in certificates if data.get("paradox") == "option" and judged(data) == "accepted"]
    for data in random.sample(own, min(count, len(own))):
        options = [*changes(data)], [*listed(data)]
        for _ in range(-(-count // len(own))):
            made.append(changed(data, random.choice(options[random.random() < 1 / 4] or options[0])))
    counted = compared(tmp_path, made)
    assert counted["refused", "rejected"] > count / 2
    assert counted["verified", "accepted"] > count / 100


def short_ones():
    """Certificates that are kept and not long."""
    texts = [path.read_text("utf-8") for path in sorted(KEPT.glob("*.json"))]
    return [json.loads(text) for text in texts if len(text) < 1000], lambda data: []


def every_one():
    """All certificates that are tampered with, and the forgeries of what they list."""
    from laws.test_tampered_certificates import forged, pool  # which makes them all

    return pool().values(), forged


def kept(name):
    """A certificate that is kept with the tests."""
    return json.loads((KEPT / f"{name}.json").read_text("utf-8"))


@with_node
@pytest.mark.parametrize(("seed", "count"), [(1, 60), slowly(2, 4000)])
def test_no_slip_in_the_text_makes_it_accept_what_verify_rejects(tmp_path, seed, count):
    """Digits, brackets and names are changed, left out or said twice, in the text of kept certificates."""
    random, texts = (
        Random(seed),
        [path.read_text("utf-8") for path in sorted(KEPT.glob("*.json"))[:: 4 if count < 1000 else 1]],
    )
    counted = compared(tmp_path, [slipped(random, random.choice(texts)) for _ in range(count)])
    assert counted["refused", "rejected"] > count / 4
    assert counted["verified", "accepted"] + counted["verified", "not mine"] > 0


def slipped(random, text):
    """A text with one slip, spaces made anew first so that most slips matter."""
    text = json.dumps(json.loads(text), separators=(",", ":"))
    place, what = random.randrange(len(text)), random.choice(["swap", "gone", "twice", "digit", "field"])
    if what == "digit":
        digits = [match.start() for match in re.finditer(r"\d", text)]
        place = random.choice(digits)
        return (
            text[:place]
            + random.choice(["0", "1", "9", "-1", "1/2", "٣", "1e0", "01", ".0"])
            + text[place + 1 :]
        )
    if what == "field":
        fields = [*re.finditer(r'"[a-z]+":("[^"]*"|\d+)', text)]
        field = random.choice(fields)
        name = random.choice([field[0].split('"')[1], "__proto__", "constructor", "toString", "\\u0067ap"])
        return f'{text[: field.end()]},"{name}":{field[1]}{text[field.end() :]}'
    new = {"swap": text[place + 1 : place + 2] + text[place], "gone": "", "twice": text[place] * 2}[what]
    return text[:place] + new + text[place + (2 if what == "swap" else 1) :]


@with_node
def test_names_that_are_special_in_the_language_are_names_like_others(tmp_path):
    names = ["__proto__", "constructor", "toString", "hasOwnProperty"]
    game = NormalForm.from_tables(
        ["__proto__", "length"], [names, ["valueOf", "0"]], *[[[2, 0], [1, 3], [0, 0], [1, 1]]] * 2
    )
    data = data_of(detect(game, mover="__proto__", action="constructor", quantifier="best").certificate)
    counted = compared(
        tmp_path, [data, {**data, "gap": "9"}, {**data, "proof": {"__proto__": data["proof"]}}]
    )
    assert counted == {("verified", "accepted"): 1, ("refused", "rejected"): 2}


@with_node
def test_games_are_hashed_by_code_points_whatever_their_names(tmp_path):
    """Variables beyond the first plane sort after it, and control characters are written in one way."""
    astral, private, strange = "\U0001d4b3", "\uffef", 'a"\\\n\u0001\u007f\u2028é'
    data = kept("trade-bounded")
    text = json.dumps(data).replace('"r_C"', json.dumps(astral)).replace('"k"', json.dumps(private))
    renamed = json.loads(text.replace('"suppress"', json.dumps(strange)))
    for node in renamed["game"]["nodes"]:
        node |= (
            {"payoffs": [sorted(f, key=lambda term: sorted(term[1].items())) for f in node["payoffs"]]}
            if "payoffs" in node
            else {}
        )
    halved = rehashed(json.loads(json.dumps(renamed).replace(json.dumps(private), '"\\ud800"')))
    assert compared(tmp_path, [rehashed(renamed), halved]) == {
        ("verified", "accepted"): 1,
        ("refused", "rejected"): 1,
    }


@pytest.mark.slow
@with_node
def test_an_exponent_does_not_pose_as_another_part_of_a_polynomial(tmp_path):
    """Exponents are characters in the keys of polynomials, and 49 is the digit 1."""
    power = [["1", {"x": 49}]]
    pairs = [(power, [["11", {}]]), ([["1", {"x": 49, "y": 49}]], [["1", {}], *power])]
    made = [data for after, out in pairs for data in shared_out(after, out, [])]
    assert compared(tmp_path, made) == {("verified", "accepted"): 2, ("refused", "rejected"): 2}


STRANGE = [
    "-0",
    "1/0",
    "01",
    "٣",
    "+1",
    "1.0",
    "1e0",
    "NaN",
    "Infinity",
    " 1",
    "1 ",
    "1/01",
    "2/2",
    "--1",
    "1/-2",
    "0x1",
    "1n",
    "1_0",
    "",
]


@with_node
def test_numbers_are_written_in_one_way(tmp_path):
    data = kept("commitment-strong")
    texts = [
        json.dumps({**data, "gap": "@"}).replace('"@"', form)
        for text in STRANGE
        for form in (f'"{text}"', text)
    ]
    long = [
        json.dumps({**data, "gap": number}) for number in ("9" * 4001, "1" + "0" * 3999, "1/" + "9" * 5000)
    ]
    formats = [
        json.dumps({**data, "format": "@"}).replace('"@"', form)
        for form in ("2.0", "2e0", "02", "-2", '"2"', "9" * 4301)
    ]
    assert compared(tmp_path, [*texts, *long, *formats]) == {
        ("refused", "rejected"): len(texts) + len(long) + len(formats)
    }


@with_node
@pytest.mark.slow
@pytest.mark.parametrize("games", [tables(), trees(chance=True)], ids=["tables", "trees"])
def test_it_judges_random_games_as_verify_does(tmp_path, games):
    """What ``detect`` proves about random games is accepted, and claims that say otherwise are not."""
    made = []

    @always(150, asked(games), st.sampled_from(QUANTIFIERS))
    def collected(case, quantifier):
        game, request = case
        certificate = detect(game, quantifier=quantifier, **request).certificate
        if certificate is not None:
            data = data_of(certificate)
            other = "present" if data["verdict"] == "absent" else "absent"
            rule = QUANTIFIERS[len(made) % 4]
            made.extend([data, {**data, "verdict": other}, {**data, "quantifier": rule}])

    counted = compared(tmp_path, made)
    assert counted["verified", "accepted"] > 100
    assert counted["refused", "rejected"] > 100
    assert counted["verified", "rejected"] == 0


@with_node
@pytest.mark.slow
def test_it_measures_random_maps_as_verify_does(tmp_path):
    """Tables and trees whose payoffs hang on products of two parameters; false shares are refused."""
    random, made = Random(5), []
    for number in range(60):
        entry = lambda: f"{random.randint(-3, 3)}+{random.randint(-2, 2)}*x+{random.randint(-2, 2)}*x*y"  # noqa: E731
        cells = [[(entry(), entry()) for _ in range(2)] for _ in range(2)]
        ranges = {"x": (0, 2, 1), "y": (0, 2, 1)}
        if number % 2:
            family = family_from_table(["A", "B"], [["a", "b"], ["c", "d"]], cells, ranges)
        else:
            rows = [dict(zip("cd", row, strict=True)) for row in cells]
            after = {own: Move("B", f"after {own}", row) for own, row in zip("ab", rows, strict=True)}
            family = family_from_tree(["A", "B"], Move("A", "start", after), ranges)
        data = charted(family, ["x", "y"], QUANTIFIERS[number // 2 % 4], mover="A", action="a", cells=40)
        present = [str(Fraction(end) / 2) for end in data["present"]]
        made += [data, {**data, "present": present}, {**data, "undecided": "1/7"}]
    counted = compared(tmp_path, made)
    assert counted["verified", "accepted"] >= 60
    assert counted["refused", "rejected"] > 60


@with_node
@pytest.mark.slow
def test_it_refuses_every_forgery(tmp_path, monkeypatch):
    """Whatever the tests of forged certificates put to ``verify``."""
    from laws import test_false_certificates  # which makes certificates as it is loaded

    found = []

    def noted(data):
        found.append(deepcopy(data))
        return verify(data)

    monkeypatch.setattr(test_false_certificates, "verified", noted)
    for name, test in vars(test_false_certificates).items():
        if name.startswith("test_") and inspect.isfunction(test) and not inspect.signature(test).parameters:
            test()
    counted = compared(tmp_path, found)
    assert counted["refused", "rejected"] > 100
    assert counted["verified", "accepted"] > 5


TIMED = """
const { checkNow } = require(process.argv[1]), { readFileSync } = require("fs");
for (const path of process.argv.slice(2)) {
  const before = process.cpuUsage(), { outcome, reason } = checkNow(readFileSync(path, "utf8"));
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ outcome, reason, seconds: (user + system) / 1e6 }));
}
"""


@with_node
@steps(301, 3)
def test_hostile_files_are_not_accepted_and_soon_done_with(tmp_path, step):
    names = [*hostile_files.FILES][::step]
    paths = written(tmp_path, [hostile_files.FILES[name]() for name in names])
    code, lines = run("-e", TIMED, SOURCE, *paths)
    assert code == 0
    for name, found in zip(names, map(json.loads, lines), strict=True):
        assert found["outcome"] in ("rejected", "not mine"), (name, found)
        assert found["seconds"] < SECONDS, (name, found)
