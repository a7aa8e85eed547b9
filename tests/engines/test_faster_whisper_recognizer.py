from dataclasses import replace
from threading import Event, Thread

import numpy as np
import pytest
from human_speech import human_speech
from noises import noise, silence
from tiny_whisper import SENTENCE, make_tiny_whisper

from voiceinterview.engines.speech.faster_whisper_recognizer import FasterWhisperRecognizer, Guards
from voiceinterview.engines.speech.whisper_windows import SHORTEST, TRAIL, WHOLE, window_for
from voiceinterview.errors import Abandoned, EngineError, SetupError


@pytest.fixture(scope="module")
def speech():
    return human_speech("t16_LJ001-0013.wav")


@pytest.fixture(scope="module")
def recognizer(tiny_whisper):
    recognizer = FasterWhisperRecognizer(str(tiny_whisper))
    recognizer.load()
    return recognizer


def loaded(folder, **settings):
    recognizer = FasterWhisperRecognizer(str(folder), **settings)
    recognizer.load()
    return recognizer


def text(words):
    return " ".join(word.text for word in words)


def test_words_come_with_times_on_the_session_clock(recognizer, speech):
    words = recognizer.transcribe(speech, 320_000, ())
    assert text(words) == SENTENCE
    assert all(320_000 <= w.start <= w.end <= 320_000 + len(speech) for w in words)
    assert words[-1].end > words[0].start
    assert all(0.9 < w.confidence <= 1 for w in words)
    assert type(words[0].start) is int and type(words[0].confidence) is float


def test_silence_and_noise_are_not_even_decoded(recognizer, speech):
    for sound in (silence(2), noise(2), silence(0.1), silence(0)):
        assert recognizer.transcribe(sound, 0, ("pandas",)) == ()


def test_a_tenth_of_a_second_and_forty_seconds_are_taken(recognizer, speech):
    short = recognizer.transcribe(speech[8_000:9_600], 0, ())
    assert all(word.end <= 1_600 for word in short)
    long = np.resize(speech, 40 * 16_000)
    words = recognizer.transcribe(long, 0, ())
    assert text(words).count("best") >= 2  # one window of 30 s is not all
    assert all(word.end <= len(long) for word in words)


def test_a_loop_gives_nothing(tmp_path, speech):
    looping = make_tiny_whisper(tmp_path / "loop", "so on so")
    assert loaded(looping).transcribe(speech, 0, ()) == ()
    boundless = float("inf")
    unguarded = loaded(
        looping,
        guards=Guards(compression_ratio=boundless, words_a_second=boundless, loops=False),
    )
    words = unguarded.transcribe(speech, 0, ())
    assert text(words).startswith("so on so on so on")
    assert len(words) < 24 + 12 * len(speech) / 16_000  # the loop is bounded by the clip


def test_a_model_that_is_sure_of_silence_gives_nothing(tmp_path, speech):
    deaf = make_tiny_whisper(tmp_path / "deaf", heard=False)
    assert loaded(deaf).transcribe(speech, 0, ()) == ()
    assert loaded(deaf, guards=Guards(no_speech=1.0)).transcribe(speech, 0, ()) != ()


def test_the_vocabulary_is_given_as_far_as_the_prompt_holds(recognizer, speech):
    vocabulary = [f"regularization number {n}" for n in range(500)]
    assert text(recognizer.transcribe(speech, 0, vocabulary)) == SENTENCE
    hotwords = recognizer._quick.hotwords(tuple(vocabulary))
    encode = recognizer._quick.model.hf_tokenizer.encode
    kept = hotwords.split(", ")
    assert kept == vocabulary[: len(kept)] and kept
    assert len(encode(f" {hotwords}", add_special_tokens=False).ids) <= 223
    one_more = f" {hotwords}, {vocabulary[len(kept)]}"
    assert len(encode(one_more, add_special_tokens=False).ids) > 223


