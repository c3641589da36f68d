"""A story in plain English: the play in both games, and the numbers that make each mover do what it does."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from gametheory_paradox.detectors.path_of_play import LocalStrategy, Odds, Reason
from gametheory_paradox.detectors.story import Scene, Story
from gametheory_paradox.forms import ExtensiveForm, StochasticGame
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import listed
from gametheory_paradox.views.axis import amount
from gametheory_paradox.views.words.sentences import capitalized, number
from gametheory_paradox.views.words.verbs import GrammaticalSubject, Phrase, phrase_of, subject_of

SEVERAL = GrammaticalSubject("", plural=True)
OVER_TIME = "what an action gives is the discounted sum from there on, if all then go on as they do."
MOST_CLAUSES = 8  # choices of a path that are told one by one
MOST_REASONS = 6  # of a game; of more each player's closest
MOST_REPLIES = 3
SPELLED = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
LEADS: Mapping[str, tuple[str, str, str]] = {  # the first game, the first again, the second
    "option": ("with the option", "with it", "without it"),
    "options": ("with the options", "with them", "without them"),
    "third-party": ("with the option", "with it", "without it"),
    "security-insecurity": ("with the policy", "with it", "without it"),
    "dominance-trap": ("with the option", "with it", "without it"),
    "comparative-statics": ("before the change", "before it", "after it"),
    "information": ("with these not told apart", "with these not told apart", "with these told apart"),
}
END_SAID = {  # which of several equilibria is told, and the same where they are not counted
    "low": ("none of which is worse for {mover}", "than which none is worse for {mover}"),
    "high": ("none of which is better for {mover}", "than which none is better for {mover}"),
    "only": ("all of which pay {mover} the same", "that pays {mover} what every other does"),
    "payoff-dominant": ("none of which is better for anybody", "than which none is better for anybody"),
    "risk-dominant": ("of which it is the risk-dominant one", "that is the risk-dominant one"),
}


def story_said(story: Story, units: Mapping[str, str] = {}) -> list[str]:
    r"""A story in paragraphs: the play in both games, and for each game why it is played so.

    Parameters
    ----------
    story
        The story.
    units
        The unit of a player's payoffs, where it has one.

    Returns
    -------
    Three paragraphs, the second and third perhaps empty; none where nothing is told.

    Examples
    --------
    >>> from gametheory_paradox.detectors import detect, story_of
    >>> from gametheory_paradox.forms import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> actions = [["arm", "not arm"], ["attack", "wait"]]
    >>> game = NormalForm.from_tables(["Ann", "Bob"], actions, first, second)
    >>> for paragraph in story_said(story_of(detect(game, mover="Ann", action="arm"))):
    ...     print(paragraph.replace(". ", ".\n"))
    With the option Ann arms and Bob attacks; without it Ann does not arm and Bob waits.
    With it, Ann arms whatever Bob does: arming gives it 2, not arming 1.
    Bob attacks because Ann arms: attacking gives it 1, waiting 0.
    Without it, Bob waits because Ann does not arm: waiting gives it 2, attacking 0.
    """
    if not story.scenes:
        return []
    first, second = story.scenes
    opening, *leads = _leads(story.question)
    told = [_SceneText(scene, units) for scene in story.scenes]
    paragraphs = [_play_said(story, told, opening, leads[1])]

    # The comparisons: what is the same in both games is said once.
    if first.steps == second.steps:
        leads = ["", f"{leads[1]}, too"]
    closest = _closest(first.reasons), _closest([own for own in second.reasons if own not in first.reasons])
    for text, reasons, lead in zip(told, closest, leads, strict=True):
        said = text.reasons(reasons)
        if said and text.over_time and text is told[0]:
            said.append(OVER_TIME)
        if said and closest[1] and lead:
            said[0] = f"{lead}, {said[0]}"
        paragraphs.append(" ".join(map(capitalized, said)))
    return paragraphs


def _leads(question: Question) -> tuple[str, str, str]:
    several = question.paradox == "option" and len(question.action) > 1
    return LEADS["options" if several else question.paradox]


def _play_said(story: Story, told: "Sequence[_SceneText]", opening: str, lead: str) -> str:
    """The play in both games, in one sentence where no word is needed about which equilibrium that is."""
    first, second = story.scenes
    which = [_which(scene, story.question.mover) for scene in story.scenes]
    clauses, comma = [text.play() for text in told], "," * told[0].over_time
    if first.steps == second.steps and which[0] == which[1]:  # the play is the same
        both = f"{opening} and {lead} alike"
        return capitalized(
            f"{both}, {which[0]}, {clauses[0]}." if which[0] else f"{both}{comma} {clauses[0]}."
        )

    parts = [
        f"{start}, {own}, {play}" if own else f"{start}{comma} {play}"
        for start, own, play in zip((opening, lead), which, clauses, strict=True)
    ]
    if any(which):
        return " ".join(capitalized(f"{part}.") for part in parts)
    return capitalized(f"{'; '.join(parts)}.")


def _which(scene: Scene, mover: str) -> str:
    """The equilibrium that is told, of several; nothing where there is but one."""
    if scene.count == 1:
        return ""
    listed_, alone = (own.format(mover=subject_of(mover).name) for own in END_SAID[scene.end])
    if scene.count or scene.infinite:
        number = scene.count or 0
        many = SPELLED.get(number, str(number)) if number else "infinitely many"
        return f"in one of {many} equilibria, {listed_}"
    return f"in an equilibrium {alone}"


def _closest(reasons: Sequence[Reason]) -> Sequence[Reason]:
    """All comparisons, or if these are many each player's closest one."""
    if len(reasons) <= MOST_REASONS:
        return reasons
    tightest: dict[str, Reason] = {}
    for own in sorted(reasons, key=lambda reason: reason.margin or 0):
        tightest.setdefault(own.player, own)
    return [own for own in reasons if tightest[own.player] == own][:MOST_REASONS]


