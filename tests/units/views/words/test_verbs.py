"""Actions as verbs where that is safe, and as what is played elsewhere."""

import pytest

import gametheory_paradox as gp
from gametheory_paradox import catalog
from gametheory_paradox.views.words.verbs import (
    AFTER_A_VERB,
    DOUBLING,
    PLURALS,
    VERBS,
    WITH_AN_ARTICLE,
    gerund,
    phrase_of,
    subject_of,
)


@pytest.mark.parametrize(
    ("action", "present", "said"),
    [
        ("ban", "bans", "banning"),
        ("deport at once", "deports at once", "deporting at once"),
        ("hold back", "holds back", "holding back"),
        ("lie low", "lies low", "lying low"),
        ("send guards", "sends guards", "sending guards"),
        ("spare nobody", "spares nobody", "sparing nobody"),
        ("strike in Kabul", "strikes in Kabul", "striking in Kabul"),
        ("Cooperate", "cooperates", "cooperating"),
        ("not arm", "does not arm", "not arming"),
        ("do not arm", "does not arm", "not arming"),
        ("veto", "vetoes", "vetoing"),
        ("occupy", "occupies", "occupying"),
        # whatever is no verb, or would need a word between, stands in quotation marks
        ("opera", "plays “opera”", "“opera”"),
        ("not", "plays “not”", "“not”"),
        ("attack highway", "plays “attack highway”", "“attack highway”"),
        ("strike Chinese", "plays “strike Chinese”", "“strike Chinese”"),
        ("status quo", "plays “status quo”", "“status quo”"),
        ("a", "plays “a”", "“a”"),
        ("press class", "plays “press class”", "“press class”"),
        ("BAN", "plays “BAN”", "“BAN”"),
    ],
)
def test_an_action_is_a_verb_only_where_that_is_safe(action, present, said):
    phrase = phrase_of(action)
    assert (phrase.present(plural=False), phrase.gerund) == (present, said)


def test_several_and_what_would_be_done():
    assert phrase_of("host").present(plural=True) == "host"
    assert phrase_of("not arm").present(plural=True) == "do not arm"
    assert phrase_of("opera").present(plural=True) == "play “opera”"
    assert [phrase_of(action).base for action in ("ban", "not arm", "opera")] == [
        "ban",
        "not arm",
        "play “opera”",
    ]


def test_a_players_name_may_be_what_a_verb_is_about():
    assert phrase_of("strike Pakistan", names=["Pakistan"]).present(plural=False) == "strikes Pakistan"
    assert phrase_of("strike Pakistan").present(plural=False) == "plays “strike Pakistan”"


def test_all_that_is_chosen_from_is_said_alike():
    among = ["rest", "attack corridor"]
    assert phrase_of("rest", among=among).present(plural=True) == "play “rest”"
    assert phrase_of("rest", among=["rest", "attack"]).present(plural=True) == "rest"


def test_gerunds_are_spelled_as_english_does():
    pairs = (
        ("ban", "banning"),
        ("plot", "plotting"),
        ("cut", "cutting"),
        ("quit", "quitting"),
        ("deter", "deterring"),
        ("open", "opening"),
        ("offer", "offering"),
        ("cancel", "canceling"),
        ("raid", "raiding"),
        ("escalate", "escalating"),
        ("agree", "agreeing"),
        ("lie", "lying"),
        ("tax", "taxing"),
        ("permit", "permitting"),
        ("harbor", "harboring"),
        ("buy", "buying"),
        ("withdraw", "withdrawing"),
    )
    assert [gerund(verb) for verb, _ in pairs] == [said for _, said in pairs]


def test_players_take_an_article_or_a_plural_where_english_gives_them_one():
    said = {
        name: subject_of(name).name for name in ("EU", "Supplier", "leader", "Transit", "IS-K", "Row", "Ann")
    }
    assert said == {
        "EU": "the EU",
        "Supplier": "the Supplier",
        "leader": "the leader",
        **{name: name for name in ("Transit", "IS-K", "Row", "Ann")},
    }
    taliban, host = subject_of("Taliban"), subject_of("Host")
    assert (taliban.name, taliban.it, taliban.them, taliban.verb("get")) == (
        "the Taliban",
        "they",
        "them",
        "get",
    )
    assert (host.name, host.it, host.them, host.verb("get")) == ("the Host", "it", "it", "gets")


def test_the_lists_hold_words_each_once_and_in_the_right_case():
    assert VERBS | {"abet", "permit"} >= DOUBLING
    assert all(word == word.lower() for word in VERBS | AFTER_A_VERB)
    assert all(word[0].isupper() for word in PLURALS | WITH_AN_ARTICLE)
    assert PLURALS < WITH_AN_ARTICLE
    assert not {"none", "large", "beer", "post", "city", "peace"} & VERBS  # which no model means as verbs


def test_nothing_in_the_catalog_is_left_without_a_reading():
    """Every action of the catalog is a verb of the list or stands in quotation marks."""
    verbs, quoted = set(), set()
    for name in catalog.names()[::12]:
        family = gp.load(name)
        for info in family.form.information_sets:
            for action in info.actions:
                phrase = phrase_of(action, family.players, info.actions)
                (quoted if phrase.is_quoted else verbs).add(action)
                assert phrase.is_quoted == (f"“{action}”" in phrase.present(plural=False))
    assert min(len(verbs), len(quoted)) > 4