def test_two_threads_take_turns(recognizer, speech):
    heard: list[str] = []

    def listen():
        heard.append(text(recognizer.transcribe(speech, 0, ())))

    threads = [Thread(target=listen) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [SENTENCE] * 3


def test_a_damaged_model_says_which_folder_and_what_to_do(tmp_path):
    folder = make_tiny_whisper(tmp_path / "model")
    (folder / "model.bin").write_bytes(b"\0" * 100)
    with pytest.raises(SetupError, match="doctor --download") as caught:
        loaded(folder)
    assert str(folder) in caught.value.problem


def test_an_unknown_device_is_a_setup_error(tiny_whisper):
    with pytest.raises(SetupError, match="abacus"):
        loaded(tiny_whisper, device="abacus")


def test_without_leave_to_download_it_names_the_ways_on(empty_cache):
    recognizer = FasterWhisperRecognizer("base.en", download=False)
    with pytest.raises(SetupError, match="--typed"):
        recognizer.load()


def test_use_before_loading_and_after_closing_is_an_engine_error(tiny_whisper):
    recognizer = FasterWhisperRecognizer(str(tiny_whisper))
    with pytest.raises(EngineError, match="before it was loaded"):
        recognizer.transcribe(silence(1), 0, ())
    recognizer.load()
    recognizer.close()
    with pytest.raises(EngineError):
        recognizer.transcribe(silence(1), 0, ())


def test_the_manifest_learns_the_model_but_no_path(recognizer, tiny_whisper):
    settings = recognizer.settings()
    assert settings["model"] == "model"
    assert str(tiny_whisper.parent) not in str(settings)
    assert settings["record_model"] == "model"
    assert settings["guards"]["compression_ratio"] == 2.4


# --- the two passes -----------------------------------------------------------------------------


class Watched:
    """Notes the windows that the encoder gets, the beams, and what the decoder is told of. The
    first `broken` texts come out as loops."""

    def __init__(self, recognizer, monkeypatch, *, broken=0):
        self.windows, self.beams, self.prompts = [], [], []
        model = recognizer._quick.model
        decode, compiled = model.decode, model.model

        def seen_decode(heard, window, abandoned, **told):
            self.beams.append(told["beam_size"])
            self.prompts.append(told["hotwords"])
            segments = decode(heard, window, abandoned, **told)
            spoilt = len(self.beams) <= broken
            return [replace(one, compression_ratio=9.0) if spoilt else one for one in segments]

        def seen_encode(features, **told):
            self.windows.append(features.shape[-1] // 100)
            return compiled.encode(features, **told)

        monkeypatch.setattr(model, "decode", seen_decode)
        monkeypatch.setattr(model, "model", Compiled(compiled, seen_encode))


class Compiled:
    def __init__(self, model, encode):
        self._model, self.encode = model, encode

    def __getattr__(self, name):
        return getattr(self._model, name)


# A beam ends early, and unsure of itself, in a model that was never trained.
UNTRAINED = Guards(log_prob=-9.0)


def of_sentence(words):
    return words and {word.text for word in words} <= set(SENTENCE.split())


def test_the_silence_at_the_end_of_a_clip_is_not_decoded_by_itself(recognizer, speech, monkeypatch):
    watched = Watched(recognizer, monkeypatch)
    assert text(recognizer.transcribe(speech, 0, ())) == SENTENCE
    assert len(watched.windows) == 1


def test_a_quick_window_is_cut_to_the_speech_and_silence_follows_it():
    assert window_for(1.0) == SHORTEST
    assert window_for(9.2) >= 9.2 + TRAIL
    assert window_for(28.0) == WHOLE


def test_quick_is_greedy_in_a_cut_window_and_thorough_a_beam_in_the_whole(
    tiny_whisper, speech, monkeypatch
):
    recognizer = loaded(tiny_whisper, guards=UNTRAINED)
    watched = Watched(recognizer, monkeypatch)
    quick = recognizer.transcribe(speech, 0, ("pandas",))
    thorough = recognizer.transcribe(speech, 0, ("pandas",), thorough=True)
    assert text(quick) == SENTENCE
    assert of_sentence(thorough)
    assert watched.windows[0] == window_for(len(speech) / 16_000) < WHOLE
    assert set(watched.windows[1:]) == {WHOLE}
    assert watched.beams == [1, 5]
    assert watched.prompts == ["pandas", "pandas"]


@pytest.mark.parametrize("thorough", [False, True])
def test_what_looks_wrong_is_decoded_once_more_in_the_whole_window_and_told_nothing(
    tiny_whisper, speech, monkeypatch, thorough
):
    recognizer = loaded(tiny_whisper, guards=UNTRAINED)
    watched = Watched(recognizer, monkeypatch, broken=1)
    assert of_sentence(recognizer.transcribe(speech, 0, ("pandas",), thorough=thorough))
    assert watched.windows[-1] == WHOLE
    assert watched.prompts == ["pandas", None]


def test_what_looks_wrong_twice_is_not_kept(recognizer, speech, monkeypatch):
    watched = Watched(recognizer, monkeypatch, broken=2)
    assert recognizer.transcribe(speech, 0, ("pandas",)) == ()
    assert len(watched.windows) == 2


def test_a_thorough_pass_that_is_abandoned_stops_at_the_next_step(recognizer, speech, monkeypatch):
    watched, waited_for = Watched(recognizer, monkeypatch), Event()

    def somebody_waits():
        waited = waited_for.is_set()
        waited_for.set()  # from the second step on
        return waited

    with pytest.raises(Abandoned):
        recognizer.transcribe(speech, 0, (), thorough=True, abandoned=somebody_waits)
    assert watched.windows == [WHOLE]  # it was encoded, and not decoded
    assert text(recognizer.transcribe(speech, 0, ())) == SENTENCE


def test_the_record_is_made_with_its_own_model(tmp_path, tiny_whisper, speech):
    larger = make_tiny_whisper(tmp_path / "larger", "gradient boosting overfits on noise")
    recognizer = loaded(tiny_whisper, record_model=str(larger))
    assert text(recognizer.transcribe(speech, 0, ())) == SENTENCE
    assert text(recognizer.transcribe(speech, 0, (), thorough=True)).startswith("gradient")
    assert recognizer.settings()["record_model"] == "larger"


def test_a_model_for_the_record_is_never_downloaded(empty_cache, tiny_whisper):
    recognizer = FasterWhisperRecognizer(str(tiny_whisper), record_model="small.en")
    with pytest.raises(SetupError, match=r"doctor --download small\.en"):
        recognizer.load()
