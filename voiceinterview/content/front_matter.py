"""Markdown files with a YAML head between two lines of three dashes."""

import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Annotated, Any

from pydantic import StringConstraints

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.validation import FileModel, Id, Version, check_shape
from voiceinterview.content.yaml_lines import YamlFile, parse_yaml
from voiceinterview.domain.prompts import Prompt

FENCE = "---"
Variable = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Head(FileModel):
    """What every prompt file says of itself."""

    name: Id
    version: Version
    variables: list[Variable]


@dataclass(frozen=True)
class MarkdownFile:
    """`head` is the checked front matter, a `Head` or a subclass of it."""

    yaml: YamlFile
    head: Any
    body: str
    prompt: Prompt


def load_prompt(content: Content, path: Path, variables: frozenset[str] | None = None) -> Prompt:
    """The prompt in a file. `variables` are those that the program is going to fill in.

    Raises `ContentError`, also where the file's variables are others than `variables`.
    """
    faults = Faults()
    file = read_markdown(content, path, Head, faults)
    if file is not None and variables is not None:
        declared = frozenset(file.prompt.variables)
        if declared != variables:
            faults.add(
                file.yaml.source,
                file.yaml.line(["variables"]),
                f"variables: expected {_listed(variables)}, found {_listed(declared)}",
            )
    faults.raise_any()
    assert file is not None  # otherwise there was a fault
    return file.prompt


def read_markdown(
    content: Content, path: Path, kind: type[Head], faults: Faults
) -> MarkdownFile | None:
    """None where a fault was added."""
    text = content.read(path, faults)
    if text is None:
        return None
    source = content.label(path)
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE or FENCE not in (line.rstrip() for line in lines[1:]):
        faults.add(source, 1, f"expected front matter between two lines {FENCE}, found none")
        return None
    close = next(n for n, line in enumerate(lines) if n and line.rstrip() == FENCE)
    yaml_file = parse_yaml("\n".join(lines[1:close]), source, faults, first_line=2)
    head = check_shape(kind, yaml_file, faults) if yaml_file is not None else None
    body_lines = lines[close + 1 :]
    if yaml_file is None or head is None:
        return None
    if not _check_body(body_lines, close + 2, yaml_file, head, faults):
        return None
    body = "\n".join(body_lines).strip()
    digest = content.digests[source]
    prompt = Prompt(head.name, head.version, tuple(head.variables), body, source, digest)
    return MarkdownFile(yaml_file, head, body, prompt)


def _check_body(
    lines: list[str], first_line: int, yaml_file: YamlFile, head: Head, faults: Faults
) -> bool:
    before = len(faults.found)
    source = yaml_file.source
    used: set[str] = set()
    for number, line in enumerate(lines, first_line):
        for match in Template.pattern.finditer(line):
            name = match["named"] or match["braced"]
            if match["invalid"] is not None:
                faults.add(source, number, "found a lone $; a dollar sign is written $$")
            elif name and name not in head.variables:
                declared = _listed(frozenset(head.variables))
                faults.add(source, number, f"found ${name}, expected one of: {declared}")
            elif name:
                used.add(name)
    for unused in sorted(set(head.variables) - used):
        line_number = yaml_file.line(["variables", head.variables.index(unused)])
        faults.add(source, line_number, f"expected ${unused} somewhere in the text, found none")
    if not re.search(r"\S", "\n".join(lines)):
        faults.add(source, first_line, "expected text below the front matter, found none")
    return len(faults.found) == before


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "no variables"
