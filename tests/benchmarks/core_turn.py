"""What the core itself takes of a turn: from the end of an answer to the request for a reply."""

import time
from dataclasses import replace

from run import Figure

from voiceinterview.app.planning import load_reply_prompts, plan_interview
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import find_content
from voiceinterview.domain import events as e
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.interview.interview import Interview
from voiceinterview.session.prompting import reply_request

RUNS = 30
MINUTE = 60 * 16_000
ANSWER = "I would ask how the rows were divided and who is on both sides of it, and then " * 40


def measure() -> list[Figure]:
    """An answer of four minutes (640 words) to the tenth question of a long interview."""
    content = find_content()
    settings = Settings(stages=("ml-stats-deep-dive",), seed=1, minutes=120)
    plan = plan_interview(settings, content, SystemClock())
    plan = replace(plan, stages=tuple(replace(stage, minutes=600) for stage in plan.stages))
    prompts = load_reply_prompts(content)
    took = []
    for _ in range(RUNS):
        interview = Interview(plan)
        _play(interview, interview.receive(e.SessionStarted(at=0, listening=False)))
        for minute in range(1, 10):
            _play(interview, _says(interview, ANSWER, minute))
        began = time.perf_counter()
        decided = _says(interview, ANSWER, 10)
        (asked,) = (x for x in decided if isinstance(x, e.RequestReply))
        reply_request(interview.state, asked, prompts)
        took.append(time.perf_counter() - began)
    return [Figure("the core's part of a turn", min(took) * 1000, "ms", 5.0, f"best of {RUNS}")]


def _says(interview: Interview, text: str, minute: int) -> list[e.Decision]:
    return interview.receive(e.CandidateCommand(at=minute * MINUTE, command="say", text=text))


def _play(interview: Interview, decided: list[e.Decision]) -> None:
    """The script words it, and all of it is heard."""
    for decision in decided:
        at = interview.state.now
        if isinstance(decision, e.RequestReply):
            reply = decision.reply
            said = interview.receive(e.ReplyChunk(at=at, reply=reply, text=f"{decision.say} "))
            _play(interview, [*said, *interview.receive(e.ReplyDone(at=at, reply=reply))])
        elif isinstance(decision, e.Speak):
            interview.receive(e.PlaybackStarted(at=at, piece=decision.piece))
            done = e.PlaybackDone(at=at, piece=decision.piece, spoken=decision.text, finished=True)
            interview.receive(done)
