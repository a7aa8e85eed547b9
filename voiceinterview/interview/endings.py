"""How the words of a turn end: whole, open, or so that nobody can tell.

A full stop is weak evidence: recognizers put one behind most things that are followed by silence,
and some put none at all. What kind of word stands last is told by every recognizer. Which words
end a sentence, and which never do, was counted in the expert answers of the question bank.
"""

import re
from typing import Literal

from voiceinterview.interview.english import words_of

Ending = Literal[
    "asks for time", "open", "prelude", "comma", "trails off", "list", "clause", "number",
    "wants a word", "no stop", "no stops", "whole", "asks back", "done",
]  # fmt: skip

# After these silence alone never ends a turn: something is bound to follow.
OPEN_ENDINGS: frozenset[Ending] = frozenset({"asks for time", "open"})

TAIL = 60  # words that are looked at; what came before has been gone on from
SHORT = 6  # words; an answer that is no sentence and still whole
QUESTION = 25  # words; a longer turn that ends with a question has put it to itself
PREAMBLE = 4  # words that begin an answer and say nothing yet
LIST_LASTS = 40  # words within which what was announced is gone through
CLAUSE_LASTS = 8  # words; a longer "if ..." has most likely reached its main clause


_FILLERS = words_of("uh uhh uhm um umm er erm eh hm hmm mm mmm")

# No sentence ends on one, whatever stop a recognizer puts behind it.
_NEVER_LAST = _FILLERS | words_of(
    "a an the my your our their its every such and or but nor because if unless whether although",
    "than of as very quite also i'm i'd i'll i've we'd we'll we've we're you'd you'll you've",
    "you're they'd they'll they've they're he's she's it'll that's there's what's let's so",
)

# With a stop behind one it may be the last ("that is what it is for"); without one it is not.
_RARELY_LAST = words_of(
    "i we he she they who whose which what how where when whatever at by from with without for to",
    "into onto per within between under among against towards toward during across via is are was",
    "were am be been has have had can could will would shall should may might must does did isn't",
    "aren't wasn't weren't can't couldn't won't wouldn't don't doesn't didn't haven't hasn't",
    "since while until it's never plus next several",
)

# Mostly in want of another word, and last often enough: verbs that take an object, ...
_WANTS_A_WORD = words_of(
    "take takes took put puts make makes made give gives gave let lets tell tells told get gets",
    "got use uses used add adds need needs want wants wanted ask asks asked say says said see",
    "look looks looked keep keeps kept show shows showed find finds found call calls write writes",
    "try tries tried compare compares come comes came go goes going become becomes called named",
    "means depends include includes train do in on over about through around not no always just",
    "still even really only maybe perhaps per roughly almost nearly then like",
)
# ... and what stands before a noun, or stands for one ("the first", "most of all").
_BEFORE_A_NOUN = words_of(
    "that this these those some any each more most average main own same whole different certain",
    "new old good small large few many both first second third another",
)

_NUMBERS = words_of(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty",
    "ninety hundred thousand million billion point",
)

# Names that are being spelled out, as code is when it is read aloud.
_SPELLED = words_of("underscore dot slash backslash equals dash hyphen parenthesis bracket quote")

_PRELUDE = words_of(
    "okay ok sure right alright all yeah yes well good great that's a interesting fair question",
    "cool thanks thank you hi hello so now nice one it's oh ah",
)

_AGREES = words_of(
    "no yep nope correct exactly true absolutely definitely certainly agreed maybe probably surely",
    "totally",
)
_WHOLE_WORDS = words_of(
    "yes no yeah yep nope never always often sometimes rarely once twice correct exactly right",
    "wrong true false both neither none nothing everything absolutely definitely certainly agreed",
    "probably maybe somewhat partly sure okay",
)

