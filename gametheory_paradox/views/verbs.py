"""Actions as verbs: “deport at once” said as “deports at once”, “deporting at once”, “would deport at once”.

An action is a verb only where that is safe: its first word is in the list, and what follows is an adverb, a
preposition with what belongs to it, a pronoun, a name or a plural.  Anything else is quoted: plays “opera”.
Names of players take an article or a plural where English gives them one.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_VERBS = """
abandon abstain accept accuse acquiesce act adapt admit adopt advance advise agree aid allow ally annex
announce answer appease apply approve arm arrest ask assault assist attack audit avoid back ban bargain
beg betray bid block blockade bluff boycott break bribe build buy call cancel cede challenge cheat choose
close coerce collude combat come commit compensate compete complain comply compromise concede confess
confront conquer consent continue contribute control cooperate coordinate copy cross curb cut dare decline
decrease defect defend defer defy delay demand demobilize denounce deny deploy deport destroy deter
develop disarm disclose dissent divide do donate drop duel economize embargo employ encourage end endorse
enforce engage enter escalate escape evacuate evade exclude execute exempt exit expand expel exploit
export expose extend fight fire flee follow forgive fund gamble give go grant guard halt harbor harbour
harden help hesitate hide hinder hire hit hoard hold honor honour host ignore imitate impose improve
include increase inform innovate insist inspect insure intervene invade invest investigate invite join
jump keep kill lead leave lend liberalize lie lift limit link listen litigate lobby lower maintain make
meet merge migrate mobilize modernize monitor move narrow negotiate obey obstruct occupy offer open oppose
order oust overreact pardon participate partition pass patrol pay persist plot pollute preempt prepare
press prevent produce promise propose protect protest provoke publish pull punish push quit raid raise
rally ratify react rearm reassure rebel rebuild recognize reconcile recruit reduce refrain refuse regulate
reject release relent rely remain repay report repress resell resign resist respond rest restrain restrict
retaliate retreat return reveal revolt reward run sabotage sanction save search secede secure seize sell
send settle share shelter shift shirk shoot show sign signal sit smuggle soften spare speak spend split
spy stall stand starve stay steal stockpile stop strike struggle submit subsidize sue supply support
suppress surrender suspend swerve take talk tax tell terminate threaten tighten tolerate trade train treat
trust try turn unite upgrade use vaccinate verify veto vote wait warn watch weaken win withdraw withhold
work yield
"""
VERBS = frozenset(_VERBS.split())
_DOUBLING = """
abet admit commit control defer deter expel patrol permit quit rebel submit
"""
DOUBLING = frozenset(_DOUBLING.split())  # a last consonant is written twice before -ing
_AFTER_A_VERB = """
a about across after again against ahead all along another anybody anyone anything apart around as aside
at away back before behind below between beyond both by down each early either elsewhere everybody
everyone everything everywhere fast firm first for forward from half hard her here high him in inside into
it its last late later less long low more most much neither no nobody none nothing now off on once one
only onto out outside over peacefully quietly some soon still straight strong that the their them there
these this those through to together tough towards twice under until up upon us when where while who with
within without yes
"""
AFTER_A_VERB = frozenset(_AFTER_A_VERB.split())  # words with which the rest of an action may begin
_PLURALS = """
Allies Banks Citizens Civilians Conservatives Consumers Democrats Exporters Extremists Farmers Firms
Forces Guerrillas Hardliners Houthis Importers Insurgents Kurds Liberals Militants Militias Moderates
Neighbors Neighbours Peacekeepers Police Protesters Rebels Reformers Republicans Separatists Settlers
Smugglers Soldiers Taliban Terrorists Traders Troops TTP Unions Voters Workers
"""
PLURALS = frozenset(_PLURALS.split())
_WITH_AN_ARTICLE = """
Agency Agent Aggressor Army Attacker AU Authority Bank Buyer Challenger Client Coalition Coercer Court
Decliner Defender Deterrer East ECB Employer Enemy Entrant EU Exporter Fed Firm Follower Government Group
Hegemon Host IMF Importer Incumbent Inspector Insurgency Judge Junta Leader Majority Minister Ministry
Minority Monopolist Neighbor Neighbour North Opposition Patron President Principal Protector Proxy Public
Receiver Regime Regulator Riser Rival Ruler Seller Sender Signaler South State Store Supplier Target
Terrorist UAE UK UN Union US USA USSR Victim Voter West Worker WTO
"""
WITH_AN_ARTICLE = PLURALS | frozenset(_WITH_AN_ARTICLE.split())
VOWELS = "aeiou"
SHORT = re.compile("[^aeiou]+[aeiou][^aeiouwxy]$")  # one syllable with one short vowel


@dataclass(frozen=True)
class Phrase:
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
        """Whether the action is something that is played."""
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
    """Whether English needs nothing between a verb and what follows it."""
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


@dataclass(frozen=True)
class Subject:
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


def subject_of(player: str) -> Subject:
    """A player as a subject.

    Examples
    --------
    >>> subject_of("EU").name, subject_of("Taliban"), subject_of("Pakistan").name
    ('the EU', Subject(name='the Taliban', plural=True), 'Pakistan')
    """
    called = player if player.isupper() else f"{player[:1].upper()}{player[1:]}"
    return Subject(f"the {player}" if called in WITH_AN_ARTICLE else player, called in PLURALS)
