"""The house keeps its shape: layers, no circles, one clock, no prompts in Python, small rooms."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "voiceinterview"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Import only downwards; rooms in one row never import each other.
ROWS = (
    {"domain", "errors"},
    {"ports"},
    {"interview"},
    {"engines", "storage", "content", "scoring", "report", "simulation", "checking", "testing"},
    {"session", "replay", "coaching"},
    {"app"},
    {"cli", "__main__"},
)
LEVEL = {room: level for level, row in enumerate(ROWS) for room in row}

CLOCKS = {"engines/system_clock.py", "testing.py"}
WALL_CLOCK = {
    "time": {"time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns",
             "sleep", "localtime", "gmtime", "strftime", "ctime"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "asyncio": {"sleep", "timeout", "timeout_at", "wait_for"},
    "random": {"random", "randint", "choice", "shuffle", "uniform", "sample"},
}  # fmt: skip
PURE = ("domain", "interview", "simulation", "checking")
IMPURE_MODULES = {"asyncio", "time", "random", "os", "socket", "threading", "subprocess", "pathlib"}
HEAVY = {"litellm", "faster_whisper", "sounddevice", "soundfile", "pyttsx3", "pocketsphinx",
         "livekit", "onnxruntime", "huggingface_hub", "soxr", "matplotlib", "typst"}  # fmt: skip
LONGEST_TEXT = 60  # words in a string of the program; a prompt is longer


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def short(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports_of(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    """Every module that one of the nodes imports, with its line."""
    for child in nodes:
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield alias.name, child.lineno
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "relative import"
            for alias in child.names:
                whole = f"{child.module}.{alias.name}"
                yield (whole if whole in NAMES else child.module or "", child.lineno)


def over(paths: list[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """One test for all paths: a thousand small ones would take longer to set up than to run."""

    def of_one(check: Callable[[Path], None]) -> Callable[[], None]:
        def check_all() -> None:
            assert paths
            for path in paths:
                check(path)

        check_all.__name__ = check.__name__
        return check_all

    return of_one


NAMES = {name_of(path) for path in MODULES}


@over(MODULES)
def test_imports_go_downwards_only(path: Path) -> None:
    here = room_of(name_of(path))
    for module, line in imports_of(nodes_of(path)):
        there = room_of(module) if module.startswith("voiceinterview") else ""
        if here in ("", "__main__") or not there or here == there:
            continue
        assert LEVEL[there] < LEVEL[here], f"{short(path)}:{line} imports {module}"


def test_no_module_imports_itself_through_others() -> None:
    graph = {
        name_of(path): {module for module, _ in imports_of(nodes_of(path)) if module in NAMES}
        - {name_of(path)}
        for path in MODULES
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join([*trail[trail.index(module) :], module])
        if module not in done:
            for following in sorted(graph[module]):
                visit(following, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@over(MODULES)
def test_only_the_clock_knows_the_time(path: Path) -> None:
    if short(path) in CLOCKS:
        return
    # sleep(0) only lets other tasks have a go; no time passes by it
    yields = {
        id(node.func)
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "sleep"
        and ast.unparse(node) == "asyncio.sleep(0)"
    }
    for node in nodes_of(path):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used = node.attr in WALL_CLOCK.get(node.value.id, ()) and id(node) not in yields
            assert not used, f"{short(path)}:{node.lineno} uses {node.value.id}.{node.attr}"
        if isinstance(node, ast.ImportFrom):
            taken = {alias.name for alias in node.names} & WALL_CLOCK.get(node.module or "", set())
            assert not taken, f"{short(path)}:{node.lineno} imports {taken} from {node.module}"


@over([path for path in MODULES if room_of(name_of(path)) in PURE])
def test_the_core_touches_nothing_outside(path: Path) -> None:
    for module, line in imports_of(nodes_of(path)):
        root = module.split(".")[0]
        assert root not in IMPURE_MODULES, f"{short(path)}:{line} imports {module}"


@over(MODULES)
def test_model_libraries_are_imported_on_first_use(path: Path) -> None:
    for node in tree_of(path).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for module, line in imports_of([node]):
                assert module.split(".")[0] not in HEAVY, f"{short(path)}:{line}"


@over(MODULES)
def test_no_prompt_is_written_in_python(path: Path) -> None:
    docstrings = {
        id(node.body[0].value)
        for node in nodes_of(path)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    loose = {  # strings under a field, which document it
        id(node.value)
        for node in nodes_of(path)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    documents = docstrings | loose
    for node in nodes_of(path):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) in documents:
            continue
        words = node.value.split()
        place = f"{short(path)}:{node.lineno}"
        assert "you are" not in node.value.lower(), place
        assert len(words) <= LONGEST_TEXT, f"{place}: {len(words)}"


@over(MODULES)
def test_rooms_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    for node in nodes_of(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            size = node.end_lineno - node.lineno + 1
            assert size <= 50, f"{short(path)}:{node.lineno} {node.name} has {size} lines"