_ASKS_FOR_TIME = re.compile(
    r"\b(?:let me (?:just )?(?:think|see|recall|remember)|let's see|i(?:'m| am) (?:just )?thinking|"
    r"(?:hold on|hang on|bear with me)|"
    r"(?:give me(?: just)?|i(?:'d)? need|just|for) (?:a|one) (?:second|sec|moment|minute|bit)|"
    r"one (?:second|sec|moment|minute)|"
    r"where (?:do|should) i (?:start|begin)|how (?:do|should) i (?:put|say) (?:it|this|that)|"
    r"what(?:'s| is| was) the word)"
    r"(?: about (?:it|that|this))?(?: for)?(?: a| one)?(?: (?:second|sec|moment|minute|bit))?\W*$"
)
_DONE = re.compile(
    r"\b(?:that's (?:it|all|about it|everything|my answer|what i (?:would|'d) do)|"
    r"that (?:would be|is|was) (?:it|all|my answer|about it|everything)|"
    r"(?:does|did) (?:that|this) (?:make sense|answer (?:your|the) question|help)|"
    r"nothing else|(?:and )?that's how i(?:'d| would) (?:do|go about) (?:it|this|that)|"
    r"i have nothing (?:to add|else)|i(?:'m| am) done|next question|so yeah|and so on|"
    r"i (?:would|'d) leave it (?:at that|there))\W*$"
)
# Of code that is being written; "... return it, and I'm done" is about the code.
_HANDS_IN = re.compile(
    r"(?:^|[.!?…] )\W*(?:(?:ok|okay|alright|right|yes|yeah|well|good|great|perfect|cool|now|so|"
    r"and|there|i think|i guess|i believe|i'd say)\b\W*)*"
    r"(?:(?:i'm|i am|we're|we are) (?:all )?(?:done|finished|ready)(?: (?:now|here|with (?:it|this|"
    r"the (?:task|exercise|code))|coding|writing))?|"
    r"(?:that's|that is|this is|here's|here is) (?:my (?:final )?|the (?:final )?)"
    r"(?:solution|answer|code|version|submission)|"
    r"(?:my|the) (?:solution|code|answer|submission) is (?:done|finished|complete|ready|final)|"
    r"(?:i(?:'d| would|'ll| will|'m going to)) (?:submit|hand in|leave it at|go with)"
    r" (?:it|this|that|my \w+|the \w+)(?: in)?|i(?:'d| would|'ll| will|'m going to) hand "
    r"(?:it|this|that) in|i'm (?:submitting|handing (?:it|this) in).*|i give up|"
    r"(?:you can|please) (?:take|have) a look(?: now| at it)?|(?:ready )?for your questions)"
    r"\W*$"
)
# The other way round than it seems: "yes it is", "I think so", "we did" are whole.
_SHORT_ANSWER = re.compile(
    r"(?:^|\b(?:yes|yeah|no|nope|well|and|but)\W+)(?:i|we|it|they|he|she|you|that|there|this)"
    r" (?:is|are|was|were|am|do|does|did|have|has|had|can|could|would|will|should|might|isn't|"
    r"aren't|wasn't|weren't|don't|doesn't|didn't|haven't|hasn't|hadn't|can't|couldn't|wouldn't|"
    r"won't|shouldn't)[^\w,;]*$|\b(?:think|hope|guess|believe|suppose|say) (?:so|not)[^\w,;]*$|"
    r"\b(?:like that|about that|at all|of course|of it|of them|so far)[^\w,;]*$"
)
_ANNOUNCED = re.compile(
    r"\b(two|three|four|five|six|several|a few|a couple of|some|multiple)(?: \w+)?"
    r" (?:things|reasons|steps|ways|parts|points|options|causes|cases|kinds|questions|problems|"
    r"checks|ideas|approaches|factors|sources|risks)\b"
)
_COUNTS = {"two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNTED = re.compile(
    r"\b(?:first|firstly|second|secondly|third|thirdly|fourth|fifth|sixth|finally|lastly|last|"
    r"another|also|the other|one (?:is|would|reason|way)|number (?:one|two|three|four|five|six))\b"
)
_HALF = re.compile(
    r"(?:^|[.!?,;] |\b(?:and|so|but|well) )(?:(?:firstly|first of all|first (?:i|we|you)|"
    r"the first(?! (?:one|of (?:the|them|these|those)(?: \w+)?)[^\w,;]*$)|"
    r"to begin with|on the one hand|not only|either|step one|number one|one (?:reason|way) is|"
    r"it depends)\b)"
)
_OTHER_HALF = re.compile(
    r"\b(?:second|secondly|then|after that|next|finally|lastly|last|on the other|but also|or|"
    r"step two|number two|another|the other|also|if|because|on)\b"
)
_SUBORDINATE = re.compile(
    r"(?:^|[.!?;] |\b(?:and|so|but|well|then) )(?:if|when|while|although|though|unless|once|"
    r"whenever|whereas|since|because|given that|suppose|assuming)\b([^.!?;]*)$"
)
_MAIN_CLAUSE = re.compile(r",|\b(?:then|i|i'd|we|we'd|it's|that's|you)\b")


