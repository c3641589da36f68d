"""Actions as verbs: “deport at once” said as “deports at once”, “deporting at once”, “would deport at once”.

An action is a verb only where that is safe: its first word is in the list, and what follows is an adverb, a
preposition with what belongs to it, a pronoun, a name or a plural.  Anything else is quoted: plays “opera”.
Names of players take an article or a plural where English gives them one.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from gametheory_paradox.table import Record


def _words(kind: str) -> frozenset[str]:
    """A list of words of the file."""
    return frozenset(" ".join(_ENGLISH[kind]).split())


_ENGLISH: Mapping[str, list[str]] = json.loads(
    files("gametheory_paradox.views.words").joinpath("english.json").read_text(encoding="utf-8")
)
VERBS = _words("verbs")
DOUBLING = _words("doubling")  # verbs of several syllables whose last consonant is written twice before -ing
AFTER_A_VERB = _words("after a verb")  # words with which the rest of an action may begin
PLURALS = _words("plurals")
WITH_AN_ARTICLE = PLURALS | _words("with an article")
VOWELS = "aeiou"
SHORT = re.compile("[^aeiou]+[aeiou][^aeiouwxy]$")  # one syllable with one short vowel


@dataclass(frozen=True, repr=False)
class Phrase(Record):
    """An action as a verb, or as something that is played.

    Parameters
    ----------
    verb
        The verb's base form.
    rest
        What follows it, with the space before it.
    negative
        Whether the action is not to do this.
    """

    verb: str
    rest: str = ""
    negative: bool = False

    @property
    def is_quoted(self) -> bool:
        """True if the action is something that is played."""
        return "“" in self.rest

    @property
    def base(self) -> str:
        """The base form: ban, not arm, play “opera”."""
        return f"{'not ' * self.negative}{self.verb}{self.rest}"

    def present(self, *, plural: bool) -> str:
        """The present tense: bans, does not arm, plays “opera”; of several ban, do not arm, play “opera”."""
        if self.negative:
            return f"{'do' if plural else 'does'} not {self.verb}{self.rest}"
        return (self.verb if plural else third_person(self.verb)) + self.rest

    @property
    def gerund(self) -> str:
        """The gerund: banning, not arming, “opera”."""
        if self.is_quoted:
            return self.rest.strip()
        return f"{'not ' * self.negative}{gerund(self.verb)}{self.rest}"


def phrase_of(action: str, names: Collection[str] = (), among: Sequence[str] = ()) -> Phrase:
    """An action as a phrase.

    Parameters
    ----------
    action
        The action, as a game calls it.
    among
        The actions that it is chosen from: it is a verb only where all of them are.
    names
        Names that may stand after a verb, as those of the players.

    Examples
    --------
    >>> phrase_of("deport at once").present(plural=False), phrase_of("ban").gerund
    ('deports at once', 'banning')
    >>> phrase_of("not arm").present(plural=False), phrase_of("opera").present(plural=False)
    ('does not arm', 'plays “opera”')
    >>> phrase_of("fight", among=["fight", "opera"]).present(plural=True)
    'play “fight”'
    """
    found = _verb_phrase(action, names)
    if found is None or any(_verb_phrase(other, names) is None for other in among):
        return Phrase("play", f" “{action}”")
    return found


def _verb_phrase(action: str, names: Collection[str]) -> Phrase | None:
    """An action as a verb; None where that is not safe."""
    words = action.split()
    negative = len(words) > 1 and words[0].lower() == "not"
    if words[:2] == ["do", "not"]:
        negative, words = True, words[1:]
    verb, *rest = (words[1:] if negative else words) or [action]
    if not verb.isupper() or len(verb) == 1:
        verb = verb.lower()
    if verb in VERBS and _is_safe(rest, names):
        return Phrase(verb, "".join(f" {word}" for word in rest), negative)
    return None


def _is_safe(rest: list[str], names: Collection[str]) -> bool:
    """True if English needs nothing between a verb and what follows it."""
    if not rest or rest[0] in AFTER_A_VERB or " ".join(rest) in names:
        return True
    word = rest[0]
    return len(rest) == 1 and (
        word.endswith("ly") or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
    )


def third_person(verb: str) -> str:
    """The third person singular of a verb.

    Examples
    --------
    >>> [third_person(verb) for verb in ("ban", "deny", "stay", "veto", "press", "watch")]
    ['bans', 'denies', 'stays', 'vetoes', 'presses', 'watches']
    """
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"


def gerund(verb: str) -> str:
    """The gerund of a verb.

    Examples
    --------
    >>> [gerund(verb) for verb in ("ban", "lie", "escalate", "agree", "deter", "buy")]
    ['banning', 'lying', 'escalating', 'agreeing', 'deterring', 'buying']
    """
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb in DOUBLING or SHORT.match(verb):
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else f"{verb}ing"


@dataclass(frozen=True, repr=False)
class GrammaticalSubject(Record):
    """A player as the subject of a sentence.

    Parameters
    ----------
    name
        The name, after an article where it takes one.
    plural
        Whether it is several.
    """

    name: str
    plural: bool = False

    @property
    def it(self) -> str:
        """The pronoun as a subject."""
        return "they" if self.plural else "it"

    @property
    def them(self) -> str:
        """The pronoun as an object."""
        return "them" if self.plural else "it"

    def verb(self, base: str) -> str:
        """A verb in the present tense."""
        return base if self.plural else third_person(base)


def subject_of(player: str) -> GrammaticalSubject:
    """A player as a subject.

    Examples
    --------
    >>> subject_of("EU").name, subject_of("Taliban").plural, subject_of("Pakistan").name
    ('the EU', True, 'Pakistan')
    """
    called = player if player.isupper() else f"{player[:1].upper()}{player[1:]}"
    return GrammaticalSubject(f"the {player}" if called in WITH_AN_ARTICLE else player, called in PLURALS)
