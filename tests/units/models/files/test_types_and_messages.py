"""Bayesian and signaling games in model files: as from Python, and mistakes refused with their places."""

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from witnesses.sampling import ordinarily

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.forms import game_hash
from gametheory_paradox.models import bayesian_family, signaling_family
from gametheory_paradox.models.files import read_model, write_model

BAYESIAN = """\
format: 1
title: T
players: [Kabul, Delhi]
parameters:
  q: {range: [0, 1], baseline: 1/4}
  r: {range: [0, 1], baseline: 1/3}
bayesian:
  types:
    Kabul: {unable: q, unwilling: 1 - q}
    Delhi: {patient: r, hurried: 1 - r}
  actions:
    Kabul: {unable: [wait], unwilling: [act, wait]}
    Delhi: [press, help]
  payoffs:
    unable:
      patient: {wait: {press: [1, 2], help: [3, 4]}}
      hurried: {wait: {press: [5, 6], help: [7, q]}}
    unwilling:
      patient: {act: {press: [9, 10], help: [11, 12]}, wait: {press: [13, 14], help: [15, 16]}}
      hurried: {act: {press: [17, 18], help: [19, 20]}, wait: {press: [21, 22], help: {Delhi: 24, Kabul: 23}}}
terms:
  - {player: Delhi, value: r, when: {chance: unable, Delhi: press}, meaning: chaos}
"""

JOINT = """\
format: 1
players: [Kabul, Delhi]
bayesian:
  state: [rain, sun]
  types:
    Delhi: [wet, dry]
  prior:
    rain: {wet: 1/6, dry: 1/6}
    sun: {wet: 0, dry: 2/3}
  actions:
    Kabul: [act, wait]
    Delhi: [press]
  payoffs:
    rain:
      wet: {act: {press: [1, 2]}, wait: {press: [3, 4]}}
      dry: {act: {press: [5, 6]}, wait: {press: [7, 8]}}
    sun:
      dry: {act: {press: [9, 10]}, wait: {press: [11, 12]}}
"""

SIGNALING = """\
format: 1
title: T
players: [State, Group]
parameters:
  q: {range: [0, 1], baseline: 1/4}
  g: {range: [0, 9], baseline: 2}
signaling:
  sender: Group
  receiver: State
  types: {strong: q, weak: 1 - q}
  messages:
    strong: [attack, boast]
    weak: [rest, attack]
  responses:
    attack: [large, small]
    boast: [ignore]
    rest: []
  payoffs:
    strong: {attack: {large: [-8, 1], small: [-4, g^2]}, boast: {ignore: [0, 0]}}
    weak: {rest: [0, 0], attack: {large: [-2, -g], small: {Group: g, State: -6}}}
terms:
  - {player: Group, value: 1, when: {chance: weak, State: small}}
"""

EVERYWHERE = """\
format: 1
players: [Group, State]
signaling: {sender: Group, receiver: State, types: {s: 1/2, t: 1/2}, messages: [m, n], responses: [x, y]}
terms:
  - {player: Group, value: 1, when: {chance: s, Group: m}}
  - {player: State, value: 2, when: {Group: n, State: y}}
"""


