"""What the model is sent."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_plan import plain_prompts, small_plan

from voiceinterview.domain.background import Fact
from voiceinterview.domain.events import ReplyOption, RequestReply
from voiceinterview.domain.speech import typed_words
from voiceinterview.interview.state import Line, State
from voiceinterview.session.prompting import BUDGET, reply_request, tokens_in

GO_ON = ReplyOption("go-on", "next_question", "I see.", "Next. And then what?")


def decision(move: str = "probe", *others: ReplyOption) -> RequestReply:
    return RequestReply(
        at=0, reply=1, name=f"{move}:drift", move=move, question="q1", key_point="drift",
        say="I see. Drift?", then="", others=others,
    )  # fmt: skip


def state_after(*lines: str, said: str = "I look at the split.") -> State:
    """Lines in turn, the interviewer first; then what the candidate has just said."""
    state = State(small_plan())
    for number, text in enumerate(lines):
        state.history.append(Line("candidate" if number % 2 else "interviewer", text))
    state.candidate.understand(1, typed_words(said, 0))
    return state


def system_of(state: State, asked: RequestReply) -> str:
    return reply_request(state, asked, plain_prompts()).messages[0].content


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


def test_the_last_lines_are_sent_as_far_as_the_budget_goes() -> None:
    line = "word " * 300
    request = reply_request(
        state_after(*[f"{n} {line}" for n in range(100)]), decision(), plain_prompts()
    )
    assert 5 < len(request.messages) < 20
    assert request.messages[-1].content.startswith("99 ")
    assert request.messages[-2].content.startswith("98 ")


@settings(max_examples=40)
@given(st.lists(st.integers(0, 3000), max_size=60), st.integers(0, 20_000))
def test_no_request_grows_past_its_budget(lengths: list[int], said: int) -> None:
    state = state_after(*("word " * length for length in lengths), said="word " * said or "Yes.")
    request = reply_request(state, decision("probe", GO_ON), plain_prompts())
    assert sum(map(tokens_in, request.messages)) <= BUDGET
    assert request.messages[-1].content.endswith(("word", "Yes."))


def test_of_older_questions_it_says_what_they_covered() -> None:
    state = state_after("And then?")
    state.course = state.course.hearing("the split").at_question(0, 1)
    assert 'earlier: "How do you start?" The candidate made 1 of 2 points: split.' in system_of(
        state, decision()
    )


def test_lines_of_the_candidates_documents_are_quoted_and_bounded() -> None:
    state = state_after("And then?")
    facts = (Fact("project", "Led the\nchurn rebuild.", "cv"), Fact("skill", "x" * 999, "job"))
    state.plan = replace(state.plan, background=(*facts, *facts * 99))
    system = system_of(state, decision())
    assert "background: > Led the churn rebuild.\n> xxx" in system
    assert len(system) < 6000


def test_the_system_prompt_knows_the_question_and_what_is_missing_but_not_the_answer() -> None:
    system = system_of(state_after("How?"), decision("probe", GO_ON))
    assert "question: How do you start?" in system
    assert "missing: drift: Looks for drift." in system
    assert "moves: - probe:drift: Do: probe. Scripted: 'I see. Drift?'\n" in system
    assert "- go-on: Do: next-question. Scripted: 'I see.'" in system
    assert "default: probe:drift" in system
    assert small_plan().stages[0].questions[0].expert_answer not in system


def test_what_a_kind_of_move_is_about_is_said_once() -> None:
    other = ReplyOption("probe:split", "probe", "I see. Split?")
    assert system_of(state_after("How?"), decision("probe", other)).count("Do: probe.") == 1


def test_once_everything_was_mentioned_nothing_is_missing() -> None:
    assert "missing: none" in system_of(state_after("How?", said="the split and drift"), decision())


@pytest.mark.parametrize("move", ["next_question", "next_stage", "close", "what-if", "hint"])
def test_every_move_has_its_instruction(move: str) -> None:
    assert f"Do: {move.replace('_', '-')}." in system_of(state_after("How?"), decision(move))
