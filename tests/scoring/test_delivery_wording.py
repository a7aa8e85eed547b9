"""Fillers, hedges, repetitions and the role's words, in sentences where they are and are not."""

from dataclasses import replace

import pytest
from small_plan import small_plan
from told import answer, fillers, hedges, measured, placed, told


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I would, um, look at, uh, the split.", {"um": 1, "uh": 1}),
        ("It was, like, a whole week.", {"like": 1}),
        ("I like it, and models like this one, like trees.", {}),
        ("You know, it failed. It was late, you know.", {"you know": 2}),
        ("Do you know it, and did you know that?", {}),
        ("I mean, it works. That is what I mean.", {"i mean": 1}),
        ("So we shipped it. Well, it worked, so we left it well alone.", {"so": 1, "well": 1}),
        ("Um, so we shipped it.", {"um": 1, "so": 1}),
        ("Okay, so we shipped it. Right.", {"okay": 1}),
        ("So far it works. So.", {}),
        ("It is basically a tree, and so on, or something like that.",
         {"basically": 1, "and so on": 1, "or something like that": 1}),
    ],
)  # fmt: skip
def test_fillers_are_told_from_the_same_words_in_use(said: str, found: dict[str, int]) -> None:
    assert fillers(told(said)) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I think it is probably the split.", {"i think": 1, "probably": 1}),
        ("It took about three weeks, around 20 days.", {"about": 1, "around": 1}),
        ("I talked about it and looked around.", {}),
        ("It is sort of slow, but that sort of thing happens.", {"sort of": 1}),
        ("In May it might be, or may be, late.", {"might": 1, "may be": 1}),
        ("I'd say roughly half.", {"i'd say": 1, "roughly": 1}),
        ("Next time I would say it in the first week.", {}),
    ],
)
def test_hedges_are_told_from_the_same_words_in_use(said: str, found: dict[str, int]) -> None:
    assert hedges(told(said)) == found


def test_a_filler_is_found_again_where_it_was_said() -> None:
    turn = told("I would, um, look at it, you know.").turns[0]
    um, you_know = turn.fillers
    assert (um.kind, um.phrase, um.first, um.last) == ("hesitations", "um", 2, 2)
    assert (you_know.kind, you_know.first, you_know.last) == ("you-know", 6, 7)
    assert um.at == placed("I would, um,", at=10.0)[2].start


def test_fillers_are_counted_by_kind_and_by_a_hundred_words() -> None:
    kinds = {
        kind.kind: kind
        for kind in told("Um, it was, uh, late, um, you see, all of it.").speech.fillers
    }
    hesitations = kinds["hesitations"]
    assert [(use.phrase, use.count) for use in hesitations.phrases] == [("um", 2), ("uh", 1)]
    assert hesitations.count == 3
    assert hesitations.per_hundred_words == pytest.approx(100 * 3 / 11)
    assert kinds["like"].count == 0


def test_without_punctuation_only_what_needs_none_is_counted() -> None:
    delivery = told("so um it was like late you know and basically um slow")
    kinds = {kind.kind: kind.count for kind in delivery.speech.fillers}
    assert kinds == {
        "hesitations": 2, "like": None, "you-know": None, "openers": None, "padding": 1,
        "extenders": 0,
    }  # fmt: skip
    assert "fillers" in [gap.measure for gap in delivery.speech.unmeasured]


@pytest.mark.parametrize(
    ("said", "phrase", "times"),
    [
        ("I looked at the the split.", "the", 2),
        ("I looked at the, um, the split.", "the", 2),
        ("It it it failed.", "it", 3),
        ("I would I would look.", "i would", 2),
        ("We had to we had to stop.", "we had to", 2),
    ],
)
def test_what_is_said_twice_in_a_row_is_found(said: str, phrase: str, times: int) -> None:
    (repetition,) = told(said).turns[0].repetitions
    assert (repetition.phrase, repetition.times) == (phrase, times)


@pytest.mark.parametrize(
    "said",
    [
        "I know that that failed, and it had had its day.",
        "It is very, very slow.",
        "I left it. It failed.",
        "The code is one one nine.",
        "A tree is a tree.",
    ],
)
def test_what_is_said_twice_by_grammar_or_on_purpose_is_no_repetition(said: str) -> None:
    assert told(said).turns[0].repetitions == ()


def test_favorite_words_leave_out_the_topic_and_the_words_without_meaning() -> None:
    plan = replace(small_plan(), vocabulary=("random forest",))
    said = (
        "The pipeline fed the forest. I start the pipeline and the pipeline feeds the forest, "
        "um, um, um, and the forest feeds me."
    )
    delivery = measured([answer(placed(said))], plan=plan)
    assert [(word.word, word.count) for word in delivery.speech.frequent] == [("pipeline", 3)]


def test_the_terms_of_the_role_count_whole_and_in_the_plural() -> None:
    vocabulary = ("random forest", "cross validation", "nested cross validation", "AUC", "lift")
    plan = replace(small_plan(), vocabulary=vocabulary)
    said = "Random forests, then a random forest; nested cross-validation by AUC. Random, forest."
    terms = measured([answer(placed(said))], plan=plan).speech.role_terms
    assert [(term.phrase, term.count) for term in terms.used] == [
        ("random forest", 2), ("AUC", 1), ("nested cross validation", 1),
    ]  # fmt: skip
    assert (terms.distinct, terms.total, terms.listed) == (3, 4, 5)