def replaced(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


def refused(text):
    with pytest.raises(ModelSyntaxError) as caught:
        read_model(text, "model.yaml")
    assert caught.value.file == "model.yaml"
    return caught.value


def ends(form):
    return {form.history(at): tuple(p.text() for p in end.payoffs) for at, end in form.terminals()}


def test_a_bayesian_game_is_that_of_python():
    ranges = {"q": (0, 1, "1/4"), "r": (0, 1, "1/3")}
    types = {"Kabul": {"unable": "q", "unwilling": "1 - q"}, "Delhi": {"patient": "r", "hurried": "1 - r"}}
    actions = {"Kabul": {"unable": ["wait"], "unwilling": ["act", "wait"]}, "Delhi": ["press", "help"]}
    payoffs = [
        [[[(1, 2), (3, 4)]], [[(5, 6), (7, "q")]]],
        [[[(9, 10), (11, 12)], [(13, 14), (15, 16)]], [[(17, 18), (19, 20)], [(21, 22), (23, 24)]]],
    ]
    terms = [("Delhi", "r", {"chance": "unable", "Delhi": "press"}, "chaos")]
    built = bayesian_family(["Kabul", "Delhi"], types, actions, payoffs, ranges, terms=terms, title="T")
    assert read_model(BAYESIAN) == built
    assert game_hash(read_model(BAYESIAN).form) == game_hash(built.form)


def test_a_state_and_a_prior_are_read_and_what_cannot_be_is_left_out():
    form = read_model(JOINT).form
    assert form.nodes[0].outcomes == ("rain, wet", "rain, dry", "sun, dry")
    assert [p.text() for p in form.nodes[0].probabilities] == ["1/6", "1/6", "2/3"]
    assert ends(form)["sun, dry", "wait", "press"] == ("11", "12")
    assert [(s.player, s.name) for s in form.information_sets] == [
        ("Kabul", "start"),
        ("Delhi", "wet"),
        ("Delhi", "dry"),
    ]
    more = replaced(JOINT, "      dry: {act: {press: [9", "      wet: {}\n      dry: {act: {press: [9")
    assert read_model(more).form == form


def test_a_signaling_game_is_that_of_python_whatever_the_order_of_the_players():
    payoffs = {
        "strong": {"attack": {"large": (1, -8), "small": ("g^2", -4)}, "boast": {"ignore": (0, 0)}},
        "weak": {"rest": (0, 0), "attack": {"large": ("-g", -2), "small": ("g", -6)}},
    }
    built = signaling_family(
        ["Group", "State"],
        {"strong": "q", "weak": "1 - q"},
        {"strong": ["attack", "boast"], "weak": ["rest", "attack"]},
        {"attack": ["large", "small"], "boast": ["ignore"], "rest": []},
        payoffs,
        {"q": (0, 1, "1/4"), "g": (0, 9, 2)},
        terms=[("Group", 1, {"chance": "weak", "State": "small"})],
        title="T",
    )
    family = read_model(SIGNALING)
    assert family.players == ("State", "Group")
    assert family.form.information_sets == built.form.information_sets
    assert family.form.nodes[0] == built.form.nodes[0]
    assert ends(family.form) == {history: payoffs[::-1] for history, payoffs in ends(built.form).items()}
    text = replaced(SIGNALING, "[State, Group]", "[Group, State]")
    for name in ("[-8, 1]", "[-4, g^2]", "[-2, -g]"):
        left, right = name[1:-1].split(", ")
        text = replaced(text, name, f"[{right}, {left}]")
    assert read_model(text) == built


def test_one_list_of_messages_and_one_of_responses_serve_all():
    found = ends(read_model(EVERYWHERE).form)
    assert len(found) == 8
    assert found["s", "m", "x"] == ("1", "0")
    assert found["t", "n", "y"] == ("0", "2")


@pytest.mark.parametrize(
    "text", [BAYESIAN, JOINT, SIGNALING, EVERYWHERE], ids=["bayesian", "joint", "signaling", "everywhere"]
)
def test_it_is_written_as_a_tree_that_reads_back_the_same(text):
    family = read_model(text)
    written = write_model(family)
    assert "\ntree:\n" in written
    assert read_model(written) == family
    assert game_hash(read_model(written).form) == game_hash(family.form)


BAD = {
    # what: (file, what is replaced, by what, line, words)
    "a tree besides": (BAYESIAN, "bayesian:", "tree: [1, 2]\nbayesian:", 8, "got tree: and bayesian:"),
    "both": (SIGNALING, "signaling:", "bayesian: {}\nsignaling:", 8, "got bayesian: and signaling:"),
    "unknown key": (
        BAYESIAN,
        "  actions:",
        "  action:",
        11,
        "bayesian: unknown key 'action'; did you mean 'actions'?",
    ),
    "no actions": (
        JOINT,
        "  actions:\n    Kabul: [act, wait]\n    Delhi: [press]\n",
        "",
        4,
        "the key 'actions' is missing",
    ),
    "a list of types": (
        BAYESIAN,
        "Kabul: {unable: q, unwilling: 1 - q}",
        "Kabul: [unable, unwilling]",
        9,
        "types of Kabul: expected a mapping from type to probability, got a list; or give",
    ),
    "types are text": (
        BAYESIAN,
        "Kabul: {unable: q, unwilling: 1 - q}",
        "Kabul: unable",
        9,
        "types: expected a list of the types of Kabul, got 'unable'",
    ),
    "no type": (
        BAYESIAN,
        "Delhi: {patient: r, hurried: 1 - r}",
        "Delhi: {}",
        10,
        "types: Delhi needs at least one type",
    ),
    "a type without a name": (
        BAYESIAN,
        "{patient: r",
        "{'': r",
        10,
        "types: a type of Delhi needs a name, got nothing",
    ),
    "types of nobody": (
        BAYESIAN,
        "    Delhi: {patient",
        "    Dehli: {patient",
        10,
        "types: 'Dehli' is not a player; did you mean 'Delhi'?",
    ),
    "no types": (
        BAYESIAN,
        "  types:\n    Kabul: {unable: q, unwilling: 1 - q}\n    Delhi: {patient: r, hurried: 1 - r}\n",
        "",
        8,
        "bayesian: expected types of some player, or a state",
    ),
    "prior of nine tenths": (
        BAYESIAN,
        "{unable: q, unwilling: 1 - q}",
        "{unable: 1/2, unwilling: 2/5}",
        9,
        "types of Kabul: the probabilities must sum to 1, they sum to 9/10",
    ),
    "negative": (
        BAYESIAN,
        "{unable: q, unwilling: 1 - q}",
        "{unable: 2*q, unwilling: 1 - 2*q}",
        9,
        "types of Kabul: the probability of unwilling, 1 - 2*q, is -1 at q = 1",
    ),
    "unknown parameter": (
        BAYESIAN,
        "{unable: q,",
        "{unable: p,",
        9,
        "types of Kabul: the probability of unable: 'p' is not a known name",
    ),
    "never drawn": (
        BAYESIAN,
        "{unable: q, unwilling: 1 - q}",
        "{unable: 0, unwilling: 1}",
        9,
        "the type 'unable' of Kabul is never drawn",
    ),
    "a comma": (
        BAYESIAN,
        "{patient: r, hurried",
        "{'patient, calm': r, hurried",
        8,
        "the type 'patient, calm' looks like a list of types",
    ),
    "given twice": (
        JOINT,
        "state: [rain, sun]",
        "state: {rain: 1/3, sun: 2/3}",
        4,
        "the probabilities are given twice: here, and in prior",
    ),
    "joint prior": (
        JOINT,
        "dry: 2/3",
        "dry: 17/30",
        8,
        "prior: the probabilities must sum to 1, they sum to 9/10",
    ),
    "hole in the prior": (
        JOINT,
        "wet: 0, dry: 2/3",
        "dry: 2/3",
        9,
        "the probabilities at sun, wet are missing",
    ),
    "unknown in the prior": (
        JOINT,
        "    sun: {wet: 0",
        "    snow: {wet: 0",
        9,
        "the probabilities: 'snow' is not a state; the states are rain, sun",
    ),
    "unknown type in the prior": (
        JOINT,
        "{wet: 0,",
        "{wett: 0,",
        9,
        "the probabilities at sun: 'wett' is not a type of Delhi; did you mean 'wet'? "
        "the types of Delhi are wet, dry",
    ),
    "prior is a list": (
        JOINT,
        "{wet: 1/6, dry: 1/6}",
        "[1/6, 1/6]",
        8,
        "the probabilities at rain: expected one entry per type of Delhi, wet, dry; got a list",
    ),
    "prior is deep": (
        JOINT,
        "wet: 0,",
        "wet: [0],",
        9,
        "prior: the probability of sun, wet: expected a number or a formula, got a list",
    ),
    "never in the prior": (
        JOINT,
        "{wet: 1/6, dry: 1/6}",
        "{wet: 0, dry: 1/3}",
        8,
        "the type 'wet' of Delhi is never drawn",
    ),
    "actions missing": (JOINT, "    Delhi: [press]\n", "", 11, "actions: the actions of Delhi are missing"),
    "actions of nobody": (
        JOINT,
        "    Delhi: [press]",
        "    Dehli: [press]",
        12,
        "actions: 'Dehli' is not a player",
    ),
    "actions by type of who has none": (
        JOINT,
        "Kabul: [act, wait]",
        "Kabul: {rain: [act]}",
        11,
        "actions: Kabul has no types; expected a list of its actions, got a mapping",
    ),
    "actions of an unknown type": (
        BAYESIAN,
        "Kabul: {unable: [wait],",
        "Kabul: {unabel: [wait],",
        12,
        "actions: 'unabel' is not a type of Kabul; did you mean 'unable'?",
    ),
    "actions of a type missing": (
        BAYESIAN,
        "{unable: [wait], unwilling",
        "{unwilling",
        12,
        "actions: the actions of unable are missing",
    ),
    "no action": (BAYESIAN, "unable: [wait]", "unable: []", 12, "actions: unable needs at least one action"),
    "action twice": (
        BAYESIAN,
        "[press, help]",
        "[press,\n      press]",
        14,
        "Delhi's action 'press' stands twice: in line 13 and in line 14",
    ),
    "action is a list": (
        BAYESIAN,
        "[press, help]",
        "[press, [help]]",
        13,
        "actions: expected the name of an action of Delhi, got a list",
    ),
    "payoff of a type missing": (
        JOINT,
        "    sun:\n      dry",
        "    snow:\n      dry",
        17,
        "the payoffs: 'snow' is not a state",
    ),
    "cell missing": (
        BAYESIAN,
        ", help: [3, 4]",
        "",
        16,
        "the payoffs at unable, patient, wait, help are missing",
    ),
    "type missing": (
        BAYESIAN,
        "      hurried: {wait: {press: [5, 6], help: [7, q]}}\n",
        "",
        16,
        "the payoffs at unable, hurried are missing",
    ),
    "an action its type lacks": (
        BAYESIAN,
        "patient: {wait:",
        "patient: {act:",
        16,
        "the payoffs at unable, patient: 'act' is not an action of Kabul; the actions of Kabul are wait",
    ),
    "payoff missing": (
        BAYESIAN,
        "[3, 4]",
        "[3]",
        16,
        "the cell unable, patient, wait, help: expected 2 payoffs, for Kabul, Delhi; got 1",
    ),
    "formula": (
        BAYESIAN,
        "[7, q]",
        "[7, qq]",
        17,
        "the cell unable, hurried, wait, help: the payoff of Delhi: 'qq' is not a known name",
    ),
    "no payoffs": (
        SIGNALING[: SIGNALING.index("  payoffs:")],
        "[State, Group]",
        "[State, Group]",
        8,
        "the cell strong, attack, large: the payoffs are missing, and the file has no terms",
    ),
    "term on an unknown type": (
        BAYESIAN,
        "chance: unable,",
        "chance: unabel,",
        22,
        "'unabel' is not an outcome of chance; did you mean 'unable'? "
        "its outcomes are unable, patient, hurried, unwilling",
    ),
    "term on an unknown action": (
        BAYESIAN,
        "Delhi: press}",
        "Delhi: act}",
        22,
        "'act' is not an action of Delhi; its actions are press, help",
    ),
    "order of sets": (
        JOINT,
        "bayesian:",
        "information_sets: [{player: Delhi, information_set: wet}]\nbayesian:",
        3,
        "information_sets: belongs to a tree; this model has bayesian:",
    ),
    "no sender": (
        SIGNALING,
        "  sender: Group\n",
        "",
        8,
        "signaling: the key 'sender' is missing (who knows its type and sends)",
    ),
    "unknown sender": (
        SIGNALING,
        "sender: Group",
        "sender: Groop",
        8,
        "signaling: sender: 'Groop' is not a player; did you mean 'Group'?",
    ),
    "unknown receiver": (
        SIGNALING,
        "receiver: State",
        "receiver: Gruop",
        9,
        "signaling: receiver: 'Gruop' is not a player",
    ),
    "talks to itself": (
        SIGNALING,
        "receiver: State",
        "receiver: Group",
        9,
        "'Group' is both the sender and the receiver",
    ),
    "a third player": (
        SIGNALING,
        "[State, Group]",
        "[State, Group, Bystander]",
        8,
        "a signaling game has two players; what Bystander can do needs a tree",
    ),
    "types are a list": (
        SIGNALING,
        "{strong: q, weak: 1 - q}",
        "[strong, weak]",
        10,
        "types: expected a mapping",
    ),
    "no types at all": (SIGNALING, "{strong: q, weak: 1 - q}", "{}", 10, "types: expected 1 entry"),
    "sum": (
        SIGNALING,
        "{strong: q, weak: 1 - q}",
        "{strong: 1/2, weak: 0.4}",
        10,
        "types of Group: the probabilities must sum to 1, they sum to 9/10",
    ),
    "a type never drawn": (
        SIGNALING,
        "{strong: q, weak: 1 - q}",
        "{strong: 1, weak: 0}",
        10,
        "types: 'weak' is never drawn: its probability is 0; leave it out",
    ),
    "messages of an unknown type": (
        SIGNALING,
        "    weak: [rest",
        "    week: [rest",
        13,
        "messages: 'week' is not a type of Group; did you mean 'weak'? the types are strong, weak",
    ),
    "messages missing": (
        SIGNALING,
        "    weak: [rest, attack]\n",
        "",
        12,
        "messages: the messages of weak are missing",
    ),
    "no message": (
        SIGNALING,
        "weak: [rest, attack]",
        "weak: []",
        13,
        "messages: weak needs at least one message",
    ),
    "messages are text": (
        SIGNALING,
        "weak: [rest, attack]",
        "weak: rest",
        13,
        "messages: expected a list of the messages of weak, got 'rest'",
    ),
    "message twice": (SIGNALING, "[rest, attack]", "[rest, rest]", 13, "weak's message 'rest' stands twice"),
    "a message that no type can send": (
        SIGNALING,
        "    rest: []",
        "    rest: []\n    bomb: [large]",
        18,
        "responses: no type of Group can send 'bomb'; the messages are attack, boast, rest",
    ),
    "responses missing": (
        SIGNALING,
        "    rest: []\n",
        "",
        15,
        "responses: those to 'rest' are missing; write [] if the game ends there",
    ),
    "responses are text": (
        SIGNALING,
        "rest: []",
        "rest: end",
        17,
        "responses: expected a list of the responses of State to rest, got 'end'",
    ),
    "no responses": (
        EVERYWHERE,
        "responses: [x, y]",
        "responses: []",
        3,
        "responses: State needs at least one response",
    ),
    "payoffs after the end": (
        SIGNALING,
        "rest: [0, 0],",
        "rest: {large: [0, 0]},",
        20,
        "the cell weak, rest: 'large' is not a player",
    ),
    "payoffs of a response missing": (
        SIGNALING,
        "{large: [-8, 1], small: [-4, g^2]}",
        "{large: [-8, 1]}",
        19,
        "the payoffs at strong, attack, small are missing",
    ),
    "payoffs of an unknown message": (
        SIGNALING,
        "boast: {ignore",
        "rest: {ignore",
        19,
        "the payoffs at strong: 'rest' is not a message of strong; the messages of strong are attack, boast",
    ),
    "payoffs in a list": (
        SIGNALING,
        "boast: {ignore: [0, 0]}",
        "boast: [0, 0]",
        19,
        "the payoffs at strong, boast: expected one entry per response, ignore; got a list",
    ),
    "term on an unknown message": (
        SIGNALING,
        "State: small}}",
        "Group: smile}}",
        22,
        "'smile' is not an action of Group; its actions are attack, boast, rest",
    ),
    "question": (
        SIGNALING,
        "signaling:",
        "question: {mover: State, action: large, at: [after rest]}\nsignaling:",
        7,
        "question: State has no information set 'after rest'; did you mean 'after boast'? "
        "it has 'after attack', 'after boast'",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_refused_with_its_place(kind):
    text, old, new, line, words = BAD[kind]
    problem = refused(replaced(text, old, new))
    assert words in problem.message
    assert problem.line == line
    assert problem.column is not None


def test_the_column_is_that_of_the_mistake():
    assert (
        refused(replaced(BAYESIAN, "{unable: q,", "{unable: 1 - p,")).column
        == "    Kabul: {unable: 1 - p".index("p") + 1
    )
    text = replaced(SIGNALING, "    rest: []", "    rest: []\n    bomb: [large]")
    assert refused(text).column == 5
    assert (
        refused(replaced(BAYESIAN, "patient: {wait:", "patient: {act:")).column
        == "      patient: {act".index("act") + 1
    )


def test_a_huge_bayesian_game_is_refused_before_it_is_built():
    players = [f"p{n}" for n in range(40)]
    types = "".join(f"    {p}: {{s: 1/2, t: 1/2}}\n" for p in players)
    actions = "".join(f"    {p}: [a]\n" for p in players)
    text = f"format: 1\nplayers: [{', '.join(players)}]\nbayesian:\n  types:\n{types}  actions:\n{actions}"
    assert "more than 200,000" in refused(text + "terms: [{player: p1, value: 1}]\n").message
    some = "".join(f"    {p}: {{s: x, t: 1 - x}}\n" for p in players[:14])
    text = text.replace(types, some).replace(
        "bayesian:", "parameters: {x: {range: [0, 1], baseline: 1}}\nbayesian:"
    )
    assert (
        "the prior would have up to 4,782,969 terms"
        in refused(text + "terms: [{player: p1, value: 1}]\n").message
    )


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=","), min_size=1, max_size=5)


def lists(most):
    return st.lists(names, min_size=1, max_size=most, unique=True)


@st.composite
def bayesian_games(draw):
    """Bayesian games with odd names, in which some profiles cannot be drawn."""
    players = draw(lists(3))
    types = {
        player: draw(lists(2)) for player in draw(st.lists(st.sampled_from(players), min_size=1, unique=True))
    }
    state = draw(st.one_of(st.none(), lists(2)))
    actions = {p: draw(lists(2)) for p in players}
    size = len(state or [0])
    for own in types.values():
        size *= len(own)
    weights = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size).filter(any))
    odds = iter([f"{w}/{sum(weights)}" for w in weights])

    def nest(levels):
        return {name: nest(levels[1:]) for name in levels[0]} if levels else next(odds)

    prior = nest([*([state] if state else []), *(types[p] for p in players if p in types)])
    moves = [(p, a) for p in players for a in actions[p]]
    terms = [(p, draw(st.integers(-3, 3)), [draw(st.sampled_from(moves))]) for p in players]
    try:
        return bayesian_family(players, types, actions, None, {}, state=state, prior=prior, terms=terms)
    except InvalidGame:  # a type was drawn with probability 0, or two have one name on the branches
        reject()


