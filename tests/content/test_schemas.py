"""The JSON Schemas are those of the program, and every YAML file names its own."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from voiceinterview.content.folders import find_content
from voiceinterview.content.schemas import schema_line, schema_texts, write_schemas, yaml_files

REPOSITORY = Path(__file__).resolve().parents[2]
SCHEMAS = schema_texts()


def plain(path: Path) -> Any:
    """As an editor sees the file: keys are text."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return json.loads(json.dumps(loaded))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_on_disk_is_what_the_program_would_write(name: str) -> None:
    written = (REPOSITORY / "schemas" / name).read_text(encoding="utf-8")
    assert written == SCHEMAS[name], "voiceinterview content schema --write"


def test_no_other_schema_lies_about() -> None:
    assert sorted(path.name for path in (REPOSITORY / "schemas").iterdir()) == sorted(SCHEMAS)


def test_every_yaml_file_of_the_content_names_its_schema_in_the_first_line() -> None:
    content = find_content()
    named = dict(yaml_files(content))
    everything = [*content.prompts.rglob("*.yaml"), *content.rubrics.rglob("*.yaml")]
    assert sorted(set(everything) - set(named)) == []
    for path, schema in named.items():
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first == schema_line(content, path, schema), path
        target = (path.parent / first.partition("$schema=")[2]).resolve()
        assert target == REPOSITORY / "schemas" / f"{schema}.json"
        assert target.is_file(), path


def test_every_yaml_file_of_the_content_fits_its_schema() -> None:
    validators = {
        name.removesuffix(".json"): jsonschema.Draft202012Validator(json.loads(text))
        for name, text in SCHEMAS.items()
    }
    faults = [
        f"{path}: {error.json_path}: {error.message}"
        for path, schema in yaml_files(find_content())
        for error in validators[schema].iter_errors(plain(path))
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("difficulty:", "hardness:"),
        (r"minutes: \d+", "minutes: many"),
        ("move: probe", "move: ask"),
    ],
)
def test_an_editor_marks_what_the_program_would_refuse(old: str, new: str) -> None:
    content = find_content()
    path = content.prompts / "data-scientist-ml" / "questions" / "recruiter-screen.yaml"
    spoiled = re.sub(old, new, path.read_text(encoding="utf-8"), count=1)
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMAS["question.json"]))
    assert validator.is_valid(plain(path))
    assert not validator.is_valid(json.loads(json.dumps(yaml.safe_load(spoiled))))


def test_schemas_are_written_beside_the_content(pack: Path) -> None:
    written = write_schemas(find_content(pack))
    assert {path.name for path in written} == set(SCHEMAS)
    assert (pack / "schemas" / "story.json").read_text(encoding="utf-8") == SCHEMAS["story.json"]
