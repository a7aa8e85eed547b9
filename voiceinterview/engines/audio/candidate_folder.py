"""A recorded candidate on disk: `candidate.yaml` and the clips it names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from voiceinterview.engines.audio.recording import Recording
from voiceinterview.errors import BadInput

FILE = "candidate.yaml"
Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]
# The C parser is about ten times as fast; it is missing only where PyYAML was built without it.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClipWord(_Strict):
    """A word of a clip; times in samples of its file, at the file's own rate."""

    text: Text
    start: Count
    end: Count


class Clip(_Strict):
    """Something the candidate says. `words` are in order."""

    file: Text
    text: Text
    words: Annotated[tuple[ClipWord, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _words_in_order(self) -> Self:
        reached = 0
        for word in self.words:
            if not reached <= word.start < word.end:
                raise ValueError(f"the word {word.text!r} ({word.start} to {word.end}) is not "
                                 f"after sample {reached}")  # fmt: skip
            reached = word.start
        return self


class Answer(Clip):
    """A clip for a question of the bank (`follow_up` 0) or the n-th follow-up to it."""

    question: Text
    follow_up: Count = 0


class Candidate(_Strict):
    """`voice` says how the clips were made; `otherwise` is said where no answer is left."""

    name: Text
    voice: Text
    answers: tuple[Answer, ...] = ()
    otherwise: tuple[Clip, ...] = ()

    @model_validator(mode="after")
    def _says_something_once(self) -> Self:
        if not self.answers and not self.otherwise:
            raise ValueError("there is not one clip in it")
        keys = [(answer.question, answer.follow_up) for answer in self.answers]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"more than one answer for {twice[0][0]}, follow-up {twice[0][1]}")
        return self


def read_candidate(folder: Path) -> Candidate:
    """Raises `BadInput` with every fault of the file, or of the clips that it names."""
    path = folder / FILE
    try:
        loaded = yaml.load(path.read_text("utf-8"), Loader=_SafeLoader)
        candidate = Candidate.model_validate(loaded)
    except OSError as error:
        raise BadInput(
            f"{path}: {error.strerror}", f"A recorded candidate is a folder with a {FILE}."
        ) from None
    except ValidationError as error:
        faults = [f"{path}: {_place(one['loc'])}: {one['msg']}" for one in error.errors()]
        raise BadInput("\n".join(faults), "Mend the places named.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: is not YAML: {error}", "Mend the place named.") from None
    faults = [fault for clip in _clips(candidate) for fault in _clip_faults(folder, clip)]
    if faults:
        raise BadInput("\n".join(faults), f"Mend the clips or what {path} says of them.")
    return candidate


def clip_path(folder: Path, clip: Clip) -> Path | None:
    """Where a clip lies; None where its name leads out of the folder."""
    path = folder / clip.file
    return path if path.resolve().is_relative_to(folder.resolve()) else None


def _clips(candidate: Candidate) -> Iterator[Clip]:
    yield from candidate.answers
    yield from candidate.otherwise


def _clip_faults(folder: Path, clip: Clip) -> Iterator[str]:
    path = clip_path(folder, clip)
    if path is None:
        yield f"{folder / FILE}: {clip.file!r} leads out of the candidate's folder"
        return
    try:
        recording = Recording(path)
    except BadInput as fault:
        yield fault.problem
        return
    recording.close()
    last = clip.words[-1]
    if last.end > recording.length:
        yield (
            f"{path}: holds {recording.length} samples, but the word {last.text!r} "
            f"is said to end at {last.end}"
        )


def _place(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in steps) or "file"