def ending_of(text: str, *, short_answer: bool = False) -> Ending:
    """How a turn ends that reads `text`; `short_answer` where a word or two may be all of it."""
    folded = " ".join(text.split()[-TAIL:]).lower().replace("’", "'")
    words = re.findall(r"[\w'%$.]*[\w'%$]", folded)
    return (
        _asked_or_open(folded, words)
        or _promised(folded)
        or _by_stop(folded, words, marks=has_marks(text), short_answer=short_answer)
    )


def hands_in(text: str) -> bool:
    """Whether it says that code which was being written is done, as its last sentence."""
    return bool(_HANDS_IN.search(" ".join(text.split()).lower().replace("’", "'")))


def only_agrees(text: str) -> bool:
    """Whether it says no more than yes or no, however much in earnest."""
    words = re.findall(r"[\w']+", text.lower().replace("’", "'"))
    return _PRELUDE.union(_AGREES).issuperset(words)


def has_marks(text: str) -> bool:
    """Whether whoever wrote it down puts stops or capitals at all."""
    return text != text.lower() or any(mark in text for mark in ".,?!")


def _asked_or_open(folded: str, words: list[str]) -> Ending | None:
    last = words[-1] if words else ""
    if _ASKS_FOR_TIME.search(folded):
        return "asks for time"
    if folded.endswith("?") and len(words) <= QUESTION:
        return "asks back"
    if _DONE.search(folded):
        return "done"
    if _SHORT_ANSWER.search(folded):
        return "whole"
    cut_off = folded.endswith(("-", "—", "–", ":")) or _unclosed(folded)
    if last in _NEVER_LAST or last in _SPELLED or cut_off:
        return "open"
    if 1 < len(words) <= PREAMBLE and _PRELUDE.issuperset(words):
        return "prelude"
    return None


def _unclosed(folded: str) -> bool:
    """Whether a quote, a bracket or a piece of code has been begun and not ended."""
    pairs = folded.count("(") > folded.count(")") or folded.count("[") > folded.count("]")
    quotes = folded.count('"') % 2 or folded.count("`") % 2
    return bool(pairs or quotes or folded.count("“") > folded.count("”"))


def _promised(folded: str) -> Ending | None:
    """More was announced than has been said."""
    if folded.endswith(("...", "…")):
        return "trails off"
    if folded.endswith((",", ";")):
        return "comma"
    recent = " ".join(folded.split()[-LIST_LASTS:])
    if announced := list(_ANNOUNCED.finditer(recent)):
        counted = len(_COUNTED.findall(recent[announced[-1].end() :]))
        return "list" if counted < _COUNTS.get(announced[-1][1], 2) else None
    if half := list(_HALF.finditer(recent)):
        return None if _OTHER_HALF.search(recent[half[-1].end() :]) else "list"
    return None


def _by_stop(folded: str, words: list[str], *, marks: bool, short_answer: bool) -> Ending:
    last = words[-1] if words else ""
    stopped = folded.rstrip("\"')”").endswith((".", "!", "?"))
    few = len(words) <= SHORT
    if few and (stopped or short_answer) and last in _WHOLE_WORDS:
        return "whole"
    if last in _RARELY_LAST and not stopped:
        return "open"
    if last in _RARELY_LAST or (stopped and last in _WANTS_A_WORD and not (few and short_answer)):
        return "no stops"
    if stopped:
        return "whole"
    if _lacks_main_clause(folded):
        return "clause"
    if last in _WANTS_A_WORD:
        return "wants a word"
    if few and (short_answer or last in _WHOLE_WORDS):
        return "no stop" if marks else "whole"
    if last in _BEFORE_A_NOUN:
        return "wants a word"
    if last in _NUMBERS or last[:1].isdigit():
        return "number"
    return "no stop" if marks else "no stops"


def _lacks_main_clause(folded: str) -> bool:
    """Whether the sentence begins with "if ..." or the like and is not beyond it yet."""
    found = _SUBORDINATE.search(folded)
    if found is None:
        return False
    clause = found[1].split()
    return len(clause) <= CLAUSE_LASTS and not _MAIN_CLAUSE.search(" ".join(clause[2:]))
