"""A Hugging Face hub on loopback that offers one folder as every repository."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

COMMIT = "7" * 40


class _Hub(BaseHTTPRequestHandler):
    folder: Path

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        body = self._body(self.path.split("?")[0].strip("/").split("/"))
        self.send_response(200)
        headers = {"Content-Length": len(body), "ETag": f'"{len(body)}"', "X-Repo-Commit": COMMIT}
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _body(self, place: list[str]) -> bytes:
        files = {path.name: path for path in sorted(self.folder.iterdir())}
        if "tree" in place:
            sizes = [(name, path.stat().st_size) for name, path in files.items()]
            listed = [{"type": "file", "path": n, "size": s, "oid": n} for n, s in sizes]
            return json.dumps(listed).encode()
        if place[0] == "api":
            siblings = [{"rfilename": name} for name in files]
            return json.dumps({"id": "x/y", "sha": COMMIT, "siblings": siblings}).encode()
        return files[place[-1]].read_bytes() if "resolve" in place else b"hub"

    def log_message(self, *_: object) -> None:
        """Not on the test's screen."""


@contextmanager
def model_hub(folder: Path) -> Iterator[str]:
    """The address, for HF_ENDPOINT."""
    hub = type("ThisHub", (_Hub,), {"folder": folder})
    server = ThreadingHTTPServer(("127.0.0.1", 0), hub)
    serving = Thread(target=server.serve_forever, args=(0.01,))
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
