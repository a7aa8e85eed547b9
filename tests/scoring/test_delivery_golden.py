"""The golden session: a synthetic voice that reads, so what it cannot do must not be found."""

from pathlib import Path

import pytest
from told import WORDS

from voiceinterview.domain.delivery import Delivery
from voiceinterview.scoring.delivery import measure_delivery
from voiceinterview.storage.stored_session import read_session

GOLDEN = Path(__file__).resolve().parents[2] / "recordings" / "golden" / "session"


@pytest.fixture(scope="module")
def delivery() -> Delivery:
    session = read_session(GOLDEN)
    return measure_delivery(session.transcript, session.events, session.plan, WORDS)


def test_the_recorded_candidate_speaks_fast_and_evenly(delivery: Delivery) -> None:
    pace, points = delivery.speech.pace, delivery.pace_over_time
    assert pace is not None and points is not None
    assert 190 < pace.speaking_rate < 225
    assert 220 < pace.articulation_rate < 255
    assert all(180 < point.speaking_rate < 250 for point in points)
    assert [stage.stage for stage in delivery.stages] == [
        "recruiter-screen",
        "ml-stats-deep-dive",
        "behavioral-product",
    ]


def test_it_pauses_between_sentences_only_and_for_about_half_a_second(delivery: Delivery) -> None:
    pauses = [pause for turn in delivery.turns for pause in turn.pauses]
    assert len(pauses) == 24
    assert all(pause.after.endswith(".") for pause in pauses)
    assert {pause.place for pause in pauses} == {"clause_end"}
    assert all(0.35 < pause.seconds < 0.6 for pause in pauses)


def test_it_never_says_um_and_never_repeats_itself(delivery: Delivery) -> None:
    kinds = {kind.kind: kind.count for kind in delivery.speech.fillers}
    assert kinds["hesitations"] == kinds["like"] == kinds["you-know"] == 0
    assert kinds["openers"] == 3  # "So ..."
    assert delivery.speech.repetitions == 0
    assert "prior" in [term.phrase for term in delivery.speech.role_terms.used]


def test_it_answers_every_question_soon_and_interrupts_nobody(delivery: Delivery) -> None:
    responses = [response for question in delivery.questions for response in question.responses]
    assert len(responses) == 9
    assert all(response.seconds and 0.4 < response.seconds < 0.9 for response in responses)
    assert all(0.2 < (question.share_of_budget or 0) < 0.35 for question in delivery.questions)
    assert delivery.interruptions is not None
    assert delivery.interruptions.by_candidate == delivery.interruptions.by_interviewer == ()
    assert delivery.talk.by_time is not None
    assert 0.4 < delivery.talk.by_time.candidate_share < 0.6
