"""A question asked again: the plan of it, and which engines of then are taken over."""

from dataclasses import replace
from pathlib import Path

import pytest

from voiceinterview.app import engines_then
from voiceinterview.app.engines import Sound
from voiceinterview.app.engines_then import rater_then, settings_then
from voiceinterview.app.retrying import link_to, plan_retry, question_again
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import find_content
from voiceinterview.domain.manifest import Engines, EngineUsed, Manifest, Retried
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Rater, Scorecard, StageScore
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.interview.answered import answered_turns
from voiceinterview.storage.stored_session import StoredSession, read_session
from voiceinterview.testing import VirtualClock

GOLDEN = Path(__file__).resolve().parents[2] / "recordings" / "golden" / "session"
MAIN, FOLLOW_UP, SECOND = 8, 10, 12
ELSEWHERE = "https://models.example/v1"


@pytest.fixture(scope="module")
def stored() -> StoredSession:
    return read_session(GOLDEN)


def planned(stored: StoredSession, turn: int, **flags: object) -> Plan:
    answers = answered_turns(stored.events, stored.transcript, stored.plan)
    answered = next(one for one in answers if one.turn.number == turn)
    settings = Settings(persona="warm-recruiter", voice="gmw/en-us-nyc")  # of a settings file
    return plan_retry(settings, flags, find_content(), VirtualClock(), stored, answered, answers)


def link(stored: StoredSession, turn: int) -> Retried:
    answers = answered_turns(stored.events, stored.transcript, stored.plan)
    return link_to(stored, next(one for one in answers if one.turn.number == turn))


def test_a_question_comes_with_its_ladder_its_time_and_its_interviewer(stored) -> None:
    then = stored.plan.stages[1].questions[0]
    plan = planned(stored, MAIN)
    assert plan.stages[0].questions == plan.stages[0].planned == (then,)
    assert plan.stages[0].minutes == float(then.minutes)
    assert (plan.persona.name, plan.persona.voice) == (
        stored.plan.persona.name, stored.plan.persona.voice,
    )  # fmt: skip
    assert (plan.seed, plan.patience) == (stored.plan.seed, stored.plan.patience)


def test_flags_go_before_what_was_then(stored) -> None:
    plan = planned(stored, MAIN, persona="terse-skeptic", voice="gmw/de", patience="high", seed=9)
    assert (plan.persona.name, plan.persona.voice.variant) == ("terse-skeptic", "gmw/de")
    assert (plan.patience, plan.seed) == ("high", 9)


def test_an_interviewer_who_is_gone_from_the_content_still_asks(stored) -> None:
    retired = replace(stored.plan.persona, name="retired", title="Retired")
    plan = planned(replace(stored, plan=replace(stored.plan, persona=retired)), MAIN)
    assert plan.persona == retired


def test_a_follow_up_keeps_the_rungs_that_are_still_open(stored) -> None:
    then = stored.plan.stages[1].questions[0]
    first = planned(stored, FOLLOW_UP).stages[0]
    second = planned(stored, SECOND).stages[0]
    asked = {rung.ask for rung in then.follow_ups}
    assert {first.questions[0].ask, second.questions[0].ask} <= asked
    assert then.ask in first.opening and then.ask in second.opening
    left = {rung.ask for rung in second.questions[0].follow_ups}
    assert not left & {first.questions[0].ask, second.questions[0].ask}
    assert left < asked


def test_a_follow_up_about_code_is_tried_again_without_writing_any(stored) -> None:
    answers = answered_turns(stored.events, stored.transcript, stored.plan)
    answered = next(one for one in answers if one.turn.number == FOLLOW_UP)
    coding = replace(answered.question, format="coding", shown="def solve(): ...")
    again = question_again(replace(answered, question=coding), answers)
    assert (again.is_coding, again.shown, again.ask) == (False, "", answered.asked)
    whole = question_again(replace(answered, question=coding, follow_up=0), answers)
    assert whole.is_coding


def test_a_follow_up_to_what_was_itself_tried_again_keeps_the_question_before_it(stored) -> None:
    before = Retried(session="older", turn=4, question="x", follow_up=1, after="What is drift?")
    again = replace(stored, manifest=replace(stored.manifest, retry=before))
    assert (link(again, MAIN).after, link(again, MAIN).follow_up) == ("What is drift?", 1)
    assert link(again, FOLLOW_UP).after.startswith("What is drift? Your experiment")
    assert link(stored, MAIN).after == ""