class _SceneText:
    """One game's play and reasons in the words of its model."""

    def __init__(self, scene: Scene, units: Mapping[str, str]):
        self.scene, self.over_time = scene, isinstance(scene.game, StochasticGame)
        self.units = {} if self.over_time else units  # which are those of one period
        self.choices = {(info.player, info.name): info.actions for info in scene.game.information_sets}
        self.placed = {  # where the place must be said
            (own.player, own.place)
            for own in scene.steps
            if own.reached < 1
            or self.over_time
            or any(
                o.player == own.player and o.place != own.place and o.odds == own.odds for o in scene.steps
            )
        }

    def play(self) -> str:
        """The path of play as clauses; over time state by state."""
        if self.over_time:
            return self._by_state()
        groups: list[list[LocalStrategy]] = []
        for step in self.scene.steps:
            if groups and groups[-1][0].player == step.player:
                groups[-1].append(step)
            else:
                groups.append([step])
        rest = sum(map(len, groups[MOST_CLAUSES:]))
        clauses = self._together(groups[:MOST_CLAUSES])
        if rest:
            clauses.append(f"{rest} more {'choices follow' if rest > 1 else 'choice follows'}")
        return _series(clauses)

    def _by_state(self) -> str:
        """A clause for each state, the first ones first."""
        clauses = []
        for place, steps in groupby(self.scene.steps, key=lambda step: step.place):
            does = ((subject_of(own.player), own) for own in steps)
            said = [f"{who.name} {self._does(own, _present(who))}" for who, own in does]
            clauses.append(f"in “{place}” {listed(said)}")
        if rest := len(clauses[MOST_CLAUSES:]):
            clauses[MOST_CLAUSES:] = [f"there are choices in {rest} more state{'s' * (rest > 1)}"]
        return _series(clauses) or "nobody has a choice"

    def _together(self, groups: Sequence[Sequence[LocalStrategy]]) -> list[str]:
        """A clause for each player's steps; in a table one for several that do the same."""
        clauses, places = [], isinstance(self.scene.game, ExtensiveForm)
        alike = groupby(groups, key=lambda own: (places and own[0].place, self._group(own, SEVERAL)))
        for (_, predicate), own in alike:
            same = list(own)
            who = [subject_of(steps[0].player) for steps in same]
            said = predicate if len(same) > 1 else self._group(same[0], who[0])
            clauses.append(f"{listed([one.name for one in who])} {said}")
        return clauses

    def _group(self, steps: Sequence[LocalStrategy], who: GrammaticalSubject) -> str:
        """A player's actions at places that follow each other, alike ones together."""
        alike = dict[Odds, list[LocalStrategy]]()
        for step in steps:
            alike.setdefault(step.odds, []).append(step)
        parts = []
        for own in alike.values():
            where = listed([f"at “{step.place}”" for step in own if (step.player, step.place) in self.placed])
            parts.append(f"{self._does(own[0], _present(who))} {where}".rstrip())
        verb = who.verb("play")
        if all(part.startswith(f"{verb} “") for part in parts):
            parts = [parts[0], *(part.removeprefix(f"{verb} ") for part in parts[1:])]
        return _series(parts)

    def reasons(self, reasons: Sequence[Reason]) -> list[str]:
        """Why everybody does what it does; those who stand alike in a table are told of together."""
        said: list[str] = []
        for _, alike in groupby(
            reasons, key=lambda own: (own.always, own.gets, own.would_get, own.actions, own.instead)
        ):
            same = list(alike)
            together = same[0].always and len(same) > 1
            said += [self._in_unison(same)] if together else map(self.reason, same)
        return said

    def _in_unison(self, reasons: Sequence[Reason]) -> str:
        """The same dominant action of several players, who get the same by it."""
        first, names = reasons[0], listed([subject_of(own.player).name for own in reasons])
        does, other = (self._phrase(first, action) for action in (first.actions[0], first.instead))
        next_best = ", the next best," if len(self.choices[first.player, first.place]) > 2 else ""
        assert first.would_get is not None  # there is another action
        others = "the other does" if len(self.scene.game.players) == 2 else "the others do"
        return (
            f"{names} {does.present(plural=True)} whatever {others}: {does.gerund} gives each "
            f"{self._amount(first)}, {other.gerund}{next_best} {number(first.would_get)}."
        )

    def reason(self, reason: Reason) -> str:
        """Why a player does what it does, its first letter small."""
        if len(reason.actions) > 1:
            return self._indifferent(reason)
        assert reason.would_get is not None  # there is another action
        who, head = subject_of(reason.player), self._head(reason)
        does, other = (self._phrase(reason, action) for action in (reason.actions[0], reason.instead))
        gets, would = self._amount(reason), number(reason.would_get)
        head = f"{head} {does.present(plural=who.plural)}"
        if reason.margin == 0:
            return f"{head}, and could as well {other.base}: either gives {who.them} {gets}."

        # Where all others do the same either way, that is the reason.
        next_best = ", the next best," if len(self.choices[reason.player, reason.place]) > 2 else ""
        given, then, otherwise = (_certain(own) for own in (reason.given, reason.then, reason.otherwise))
        if _alike(reason):
            values = f"{does.gerund} gives {who.them} {gets}, {other.gerund}{next_best} {would}"
            return f"{head}{self._because(reason)}: {values}."

        # Else what follows, and what would follow.
        if given:
            head = f"{head}, given that {listed(self._clauses(given))}"
        now = f"that gives {who.them} {gets}"
        if then:
            replies = listed(self._clauses(then, "then ", after=reason.player))
            now = f"{replies}, and {who.name} {who.verb('get')} {gets}"
        turn = f"Were {who.it} to {other.base}{next_best.removesuffix(',')}"
        if otherwise:
            replies = listed(self._clauses(otherwise, would=True, after=reason.player))
            return f"{head}: {now}. {turn}, {replies}, and {who.name} would get {would}."
        return f"{head}: {now}. {turn}, {who.it} would get {would}."

    def _indifferent(self, reason: Reason) -> str:
        """Why a player mixes."""
        who, seen = subject_of(reason.player), _certain((*reason.given, *reason.then))
        mixers = [subject_of(own.player) for own in seen if len(own.odds) > 1 and own.player != reason.player]
        mix = "mix" if len(mixers) > 1 or any(own.plural for own in mixers) else "mixes"
        against = f", as {listed([own.name for own in mixers])} {mix}," if mixers else ""
        way = "either way" if len(reason.actions) == 2 else "whichever it is"
        gets = f"{who.it} {who.verb('get')} {self._amount(reason)} {way}"
        said = f"{self._head(reason)} {who.verb('mix')} because{against} {gets}"
        if reason.would_get is None or reason.margin == 0:
            return f"{said}."
        other = self._phrase(reason, reason.instead).gerund
        return f"{said}; {other} would give {who.them} {number(reason.would_get)}."

    def _because(self, reason: Reason) -> str:
        """The clause on what others do, whatever of the two the player does."""
        if reason.always:
            others = [subject_of(own.player) for own in reason.given]
            alone = others[0] if len(others) == 1 else None
            return f" whatever {alone.name} {alone.verb('do')}" if alone else " whatever the others do"
        blind = [own.place == other.place for own, other in zip(reason.then, reason.otherwise, strict=True)]
        replies = self._clauses(_certain(reason.then), would=not all(blind))
        because = listed([*self._clauses(_certain(reason.given)), *replies])
        return f" because {because}{'' if all(blind) else ' either way'}" if because else ""

    def _head(self, reason: Reason) -> str:
        """The player, the place where it needs one, and what it holds of chance."""
        who = subject_of(reason.player)
        where = "in" if self.over_time else "at"
        place = f"{where} “{reason.place}” " if (reason.player, reason.place) in self.placed else ""
        if not reason.believes:
            return f"{place}{who.name}"
        if len(reason.believes) == 1:
            return f"{place}{who.name}, sure of “{reason.believes[0][0]}”,"
        odds = listed([f"“{name}” at {_chance(p)}" for name, p in reason.believes])
        return f"{place}{who.name}, {'who put' if who.plural else 'which puts'} {odds},"

    def _amount(self, reason: Reason) -> str:
        return amount(reason.gets, self.units.get(reason.player, ""))

    def _phrase(self, at: LocalStrategy | Reason, action: str) -> Phrase:
        return phrase_of(action, self.scene.game.players, self.choices[at.player, at.place])

    def _does(self, step: LocalStrategy, form: Callable[[Phrase], str]) -> str:
        """The actions taken, with the odds if there are several."""
        phrases = [self._phrase(step, action) for action, _ in step.odds]
        if len(phrases) == 1:
            return form(phrases[0])
        quoted = phrases[0].is_quoted
        said = [form(phrases[0]), *(own.rest.strip() if quoted else form(own) for own in phrases[1:])]
        words = ["with probability", *["with"] * len(phrases)]
        return listed(
            [f"{own} {word} {_chance(p)}" for own, word, (_, p) in zip(said, words, step.odds, strict=False)]
        )

    def _clauses(
        self, steps: Sequence[LocalStrategy], adverb: str = "", *, would: bool = False, after: str = ""
    ) -> list[str]:
        """Clauses on what is done, or would be; ``after`` is the player that was spoken of just before."""
        clauses = []
        for count, step in enumerate(steps):
            who = subject_of(step.player)
            verb = f"would {self._does(step, _base)}" if would else self._does(step, _present(who))
            name = who.it if step.player == after and not count else who.name
            clauses.append(f"{name} {'' if count else adverb}{verb}")
        return clauses


def _series(clauses: Sequence[str]) -> str:
    """Clauses as a series, told apart by commas where there is an “and” in one of them."""
    if len(clauses) > 1 and any(" and " in clause for clause in clauses):
        return f"{', '.join(clauses[:-1])}, and {clauses[-1]}"
    return listed(clauses)


def _present(who: GrammaticalSubject) -> Callable[[Phrase], str]:
    return lambda phrase: phrase.present(plural=who.plural)


def _base(phrase: Phrase) -> str:
    return phrase.base


def _chance(probability: Fraction) -> str:
    """A probability: the fraction, unless that is long."""
    written = str(probability)
    return written if len(written) <= 7 else number(probability)


def _certain(steps: Sequence[LocalStrategy]) -> list[LocalStrategy]:
    """Those of some choices to which play comes for certain, the first few."""
    return [step for step in steps if step.reached == 1][:MOST_REPLIES]


def _alike(reason: Reason) -> bool:
    """True if everybody later does the same, whatever of the two the player does."""
    then, otherwise = (
        [(step.player, step.odds, step.reached) for step in steps]
        for steps in (reason.then, reason.otherwise)
    )
    return then == otherwise
