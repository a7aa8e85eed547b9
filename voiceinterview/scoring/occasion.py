"""Is there enough of an answer to judge? Where not, the outcome and the reason. Pure.

| what was said                         | outcome                                       |
| ------------------------------------- | --------------------------------------------- |
| the stage was not reached             | not reached                                   |
| code was written, whatever was said   | judged: what asks for words stays null or low |
| nothing: empty, all silence           | not assessed                                  |
| less than FEWEST_WORDS                | not assessed                                  |
| the question read back, little more   | not assessed                                  |
| gibberish, terms without sentences    | not assessed                                  |
| too little, as the recognizer failed  | unscored: it was not the candidate's doing    |
| something else than was asked for     | judged: it is a low level, not a missing one  |
"""

from voiceinterview.domain.ratings import RatingStatus
from voiceinterview.interview.english import FUNCTION_WORDS
from voiceinterview.scoring.code_evidence import words_written
from voiceinterview.scoring.own_words import answers_of
from voiceinterview.scoring.record import NOT_REACHED, StageRecord
from voiceinterview.scoring.unheard import unheard_warning

FEWEST_WORDS = 40  # by the candidate in a stage, some 20 s of speech; below, nobody can tell
# Share of function words: 0.46 to 0.73 in the bank's 119 expert answers, next to none in terms
# in a row and in invented words.
LEAST_GRAMMAR = 0.2
FEWEST_DIFFERENT = 15  # words; 40 words of speech have about 30
# Words and numbers of her own in code: the starters as they are have none, the shortest of the
# exercises' 32 right solutions has 28, of the wrong ones 11.
FEWEST_WRITTEN = 10


def nothing_to_rate(record: StageRecord) -> tuple[RatingStatus, str] | None:
    """The outcome for every criterion of the stage; None where it can be judged."""
    if not record.reached:
        return "not_reached", NOT_REACHED
    if words_written(record) >= FEWEST_WRITTEN:
        return None
    answers = answers_of(record)
    said = sum(len(answer.places) for answer in answers)
    own = [word for answer in answers for word in answer.own_words]
    if said < FEWEST_WORDS and record.unheard:
        return "unscored", " ".join(unheard_warning(record.unheard))
    if not said:
        return "not_assessed", "Nothing was said."
    if said < FEWEST_WORDS:
        needed = f"where {FEWEST_WORDS} are needed"
        return "not_assessed", f"Too little was said: {said} words, {needed}."
    if len(own) < FEWEST_WORDS:
        return "not_assessed", (
            f"Only {len(own)} of {said} words are an answer; the others repeat the interviewer's "
            "or speak to the rater."
        )
    grammar = sum(word in FUNCTION_WORDS for word in own) / len(own)
    if grammar < LEAST_GRAMMAR or len(set(own)) < FEWEST_DIFFERENT:
        return "not_assessed", "What was said forms no sentences that could be judged."
    return None
