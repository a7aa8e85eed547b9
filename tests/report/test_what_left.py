from dataclasses import replace

import pytest
from coded import CODE, ran

from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.manifest import EngineUsed
from voiceinterview.report.facts import model_use, what_left
from voiceinterview.report.model_calls import calls_of
from voiceinterview.report.source import ReportSource


def interviewed_by(source: ReportSource, engine: EngineUsed, **more: object) -> ReportSource:
    engines = replace(source.manifest.engines, language_model=engine, **more)
    return replace(source, manifest=replace(source.manifest, engines=engines))


def test_each_model_is_named_with_the_address_that_got_text(source: ReportSource) -> None:
    card = source.scorecards[0]
    rater = replace(card.rater, parameters={"api_base": "https://judge.example/v1"})
    engine = EngineUsed("litellm", {"model": "m", "api_base": "http://127.0.0.1:11434"})
    left = what_left(
        interviewed_by(replace(source, scorecards=(replace(card, rater=rater),)), engine)
    )
    assert left[0].startswith("Text only")
    assert left[1] == "Interview: litellm, m, at http://127.0.0.1:11434 (this machine)"
    assert left[2] == "Rating: judge-1, at https://judge.example/v1"


def test_an_interviewer_is_told_what_runs_came_to_and_only_a_rater_the_code(
    source: ReportSource, checklist_card
) -> None:
    engine = EngineUsed("litellm", {"model": "m"})
    ran_once = replace(source, ran=(ran(1, CODE, 1),))
    rated = replace(source.scorecards[0], runs_sha256="ab")
    for card, told in (
        (checklist_card, "what the runs of the code came to"),
        (rated, "the code that was written with what its runs came to"),
    ):
        left = what_left(interviewed_by(replace(ran_once, scorecards=(card,)), engine))
        assert f"the words that were said, and {told}. No sound" in left[0]


@pytest.mark.parametrize("engine", [None, EngineUsed("scripted", {"model": "scripted"})])
def test_without_a_model_nothing_left(source: ReportSource, checklist_card, engine) -> None:
    alone = interviewed_by(replace(source, scorecards=(checklist_card,)), engine)
    assert what_left(alone) == ("Nothing: no language model was called.",)


def test_an_engine_from_elsewhere_is_not_vouched_for(source: ReportSource) -> None:
    foreign = interviewed_by(source, EngineUsed("scripted"), recognizer=EngineUsed("cloud-ears"))
    assert any("cloud-ears comes from elsewhere" in line for line in what_left(foreign))


def test_calls_are_added_up_by_model_and_unknown_cost_stays_unknown(source: ReportSource) -> None:
    def call(model: str, cost: float | None, error: str = "") -> Exchange:
        return Exchange(
            request="", reply="", model=model, prompt_tokens=10, completion_tokens=5, cost=cost,
            latency=0.1, error=error,
        )  # fmt: skip

    made = [call("a", 0.01), call("b", None), call("a", 0.02, "broke off"), call("c", 0.0)]
    calls = calls_of(made, ())
    assert model_use(replace(source, calls=calls)) == (
        "a: 2 calls, 1 of them failed, 30 tokens, $0.0300",
        "b: 1 call, 15 tokens, price unknown",
        "c: 1 call, 15 tokens, free of charge",
    )
