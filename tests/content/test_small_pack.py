from hashlib import sha256
from pathlib import Path

import pytest

from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.moves import load_moves
from voiceinterview.content.pack import check_content, ready_stages
from voiceinterview.content.personas import load_persona
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.content.stages import load_stage_brief
from voiceinterview.errors import ContentError, SetupError, UnknownName


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(content: Content) -> tuple[str, ...]:
    with pytest.raises(ContentError) as caught:
        check_content(content)
    return caught.value.faults


def test_a_whole_pack_reads_into_domain_objects(content: Content) -> None:
    check_content(content)
    role = load_role(content, "tester")
    assert role.stage("chat").real_minutes == (30, 45)
    questions = load_questions(content, role)
    assert [question.id for question in questions] == ["gap", "talk"]
    assert questions[0].key_points[1].none_of == ("no leak",)
    assert questions[0].follow_ups[3].move == "what-if"
    assert load_stage_brief(content, role, "deep-dive").openings == ("This is the deep dive.",)
    assert load_persona(content, "plain-one").voice.rate == 150
    rubric = load_rubric(content, "tester", "deep-dive")
    assert rubric.criteria[0].anchor(2) == "Reasons."
    assert rubric.criteria[0].red_flags[0].cap == 1
    assert rubric.criteria[0].key_points == ()  # as in files from before there were any


def test_signs_of_a_criterion_have_ids_of_their_own(content: Content, pack: Path) -> None:
    path = pack / "rubrics/tester/deep-dive.yaml"
    sign = "      - {id: why, text: Answers a second why.}\n"
    edit(path, "    red_flags:", f"    key_points:\n{sign}    red_flags:")
    (point,) = load_rubric(content, "tester", "deep-dive").criteria[0].key_points
    assert (point.id, point.text) == ("why", "Answers a second why.")
    edit(path, sign, sign + sign + "      - {id: how, text: Says how., any_of: [how]}\n")
    assert faults_of(content) == (
        "rubrics/tester/deep-dive.yaml:16: criteria > depth > key_points > how: found the unknown"
        " key 'any_of', expected one of id, text",
    )
    edit(path, ", any_of: [how]", "")
    assert faults_of(content) == (
        "rubrics/tester/deep-dive.yaml:15: criteria > depth > key_points > why > id: expected an"
        " id of its own, found one used above",
    )


def test_every_file_read_is_in_the_digests(content: Content, pack: Path) -> None:
    load_role(content, "tester")
    raw = (pack / "prompts/tester/role.yaml").read_bytes()
    assert content.digests == {"prompts/tester/role.yaml": sha256(raw).hexdigest()}
    rubric = load_rubric(content, "tester", "deep-dive")
    assert content.digests["rubrics/tester/deep-dive.yaml"] == rubric.sha256


def test_only_the_stages_asked_for_are_parsed(content: Content, pack: Path) -> None:
    role = load_role(content, "tester")
    edit(pack / "prompts/tester/questions/talk.yaml", "minutes: 6", "minutes: six")
    assert [q.id for q in load_questions(content, role, ["deep-dive"])] == ["gap"]
    with pytest.raises(ContentError):
        load_questions(content, role, ["chat"])


def test_a_stage_is_ready_with_brief_rubric_and_questions(content: Content) -> None:
    assert ready_stages(content, load_role(content, "tester")) == ("deep-dive",)


@pytest.mark.parametrize(
    ("load", "listed"),
    [
        (lambda c, r: load_role(c, "astronaut"), "tester"),
        (lambda c, r: load_persona(c, "../tester"), "plain-one"),
        (lambda c, r: load_rubric(c, "tester", "chat"), "deep-dive"),
        (lambda c, r: load_rubric(c, "..", "deep-dive"), "tester"),
        (lambda c, r: load_questions(c, r, ["lunch"]), "deep-dive, chat"),
        (lambda c, r: load_stage_brief(c, r, "lunch"), "deep-dive, chat"),
        (lambda c, r: load_stage_brief(c, r, "chat"), "deep-dive"),
    ],
)
def test_an_unknown_name_lists_what_there_is(content: Content, load, listed: str) -> None:
    role = load_role(content, "tester")
    with pytest.raises(UnknownName, match=f"There are: {listed}"):
        load(content, role)


