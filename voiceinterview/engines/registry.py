"""Engines by name, imported on first use, so that `voiceinterview --help` loads no model library.

Third parties add engines by entry points in the groups `voiceinterview.recognizers`,
`voiceinterview.synthesizers`, `voiceinterview.language_models` and `voiceinterview.turn_detectors`;
they are loaded only when named, and cannot take a built-in's name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from typing import Any

from voiceinterview.errors import SetupError, UnknownName

_ENGINES = "voiceinterview.engines"

BUILT_IN: Mapping[str, Mapping[str, str]] = {
    "recognizer": {
        "faster-whisper": f"{_ENGINES}.speech.faster_whisper_recognizer:FasterWhisperRecognizer",
        "pocketsphinx": f"{_ENGINES}.speech.pocketsphinx_recognizer:PocketsphinxRecognizer",
        "recorded": f"{_ENGINES}.speech.recorded_recognizer:RecordedRecognizer",
    },
    "synthesizer": {
        "pyttsx3": f"{_ENGINES}.speech.pyttsx3_synthesizer:Pyttsx3Synthesizer",
        "silent": f"{_ENGINES}.speech.silent_synthesizer:SilentSynthesizer",
    },
    "language_model": {
        "scripted": f"{_ENGINES}.models.scripted_model:ScriptedModel",
        "litellm": f"{_ENGINES}.models.litellm_model:LitellmModel",
    },
    "turn_detector": {
        "smart-turn": f"{_ENGINES}.speech.smart_turn:SmartTurn",
    },
    "echo_canceller": {
        "webrtc": f"{_ENGINES}.audio.webrtc_echo_canceller:WebrtcEchoCanceller",
    },
}


@dataclass(frozen=True)
class Extra:
    """An optional part of the installation, and the module that it brings."""

    name: str
    module: str


_EXTRAS = {
    ("recognizer", "pocketsphinx"): Extra("pocketsphinx", "pocketsphinx"),
    ("echo_canceller", "webrtc"): Extra("echo", "livekit"),
}


def names(port: str) -> list[str]:
    """The engines that there are for a port: the built-in ones, then third parties'."""
    return list(dict.fromkeys([*BUILT_IN[port], *sorted(_third_parties(port))]))


def resolve(port: str, name: str) -> Callable[..., Any]:
    """The factory of the engine `name` for `port` ("recognizer", "synthesizer",
    "language_model", "turn_detector" or "echo_canceller").

    Raises `UnknownName` for a name that is not there, and `SetupError` with the command that
    helps where the engine cannot be imported.
    """
    if name in BUILT_IN[port]:
        return _built_in(port, name)
    entry = _third_parties(port).get(name)
    if entry is None:
        raise UnknownName(port.replace("_", " "), name, names(port))
    return _loaded(port, entry)


def _built_in(port: str, name: str) -> Callable[..., Any]:
    extra = _EXTRAS.get((port, name))
    if extra and find_spec(extra.module) is None:
        raise _extra_missing(port, name, extra)
    module, _, factory = BUILT_IN[port][name].partition(":")
    try:
        return _callable(port, name, getattr(import_module(module), factory))
    except ImportError as error:
        if extra and (error.name or "").partition(".")[0] == extra.module:
            raise _extra_missing(port, name, extra) from error
        raise


def _extra_missing(port: str, name: str, extra: Extra) -> SetupError:
    return SetupError(
        f"the {port.replace('_', ' ')} {name!r} needs {extra.module}, which is not installed",
        f"Install it: pip install 'voiceinterview[{extra.name}]'",
    )


def _third_parties(port: str) -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=f"voiceinterview.{port}s")}


def _loaded(port: str, entry: EntryPoint) -> Callable[..., Any]:
    owner = entry.dist.name if entry.dist else entry.value
    try:
        return _callable(port, entry.name, entry.load())
    except (ImportError, AttributeError) as error:
        raise SetupError(
            f"the {port.replace('_', ' ')} {entry.name!r} of {owner} cannot be loaded: {error}",
            f"Install it anew with what it needs: pip install --force-reinstall {owner}",
        ) from error


def _callable(port: str, name: str, factory: Any) -> Callable[..., Any]:
    if not callable(factory):
        raise SetupError(
            f"the {port.replace('_', ' ')} {name!r} is no factory but a {type(factory).__name__}",
            "Its entry point must name a class or a function.",
        )
    return factory  # type: ignore[no-any-return]