def held_with(model: EngineUsed | None, recognizer: EngineUsed | None = None) -> Manifest:
    engines = Engines(recognizer, EngineUsed("pyttsx3"), model)
    return Manifest(role="r", stages=(), persona="p", seed=1, minutes=1, engines=engines)


def then(settings: Settings, manifest: Manifest, **flags: object) -> tuple[Settings, list[str]]:
    said: list[str] = []
    return settings_then(settings, flags, manifest, Sound(), said.append), said


def litellm(model: str, api_base: str | None) -> EngineUsed:
    return EngineUsed("litellm", {"model": model, "api_base": api_base})


@pytest.mark.parametrize("address", [None, "http://127.0.0.1:8080/v1", "http://localhost:9"])
def test_the_model_of_then_interviews_again(address: str | None) -> None:
    settings, said = then(Settings(), held_with(litellm("openai/x", address)))
    assert (settings.model, settings.api_base, said) == ("openai/x", address, [])


def test_no_address_elsewhere_is_taken_from_a_session() -> None:
    settings, said = then(Settings(), held_with(litellm("openai/x", ELSEWHERE)))
    assert (settings.model, settings.api_base) == (None, None)
    assert "--model openai/x --api-base https://models.example/v1" in said[0]


def test_an_address_that_the_owner_has_named_is_used() -> None:
    own = Settings(api_base=ELSEWHERE)
    settings, _ = then(own, held_with(litellm("openai/x", ELSEWHERE)))
    assert (settings.model, settings.api_base) == ("openai/x", ELSEWHERE)


def test_what_somebody_has_set_is_left_alone() -> None:
    scripted = held_with(EngineUsed("scripted", {"model": "scripted"}))
    assert then(Settings(model="openai/mine"), scripted)[0].model == "openai/mine"
    assert then(Settings(), scripted)[0].model == "scripted"
    whisper = held_with(None, EngineUsed("faster-whisper", {"model": "small.en"}))
    assert then(Settings(), whisper)[0].recognizer_model == "small.en"
    flagged, _ = then(Settings(recognizer_model="tiny.en"), whisper, recognizer_model="tiny.en")
    assert flagged.recognizer_model == "tiny.en"
    folder = held_with(None, EngineUsed("faster-whisper", {"model": "/etc/model"}))
    assert then(Settings(), folder)[0].recognizer_model == Settings.recognizer_model


def test_a_recorded_candidate_is_only_heard_where_there_is_one() -> None:
    recorded = held_with(None, EngineUsed("recorded"))
    assert then(Settings(), recorded)[0].recognizer == Settings.recognizer
    folder = Sound(input=GOLDEN.parent / "candidate")
    settings = settings_then(Settings(), {}, recorded, folder, print)
    assert settings.recognizer == "recorded"


async def test_without_a_model_then_the_interviewers_model_rates(stored) -> None:
    choice, terms = await rater_then(Settings(), stored, stored.plan.stages[1].id, print)
    assert choice is None
    assert (terms.samples, terms.one_call) == (3, False)


async def test_a_rater_that_is_asked_for_goes_before_that_of_then(stored) -> None:
    named = Settings(rater_model="openai/rates", rater_api_base="http://127.0.0.1:9/v1")
    choice, _ = await rater_then(named, stored, stored.plan.stages[1].id, print)
    assert choice is not None and choice.model == "openai/rates"


async def test_who_wants_no_model_is_not_rated_by_the_one_of_then(
    stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = stored.plan.stages[1].id
    rater = Rater("model", "model-rates", "rates", parameters={"model": "openai/rates"})
    card = Scorecard(
        "s", stage, "Stage", RubricRef("r", "1.0.0", ""), 4, "", rater, "", (),
        StageScore(None, 0.0),
    )  # fmt: skip
    monkeypatch.setattr(engines_then, "latest_scorecards", lambda stored: (card,))
    then, _ = await rater_then(Settings(model="scripted"), stored, stage, print)
    assert then is not None and then.model == "openai/rates"
    wanted = {"model": "scripted"}
    assert (await rater_then(Settings(model="scripted"), stored, stage, print, wanted))[0] is None
