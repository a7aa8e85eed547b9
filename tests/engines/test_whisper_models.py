import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from huggingface_hub import constants

from voiceinterview.engines.speech import whisper_models
from voiceinterview.engines.speech.whisper_models import find_model, get_model
from voiceinterview.errors import BadInput, SetupError, UnknownName

COMMIT = "5" * 40


class Hub(BaseHTTPRequestHandler):
    """The calls of the Hugging Face hub that a download makes."""

    folder: Path
    left_out: str

    def do_HEAD(self) -> None:
        self.answer(send=False)

    def do_GET(self) -> None:
        self.answer(send=True)

    def answer(self, send: bool) -> None:
        parts = self.path.split("?")[0].strip("/").split("/")
        if "tree" in parts:
            sizes = [(name, (self.folder / name).stat().st_size) for name in self.names()]
            body = json.dumps(
                [{"type": "file", "path": n, "size": size, "oid": n} for n, size in sizes]
            ).encode()
        elif parts[0] == "api":
            body = json.dumps(
                {"id": "x/y", "sha": COMMIT, "siblings": [{"rfilename": n} for n in self.names()]}
            ).encode()
        elif "resolve" in parts and parts[-1] in self.names():
            body = (self.folder / parts[-1]).read_bytes()
        else:
            body = b"hub"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{len(body)}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if send:
            self.wfile.write(body)

    def names(self) -> list[str]:
        return sorted(p.name for p in self.folder.iterdir() if p.name != self.left_out)

    def log_message(self, *args: object) -> None:
        return


@contextmanager
def hub(folder: Path, left_out: str = "") -> Iterator[str]:
    kind = type("ThisHub", (Hub,), {"folder": folder, "left_out": left_out})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    serving = Thread(target=server.serve_forever, args=(0.01,))
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


def use_hub(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """What HF_ENDPOINT does, which is read once, when the library is imported."""
    template = f"{address}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
    monkeypatch.setattr(constants, "ENDPOINT", address)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)


@pytest.fixture(autouse=True)
def nothing_at_hand(empty_cache: Path) -> Path:
    return empty_cache


def test_a_model_is_downloaded_once_and_then_found(tiny_whisper, monkeypatch, capfd):
    said: list[str] = []
    assert find_model("base.en") is None
    with hub(tiny_whisper) as address:
        use_hub(monkeypatch, address)
        folder = get_model("base.en", said.append)
    assert (folder / "model.bin").stat().st_size == (tiny_whisper / "model.bin").stat().st_size
    assert said == [
        "Downloading the speech model base.en (Systran/faster-whisper-base.en, about 145 MB)."
    ]
    assert "100%" in capfd.readouterr().err  # the bar
    assert find_model("base.en") == folder
    assert get_model("base.en", said.append) == folder  # the hub is gone by now
    assert len(said) == 1


def test_a_download_that_was_broken_off_is_no_model(tiny_whisper, monkeypatch):
    with hub(tiny_whisper) as address:
        use_hub(monkeypatch, address)
        folder = get_model("base.en")
        (folder / "model.bin").unlink()
        assert find_model("base.en") is None
        assert (get_model("base.en") / "model.bin").is_file()


def test_a_repository_without_a_model_is_said(tiny_whisper, monkeypatch):
    with hub(tiny_whisper, left_out="tokenizer.json") as address:
        use_hub(monkeypatch, address)
        with pytest.raises(SetupError, match=r"somebody/something holds no tokenizer\.json"):
            get_model("somebody/something")


def test_where_no_hub_listens_the_three_ways_on_are_named(monkeypatch):
    use_hub(monkeypatch, "http://127.0.0.1:9")
    with pytest.raises(SetupError) as caught:
        get_model("base.en")
    advice = str(caught.value)
    assert "http://127.0.0.1:9 does not answer" in advice
    assert "voiceinterview doctor --download base.en" in advice
    assert "pip install 'voiceinterview[pocketsphinx]'" in advice
    assert "--recognizer pocketsphinx" in advice
    assert "--typed" in advice


def test_nobody_is_told_to_type_what_was_recorded(monkeypatch):
    use_hub(monkeypatch, "http://127.0.0.1:9")
    with pytest.raises(SetupError) as caught:
        get_model("base.en", live=False)
    assert "There are two ways on" in str(caught.value)
    assert "--typed" not in str(caught.value)


def test_a_hub_that_never_answers_is_given_up_in_time(monkeypatch):
    monkeypatch.setattr(whisper_models, "REACH_LIMIT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        use_hub(monkeypatch, f"http://127.0.0.1:{deaf.getsockname()[1]}")
        with pytest.raises(SetupError, match="does not answer"):
            get_model("base.en")


def test_offline_means_that_nobody_is_asked(monkeypatch):
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(whisper_models, "_hub_answers", lambda endpoint: pytest.fail("asked"))
    with pytest.raises(SetupError, match="HF_HUB_OFFLINE"):
        get_model("base.en")


def test_a_folder_that_is_a_model_is_found(tiny_whisper):
    assert find_model(str(tiny_whisper)) == tiny_whisper


def test_a_folder_that_is_no_model_is_named_with_what_it_lacks(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(BadInput, match=r"holds no model\.bin and no tokenizer\.json") as caught:
        find_model(str(tmp_path))
    assert str(tmp_path) in caught.value.problem


def test_a_path_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadInput, match="nowhere is not a folder"):
        find_model(str(tmp_path / "nowhere"))


def test_an_unknown_name_lists_the_names_there_are():
    with pytest.raises(UnknownName, match=r"base\.en"):
        find_model("base-english")
