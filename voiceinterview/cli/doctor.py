"""`voiceinterview doctor`: what works here, what does not, and the command that mends it."""

import argparse
import sys

from voiceinterview import __version__
from voiceinterview.app.checks.finding import Finding
from voiceinterview.cli import options as shared

EPILOG = """\
Listens for two seconds (say something), plays a soft tone and, without --headphones, four seconds
of soft hiss (be silent) to hear how it comes back, and calls the language model once.
Exit code: 0 nothing failed, 1 something that `practice` needs failed (a warning is no failure),
2 bad usage."""


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EPILOG
    parser.add_argument(
        "--download",
        metavar="MODEL",
        help="download a speech model first, such as base.en, then check it",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    shared.add_engines(parser)
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import asyncio

    from voiceinterview.app.doctor import doctor

    report = JsonReport() if options.json else TextReport()
    code = asyncio.run(doctor(shared.flags_of(options), options.download, report))
    report.finish()
    return code


class Report:
    """Shows progress on stderr, and keeps what was found."""

    def __init__(self) -> None:
        self.findings: dict[str, Finding] = {}

    def say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def found(self, name: str, finding: Finding) -> None:
        self.findings[name] = finding

    def failed(self) -> list[str]:
        return [name for name, one in self.findings.items() if one.verdict == "failed"]


class TextReport(Report):
    """A line a check, as soon as it is over; below it what mends it."""

    def found(self, name: str, finding: Finding) -> None:
        super().found(name, finding)
        first, *more = finding.found.splitlines() or [""]
        lines = [f"{finding.verdict:<8} {name:<15} {first}"]
        lines += [f"{'':<24} {line}" for line in more]
        lines += [f"{'':<24} {'->' if at == 0 else '  '} {line}"
                  for at, line in enumerate(finding.mend.splitlines())]  # fmt: skip
        print("\n".join(lines), flush=True)

    def finish(self) -> None:
        failed = self.failed()
        if failed:
            print(f"\n{len(failed)} of {len(self.findings)} checks failed: {', '.join(failed)}.")
        else:
            print("\nNothing failed: voiceinterview practice")


class JsonReport(Report):
    """One object, when all is over.

    {"version", "ok", "checks": {name: {"verdict", "found", "mend", "measured": {...}}}}
    """

    def finish(self) -> None:
        import json

        checks = {
            name.replace(" ", "_"): {
                "verdict": one.verdict,
                "found": one.found,
                "mend": one.mend,
                "measured": dict(one.measured),
            }
            for name, one in self.findings.items()
        }
        report = {"version": __version__, "ok": not self.failed(), "checks": checks}
        print(json.dumps(report, indent=2, allow_nan=False))
