"""What the model is sent."""

import pytest
from small_plan import plain_prompts, small_plan

from voiceinterview.domain.events import RequestReply
from voiceinterview.domain.speech import typed_words
from voiceinterview.interview.state import Line, State
from voiceinterview.session.prompting import HISTORY, reply_request


def decision(move: str = "probe") -> RequestReply:
    return RequestReply(
        at=0, reply=1, move=move, question="q1", key_point="drift", say="I see. Drift?", then=""
    )


def state_after(*lines: str, said: str = "I look at the split.") -> State:
    """Lines in turn, the interviewer first; then what the candidate has just said."""
    state = State(small_plan())
    for number, text in enumerate(lines):
        state.history.append(Line("candidate" if number % 2 else "interviewer", text))
    state.candidate.understand(1, typed_words(said, 0))
    return state


def test_the_request_ends_with_what_the_candidate_has_just_said() -> None:
    request = reply_request(state_after("How do you start?"), decision(), plain_prompts())
    assert [(m.role, m.content) for m in request.messages[1:]] == [
        ("assistant", "How do you start?"),
        ("user", "I look at the split."),
    ]
    assert request.scripted == "I see. Drift?"


def test_roles_alternate_whatever_the_history_holds() -> None:
    state = state_after("How?")
    state.history += [Line("interviewer", "Take your time."), Line("interviewer", "")]
    state.history += [Line("candidate", "Hm."), Line("candidate", "Well.")]
    request = reply_request(state, decision(), plain_prompts())
    assert [(m.role, m.content) for m in request.messages[1:]] == [
        ("assistant", "How? Take your time."),
        ("user", "Hm. Well. I look at the split."),
    ]


def test_only_the_last_lines_are_sent() -> None:
    state = state_after(*[f"line {number}" for number in range(100)])
    request = reply_request(state, decision(), plain_prompts())
    assert len(request.messages) == HISTORY + 1
    assert request.messages[1].content == f"line {100 - HISTORY}"


def test_the_system_prompt_knows_the_question_and_what_is_missing_but_not_the_answer() -> None:
    system = reply_request(state_after("How?"), decision(), plain_prompts()).messages[0].content
    assert "question: How do you start?" in system
    assert "missing: Looks for drift." in system
    assert "instruction: Do: probe." in system
    assert "suggestion: I see. Drift?" in system
    assert small_plan().stages[0].questions[0].expert_answer not in system


def test_once_everything_was_mentioned_nothing_is_missing() -> None:
    state = state_after("How?", said="the split and drift")
    assert "missing: none" in reply_request(state, decision(), plain_prompts()).messages[0].content


@pytest.mark.parametrize("move", ["next_question", "next_stage", "close", "what-if", "deepen"])
def test_every_move_has_its_instruction(move: str) -> None:
    system = reply_request(state_after("How?"), decision(move), plain_prompts()).messages[0].content
    assert f"instruction: Do: {move.replace('_', '-')}." in system
