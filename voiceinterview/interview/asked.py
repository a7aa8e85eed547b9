"""What a question calls for: a word or two, an explanation, a story."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["yes or no", "which one", "explanation", "story"]

# Words that an answer of each kind takes, as a rule, before it may be complete, at 2.7 words a
# second. A main question is planned with some minutes, follow-ups included. What is shorter may
# be all of an answer, too, and is waited behind for longer.
WORDS_A_MINUTE = 20  # of the minutes that the question is planned with
FOLLOW_UP_WORDS = 15
MOST_WORDS = 150  # nearly a minute; after that any sentence may be the last
STORY_FACTOR = 1.5
STORIES = frozenset({"star", "design", "case"})  # formats

_LEAD_IN = re.compile(
    r"^(?:(?:and|but|so|then|okay|ok|now|well|right|fine|good|still|also|say|again|in that case|"
    r"on the other hand|or|then again)\W+)+"
)
_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|would|will|should|shall|may|might|"
    r"must|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|can't|couldn't|"
    r"wouldn't|won't|shouldn't)"
)
_INVITES = re.compile(
    r"\b(?:walk|take|talk) (?:me|us)\b|\btell (?:me|us)\b|\b(?:describe|explain|elaborate|sketch|"
    r"outline|design|convince|imagine|expand|why|how come|how so|what if|think of)\b|"
    r"\bgive (?:me|us)\b|\bsay more\b|\bin your own words\b"
)
_STORY = re.compile(
    r"\btell (?:me|us) (?:about|of)\b|\b(?:walk|take|talk) (?:me|us)\b|\bdescribe a\b|\bdesign\b"
)
_WHICH = re.compile(
    r"^(?:(?:in|on|for|of|with|by|at|from|to|under) )?(?:which|who|whom|whose|"
    r"how (?:many|much|often|long|large|big|old|far|soon|likely|sure)|when (?:was|were|did|is)|"
    r"where (?:was|were|did|is)|what (?:number|share|percentage|value|name|year|size|metric))\b"
)
_YES_NO = re.compile(rf"^{_AUXILIARY}\b|\b(?:right|correct|yes|no|agreed|ready)\?$")
_OPEN = re.compile(r"^(?:how|what|why|where|when)\b")
_CHOICE = re.compile(r"\bor\b")


@dataclass(frozen=True)
class Asked:
    """`words` is how many an answer takes, as a rule, until it may be complete."""

    kind: Kind
    words: int

    @property
    def short_answer(self) -> bool:
        """Whether a word or two may be all of the answer."""
        return self.kind in ("yes or no", "which one")


def asked(text: str, question_format: str, minutes: float, *, follow_up: bool) -> Asked:
    """What `text`, said by the interviewer to a question of that format and so many planned
    minutes, calls for; `follow_up` if an answer to the question has been given before."""
    kind = kind_of(text)
    if kind in ("yes or no", "which one"):
        return Asked(kind, 0)
    words = FOLLOW_UP_WORDS if follow_up else max(FOLLOW_UP_WORDS, round(minutes * WORDS_A_MINUTE))
    if kind == "story" or (question_format in STORIES and not follow_up):
        return Asked("story", min(MOST_WORDS, round(words * STORY_FACTOR)))
    return Asked(kind, min(MOST_WORDS, words))


def kind_of(text: str) -> Kind:
    """By the last question in it, or the last sentence where it has none."""
    sentences = [part for part in re.split(r"(?<=[.?!]) +", text.lower().replace("’", "'")) if part]
    questions = [part for part in sentences if part.rstrip("\"'").endswith("?")]
    last = _LEAD_IN.sub("", (questions or sentences or [""])[-1].strip())
    if _INVITES.search(last):
        return "story" if _STORY.search(last) else "explanation"
    clauses = [_LEAD_IN.sub("", clause.strip()) for clause in re.split(r"[,:;]", last)]
    if any(_OPEN.search(clause) and not _WHICH.search(clause) for clause in clauses):
        return "explanation"
    if any(_WHICH.search(clause) for clause in clauses):
        return "which one"
    if any(_YES_NO.search(clause) for clause in clauses):
        return "which one" if _CHOICE.search(last) else "yes or no"
    return "explanation"
