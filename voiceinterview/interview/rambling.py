"""Whether an answer has gone on for so long that a polite interviewer would step in."""

from voiceinterview.domain.speech import samples
from voiceinterview.interview.state import State

LONG = samples(90)  # of one answer; shorter ones are nobody's ramble, however late it is
GAP = samples(0.5)  # a pause at which one may step in without talking over anybody


def rambles(state: State) -> bool:
    """Whether she may be stopped at the next pause: the setting and the persona allow it, the
    answer is long, and the question's time is over."""
    plan, words = state.plan, state.candidate.all_words
    allowed = plan.interrupts and bool(plan.persona.phrases.get("interruptions"))
    if not allowed or not words or state.course.writing:
        return False
    return state.now - words[0].start >= LONG and state.course.left_in_question(state.now) <= 0
