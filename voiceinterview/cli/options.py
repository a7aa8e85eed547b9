"""Flags that several commands share. Each is a setting of the same name (app/settings.py)."""

import argparse
from pathlib import Path
from typing import Any

INTERVIEW = (
    "role", "stages", "minutes", "difficulty", "job", "cv", "facts", "persona", "seed", "patience",
    "feedback",
    "interrupt",
)  # fmt: skip
ENGINES = (
    "model", "api_base", "rater_model", "rater_api_base", "max_cost", "local_only",
    "recognizer", "recognizer_model", "record_model", "synthesizer", "voice",
    "turn_detector", "turn_detector_model", "microphone", "speaker", "headphones",
)  # fmt: skip
PLACES = ("sessions", "content")


def add_role(parser: Any) -> None:
    """`parser` may be a group of one."""
    parser.add_argument("--role", help="role pack (default: data-scientist-ml)")


def add_interview(parser: argparse.ArgumentParser, *, stages: bool = True) -> None:
    """Without `stages` what is asked is settled already."""
    group = parser.add_argument_group("the interview")
    add_role(group)
    if stages:
        group.add_argument(
            "--plan", dest="stages", action="extend", nargs="+", metavar="PART",
            help="quick: the role's short form (default); full: every stage, in the role's mix of "
            "formats; or the parts by name: viva, code-review, star, coding, and stages",
        )  # fmt: skip
        group.add_argument(
            "--stage", dest="stages", action="append", metavar="STAGE",
            help="one part by name; may be given several times",
        )  # fmt: skip
        add_documents(group)
    group.add_argument("--minutes", type=float, help="length of the whole interview")
    if stages:
        group.add_argument(
            "--difficulty", choices=("easy", "medium", "hard", "mixed"),
            help="of the questions (default: mixed, from easy to hard)",
        )  # fmt: skip
    group.add_argument("--persona", help="who interviews (default: rigorous-scientist)")
    group.add_argument(
        "--seed", type=int,
        help="the same seed asks the same questions, whatever was asked before; without one, what "
        "was asked lately comes last",
    )  # fmt: skip
    group.add_argument(
        "--patience",
        choices=("low", "normal", "high", "manual"),
        help="how long you may pause before your answer counts as finished; manual: until Enter",
    )
    group.add_argument(
        "--interrupt", action="store_true", default=None,
        help="let the interviewer stop an answer that goes on past its time, as real ones do",
    )  # fmt: skip
    feedback = group.add_mutually_exclusive_group()
    feedback.add_argument(
        "--real", dest="feedback", action="store_const", const="real",
        help="no feedback before the end (default)",
    )  # fmt: skip
    feedback.add_argument(
        "--coached", dest="feedback", action="store_const", const="coached",
        help="a sentence of feedback after each answer, and a second try where something lacks",
    )  # fmt: skip


def add_documents(parser: Any) -> None:
    """`parser` may be a group of one."""
    parser.add_argument(
        "--job", metavar="FILE", help="the job description (text, Markdown, PDF or DOCX)"
    )
    parser.add_argument("--cv", metavar="FILE", help="your résumé, in the same forms")
    parser.add_argument(
        "--facts", metavar="FILE",
        help="what the interviewer may ask about, for you to edit: written from --job and --cv, "
        "and read where it is there",
    )  # fmt: skip


def add_sound(parser: argparse.ArgumentParser) -> None:
    """Where the candidate is heard and the interviewer is played; see `app.engines.Sound`."""
    group = parser.add_argument_group("sound")
    group.add_argument(
        "--typed", action="store_true", help="type the answers; nothing is listened to"
    )
    group.add_argument(
        "--input", type=Path, metavar="FILE",
        help="a recording in place of the microphone (or the folder of a recorded candidate)",
    )  # fmt: skip
    group.add_argument(
        "--output", metavar="FILE", help="speaker (default), none, or a WAV file to write"
    )
    group.add_argument(
        "--fast", action="store_true", help="with --input: do not wait for the time to pass"
    )


def output_of(options: argparse.Namespace) -> str:
    """Where the interviewer is played; nobody listens to one that does not wait."""
    return options.output or ("none" if options.fast else "speaker")


def add_engines(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("engines")
    group.add_argument(
        "--model", help="any litellm model (openai/..., ollama_chat/...), or scripted"
    )
    add_api_base(group)
    group.add_argument(
        "--rater-model", metavar="MODEL", help="a model to rate with (default: the interviewer's)"
    )
    group.add_argument("--rater-api-base", metavar="ADDRESS", help="address of the rater's server")
    group.add_argument(
        "--max-cost", type=float, metavar="DOLLARS",
        help="what the models of a session may cost, rating included; then the script goes on",
    )  # fmt: skip
    add_local_only(group)
    group.add_argument("--recognizer", help="faster-whisper (default), pocketsphinx or recorded")
    group.add_argument("--recognizer-model", help="Whisper model or folder (default: base.en)")
    group.add_argument(
        "--record-model", metavar="MODEL",
        help="a larger Whisper for the words that are rated, which nobody waits for; never "
        "downloaded (default: the same model)",
    )  # fmt: skip
    group.add_argument("--synthesizer", help="pyttsx3 (default) or silent")
    group.add_argument("--voice", help="voice of the synthesizer (default: the persona's)")
    group.add_argument(
        "--turn-detector", choices=("smart-turn", "none"),
        help="what hears from your voice whether an answer is over (default: Smart Turn, where "
        "its model is installed: pip install --no-deps pipecat-ai)",
    )  # fmt: skip
    group.add_argument("--turn-detector-model", metavar="FILE", help="its model, an .onnx file")
    group.add_argument("--microphone", help="input device by name or number")
    group.add_argument("--speaker", help="output device by name or number")
    group.add_argument(
        "--headphones", action="store_true", default=None, help="no loudspeaker: no echo to cancel"
    )


def add_api_base(parser: Any) -> None:
    """`parser` may be a group of one."""
    parser.add_argument("--api-base", help="address of an OpenAI-compatible or Ollama server")


def add_local_only(parser: Any) -> None:
    """`parser` may be a group of one."""
    parser.add_argument(
        "--local-only", action="store_true", default=None,
        help="refuse language models that are not on this machine",
    )  # fmt: skip


def add_places(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("places")
    group.add_argument("--sessions", metavar="FOLDER", help="folder of the recorded interviews")
    group.add_argument("--content", metavar="FOLDER", help="folder with prompts/ and rubrics/")


def flags_of(options: argparse.Namespace) -> dict[str, Any]:
    """What was given on the command line of the settings, by name."""
    return {
        name: getattr(options, name)
        for name in (*INTERVIEW, *ENGINES, *PLACES)
        if getattr(options, name, None) is not None
    }