@pytest.mark.slow
@settings(max_examples=ordinarily(24, 60), deadline=None)
@given(bayesian_games())
def test_whatever_the_names_it_comes_back_the_same(family):
    again = read_model(write_model(family))
    assert again == family
    assert game_hash(again.form) == game_hash(family.form)


@pytest.mark.slow
def test_the_law_meets_games_with_several_types_and_states():
    seen = set()

    @settings(max_examples=80, deadline=None, database=None)
    @given(bayesian_games())
    def collect(family):
        seen.add(min(len(family.form.nodes[0].outcomes), 3))
        seen.update("start" for s in family.form.information_sets if s.name == "start")

    collect()
    assert {1, 2, 3, "start"} <= seen


PIECES = [
    "",
    "end",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "[]",
    "{}",
    "''",
    '"',
    "\n",
    "  ",
    "1/0",
    "0",
    "q",
    "chance",
    "weak",
    "rain",
    "wait",
]


@st.composite
def damaged(draw):
    """A model file with a few pieces cut out and others put in."""
    text = draw(st.sampled_from([BAYESIAN, JOINT, SIGNALING, EVERYWHERE]))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
    return text


@given(damaged())
def test_whatever_is_damaged_the_answer_is_a_family_or_a_complaint_with_a_line(text):
    try:
        family = read_model(text, "model.yaml")
    except ModelSyntaxError as problem:
        place = (problem.file, problem.line is not None)
    else:
        place = (family.origin, True)
    assert place == ("model.yaml", True)
