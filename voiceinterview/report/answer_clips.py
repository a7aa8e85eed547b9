"""Whole answers as sound, for a page that sets two of them side by side."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from voiceinterview.domain.speech import samples
from voiceinterview.ports import Samples
from voiceinterview.report.clips import LARGEST_SOUND, MARGIN, ClipSet, Span, embedded, encode

TOO_LARGE = "The answers take too much sound for one page; write it to a file."


def with_answers(clips: ClipSet, answers: Mapping[str, Samples], folder: str | None) -> ClipSet:
    """`clips` with a sound for each answer, by name ("before", "now"); the names are ours.

    `folder` is the name of the folder beside the page, None where the page is no file.
    """
    with ThreadPoolExecutor() as pool:  # libsndfile works without the interpreter's lock
        sounds = dict(zip(answers, pool.map(encode, answers.values()), strict=True))
    if 4 * sum(map(len, sounds.values())) <= 3 * LARGEST_SOUND:
        return replace(clips, answers={name: embedded(sound) for name, sound in sounds.items()})
    if folder is None:
        return replace(clips, note=f"{clips.note} {TOO_LARGE}".strip())
    names = {name: f"{folder}/{name}.mp3" for name in sounds}
    files = {names[name]: sound for name, sound in sounds.items()}
    return replace(clips, answers=names, files={**clips.files, **files})


def heard_at(span: Span) -> Span:
    """The samples to read for an answer: its words with a little round them."""
    return max(0, span[0] - samples(MARGIN)), span[1] + samples(MARGIN)
