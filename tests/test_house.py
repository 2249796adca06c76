"""The walls of the house and its rules, as docs/house.md and CONTRIBUTING.md state them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.glossary import GLOSSARY  # labels of grammar, which are no vocabulary

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "brinkwatch"
MODULES = sorted(SOURCE.rglob("*.py"))
CODE = [
    *MODULES,
    *sorted(p for folder in ("tests", "evals", "docs", "examples") for p in (ROOT / folder).rglob("*.py")),
]

FOUNDATION = {"model", "actors", "incident", "schema", "errors", "crisis", "feeds", "ontology"}
ROOMS = {path.parent.name for path in SOURCE.glob("*/__init__.py")} - FOUNDATION - {"desk", "cli"}
LIBRARY_HOMES = {
    "spacy": "read",
    "thinc": "read",
    "sqlalchemy": "record",
    "alembic": "record",
    "apscheduler": "desk",
    "sqlite3": "record",
    "psycopg": "record",
    "jinja2": "brief",
    "weasyprint": "brief",
    "pypdf": "ingest",
    "trafilatura": "ingest",
    "fastwarc": "ingest",
    "feedparser": "ingest",
    "httpcore2": "ingest",
    "httpx2": "ingest",
    "lxml": "ingest",
    "protego": "ingest",
    "typer": "cli",
    "rich": "cli",
}
"""The only place that may import each of these."""

VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "base", "core"}
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 50
MOST_WORDS_IN_CODE = 12


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place_of(path: Path) -> str:
    """The room, or the module at the top level, that a source file belongs to; "" for the package itself."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py").replace("__init__", "")


def imports_of(path: Path) -> Iterator[str]:
    """Dotted names of everything a source file imports, at any depth; `brinkwatch.x` for what it takes from the house."""
    package = ("brinkwatch", *path.relative_to(SOURCE).parent.parts)
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *filter(None, (node.module,))))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def functions_of(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that is evaluated when the module is imported: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in (*child.decorator_list, child.args):
                yield from (part, *run_at_import(part))
        elif not isinstance(child, ast.Lambda):
            yield from (child, *run_at_import(child))


def may_import(place: str) -> set[str]:
    """What a place in the house may take from it."""
    if place in ROOMS:
        return FOUNDATION | {place}
    if place in FOUNDATION:
        return FOUNDATION
    return {"desk": FOUNDATION | ROOMS | {"desk"}, "cli": FOUNDATION | {"desk", "cli"}, "": FOUNDATION | {"desk"}}[
        place
    ]


def test_every_place_is_known() -> None:
    """A new top-level module is a question about the design, not an accident."""
    assert {place_of(path) for path in MODULES} <= FOUNDATION | ROOMS | {"desk", "cli", ""}
    assert {"ingest", "read", "record", "weigh", "brief"} >= ROOMS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_walls(path: Path) -> None:
    place = place_of(path)
    for name in imports_of(path):
        top, _, rest = name.partition(".")
        if top == "brinkwatch":
            taken = rest.partition(".")[0]
            assert taken in may_import(place) or taken.startswith("__"), (
                f"{place or 'the package'} may not import {name}"
            )
        assert LIBRARY_HOMES.get(top, place) == place, f"only {LIBRARY_HOMES[top]} may import {top}"


def test_the_model_needs_the_standard_library_only() -> None:
    for name in ("model.py", "errors.py"):
        assert {target.partition(".")[0] for target in imports_of(SOURCE / name)} <= {
            *sys.stdlib_module_names,
            "brinkwatch",
        }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    if place_of(path) == "cli":
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call | ast.Raise):
            done = ast.unparse(node)
            assert not re.match(r"(raise )?(print|exit|quit|sys\.exit|os\._exit|SystemExit)\b", done), (
                f"line {node.lineno}: {done}"
            )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_global_state_and_no_environment_at_import(path: Path) -> None:
    tree = tree_of(path)
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global)], "a global statement"
    read = [ast.unparse(node) for node in run_at_import(tree) if isinstance(node, ast.Attribute | ast.Name)]
    assert not {"os.environ", "os.getenv", "environ", "getenv"} & set(read), "the environment is read at import"


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_sizes_and_names(path: Path) -> None:
    assert path.stem.strip("_") not in VAGUE_NAMES, f"{path.stem} says nothing about what is in the file"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    long = [f.name for f in functions_of(tree_of(path)) if (f.end_lineno or 0) - f.lineno >= MOST_LINES_OF_A_FUNCTION]
    assert not long, f"longer than {MOST_LINES_OF_A_FUNCTION} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_what_is_public_is_described(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree) or not tree.body, "the module has no docstring"
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    methods = [node for parent in classes if not parent.name.startswith("_") for node in parent.body]
    named = [node for node in (*tree.body, *methods) if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    assert not [node.name for node in named if not node.name.startswith("_") and not ast.get_docstring(node)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_word_lists_live_in_the_ontology(path: Path) -> None:
    tree = tree_of(path)
    codes = {
        id(node.slice) for node in ast.walk(tree) if isinstance(node, ast.Subscript)
    }  # Literal[...], checked by mypy
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple) and id(node) not in codes:
            texts = [each.value for each in node.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            words = [text for text in texts if text.islower() and text not in GLOSSARY]
            assert len(words) <= MOST_WORDS_IN_CODE, (
                f"line {node.lineno}: {len(words)} words, starting with {words[:3]}"
            )


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.toml")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_vocabulary_names_its_source(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    data = tomllib.loads(text)
    head = "\n".join(line for line in text.split("\n\n")[0].splitlines() if line.startswith("#"))
    assert data.get("source") or re.search(r"\bsources?\b", head, re.IGNORECASE), (
        "neither a `source` key nor a source in the comment on top"
    )


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    code = "import sys, brinkwatch.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {*LIBRARY_HOMES, "numpy"} - {"typer", "rich", "sqlite3"}
    assert not heavy & set(loaded)


def requirements(path: Path) -> dict[str, str]:
    """Name to the rest of its entry, for each pinned requirement of a lock file."""
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^\s*#.*\n", "", path.read_text(encoding="utf-8")))
    return {entry.partition("==")[0].strip(): entry for entry in entries}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_dependencies_are_pinned_and_hashed(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = requirements(ROOT / name)
    assert all("==" in entry and "--hash=sha256:" in entry for entry in pinned.values())
    assert "://" not in (ROOT / name).read_text(encoding="utf-8"), "an address in a lock file ties it to a host"
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if "dev" in name:
        wanted += [
            need
            for name, extra in project["project"]["optional-dependencies"].items()
            if name != "train"
            for need in extra
        ]
        runtime = requirements(ROOT / "requirements.lock")
        assert {key: pinned[key].split()[0] for key in runtime} == {
            key: entry.split()[0] for key, entry in runtime.items()
        }
    assert {re.split(r"[<>=\[;]", need)[0] for need in wanted} <= set(pinned)