def test_all_faults_of_all_files_come_in_one_error_with_their_lines(
    content: Content, pack: Path
) -> None:
    edit(pack / "prompts/tester/questions/deep.yaml", "difficulty: 2", "difficulty: '2'")
    edit(pack / "prompts/tester/questions/deep.yaml", "  why: Tells doing", "  whi: Tells doing")
    edit(pack / "prompts/tester/questions/talk.yaml", "when_missing: leak", "when_missing: lek")
    edit(pack / "prompts/personas/plain-one.md", "pitch: 40", "pitch: 400")
    edit(pack / "prompts/interviewer/greet.md", "$who", "$whom")
    edit(pack / "rubrics/tester/deep-dive.yaml", "      2: Reasons.\n", "")
    faults = faults_of(content)
    assert [fault.split(": ")[0] for fault in faults] == [
        "prompts/interviewer/greet.md:4",
        "prompts/interviewer/greet.md:6",
        "prompts/personas/plain-one.md:6",
        "prompts/tester/questions/deep.yaml:1",
        "prompts/tester/questions/deep.yaml:5",
        "prompts/tester/questions/deep.yaml:8",
        "prompts/tester/questions/talk.yaml:22",
        "rubrics/tester/deep-dive.yaml:9",
    ]
    told = "\n".join(faults)
    assert "gap > difficulty: expected a valid integer, found '2'" in told
    assert "gap: expected the key 'why', found none" in told
    assert "gap: found the unknown key 'whi', expected one of id, stage, format" in told
    assert "talk > follow_ups > number 1 > when_missing: expected a key point (named," in told
    assert "found 'lek'" in told
    assert "anchors: expected one for each of [1, 2], found [1]" in told


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("type: debugging\n", "type: gossip\n", 4, "expected 'fundamentals'"),
        ("  type: debugging\n", "", 3, "expected a type for viva only"),
        ("stage: deep-dive", "stage: lunch", 2, "expected one of deep-dive, chat, found 'lunch'"),
        ("id: gap", "id: talk", 1, "expected an id of its own"),
        ("any_of: [leak]", "any_of: ['...']", 11, "expected a phrase with a word in it"),
        ("any_of: [leak]", "any_of: [no]", 11, "put it in quotes if text is meant"),
        ("{id: leak,", "{id: named,", 11, "expected an id of its own"),
        ("{when_missing: leak,", "{when_missing: leak, when_heard: leak,", 22, "found when_miss"),
        ("  minutes: 6\n", "  minutes: 6\n  minutes: 7\n", 7, "a second time"),
        ("minutes: 6", "minutes: 6: 7", 6, "not YAML"),
        ("tags: []", "tags: &a [*a]", 27, "aliases"),
        ("why: Tells doing from knowing.", "why: !!python/name:os.system ''", 8, "not YAML"),
        ("why: Tells doing", "why: 2026-99-99\n  x: Tells", 9, "unknown key 'x'"),
        ("why: Tells", "why: \x07Tells", 8, "not YAML"),
        ("minutes: 6", f"minutes: {'9' * 5000}", 1, "not YAML"),
        ("hints: [Think of the split., ", "hints: [", 26, "at least 2 items"),
    ],
)
def test_a_damaged_question_names_its_line(
    content: Content, pack: Path, old: str, new: str, line: int, told: str
) -> None:
    edit(pack / "prompts/tester/questions/deep.yaml", old, new)
    (fault, *_) = [f for f in faults_of(content) if told in f]
    name = "talk" if "id: talk" in new else "deep"
    assert fault.startswith(f"prompts/tester/questions/{name}.yaml:{line}: ")


@pytest.mark.parametrize("text", ["", "[]: [", "just words", "- 1", "null", "a: 1"])
def test_a_file_that_is_something_else_is_a_fault(content: Content, pack: Path, text: str) -> None:
    for path in ("questions/deep.yaml", "role.yaml"):
        (pack / "prompts/tester" / path).write_text(text, encoding="utf-8")
    (pack / "rubrics/tester/deep-dive.yaml").write_text(text, encoding="utf-8")
    (pack / "prompts/interviewer/greet.md").write_text(text, encoding="utf-8")
    files = {fault.partition(":")[0] for fault in faults_of(content)}
    assert {"prompts/tester/role.yaml", "rubrics/tester/deep-dive.yaml"} <= files
    assert "prompts/interviewer/greet.md" in files


def test_a_file_that_is_not_utf8_names_the_line(content: Content, pack: Path) -> None:
    (pack / "prompts/interviewer/greet.md").write_bytes(b"---\nname: gr\xe9et\n---\nHi\n")
    assert faults_of(content) == (
        "prompts/interviewer/greet.md:2: expected UTF-8, found the byte 0xe9",
    )


def test_a_role_whose_shares_do_not_add_up_is_a_fault(content: Content, pack: Path) -> None:
    edit(pack / "prompts/tester/role.yaml", "share: 100", "share: 60")
    (fault,) = faults_of(content)
    assert "expected shares that add up to 100, found 60" in fault


def test_a_prompt_is_filled_in_and_values_are_not_read_again(content: Content) -> None:
    prompt = load_prompt(content, content.prompts / "interviewer" / "greet.md")
    assert prompt.render(who="$who and $other") == "Greet $who and $other for $5."


def test_missing_and_unused_variables_are_errors(content: Content) -> None:
    path = content.prompts / "interviewer" / "greet.md"
    prompt = load_prompt(content, path, frozenset({"who"}))
    with pytest.raises(ValueError, match="missing variables: who"):
        prompt.render()
    with pytest.raises(ValueError, match="no place for variables: what, why"):
        prompt.render(who="you", what="this", why="that")
    with pytest.raises(ContentError, match=r"greet.md:4: variables: expected name, found who"):
        load_prompt(content, path, frozenset({"name"}))


def test_a_lone_dollar_sign_is_a_fault(content: Content, pack: Path) -> None:
    edit(pack / "prompts/interviewer/greet.md", "$$5", "$5")
    (fault,) = faults_of(content)
    assert fault.endswith("greet.md:6: found a lone $; a dollar sign is written $$")


def test_moves_go_by_their_names(content: Content, pack: Path) -> None:
    move = "---\nname: move-what-if\nversion: 1.0.0\nvariables: []\n---\nChange one thing.\n"
    (pack / "prompts/interviewer/move-what-if.md").write_text(move, encoding="utf-8")
    assert load_moves(content)["what-if"].render() == "Change one thing."


def test_a_folder_without_content_says_what_it_must_hold(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="must hold the folders prompts and rubrics"):
        find_content(tmp_path)
