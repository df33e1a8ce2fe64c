"""Rooms open only onto rooms that the data has already been through."""

import ast
import functools
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "c2c_graph"
GROUND = {"durable", "errors", "namespaces", "settings"}
ALLOWED = {
    "__main__": {"cli"},
    "errors": set(),
    "namespaces": {"errors"},
    "settings": {"errors"},
    "durable": {"errors"},
    "rdf": GROUND,
    "validation": GROUND | {"rdf"},
    "importing": GROUND | {"rdf"},
    "release": GROUND | {"rdf", "validation"},
    "query": GROUND | {"rdf", "release"},
    "reports": GROUND | {"rdf", "validation"},
    "review": GROUND | {"rdf", "validation", "reports", "release", "query"},
    "dereference": GROUND | {"rdf", "release", "query"},
    "web": GROUND
    | {"rdf", "validation", "reports", "release", "query", "review", "dereference"},
    "export": GROUND | {"rdf", "release", "query", "web"},
    "cli": GROUND
    | {"rdf", "validation", "importing", "release", "query", "dereference", "web"}
    | {"export", "reports", "review"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
BAGS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service"}


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


def room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


# one test a room, not a module: there are hundreds of modules
ROOMS = sorted({room(path) for path in MODULES})


def modules_of(name):
    return [path for path in MODULES if room(path) == name]


@functools.cache
def tree(path):
    return ast.parse(path.read_text())


def imports(path):
    """Yield (node, dotted name) of everything of ours that `path` imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def ours(path):
    for node, name in imports(path):
        parts = name.split(".")
        if parts[0] == "c2c_graph" and len(parts) > 1 and parts[1] != "__version__":
            yield node, name


@pytest.mark.parametrize("here", [name for name in ROOMS if name != "__init__"])
def test_a_room_imports_only_the_rooms_before_it(here):
    wrong = [
        f"{path}:{node.lineno}: {here} must not import {name}"
        for path in modules_of(here)
        for node, name in ours(path)
        if name.split(".")[1] not in ALLOWED[here] | {here}
    ]
    assert wrong == []


def test_only_the_serve_command_opens_the_web_room():
    users = {
        path.name
        for path in (PACKAGE / "cli").glob("*.py")
        for _, name in ours(path)
        if name.split(".")[1] == "web"
    }
    assert users <= {"serve.py"}


@pytest.mark.parametrize("here", ROOMS)
def test_modules_are_short(here):
    lengths = {
        str(path): len(path.read_text().splitlines()) for path in modules_of(here)
    }
    assert [p for p, length in lengths.items() if length > LONGEST_MODULE] == []


@pytest.mark.parametrize("here", ROOMS)
def test_functions_are_short(here):
    long = [
        f"{path}:{node.lineno}: {node.name}"
        for path in modules_of(here)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_is_a_bag():
    assert [path for path in MODULES if path.stem in BAGS] == []


@pytest.mark.parametrize("here", ROOMS)
def test_imports_stand_at_the_top(here):
    """An import inside a function hides a cycle."""
    inside = [
        f"{path}:{inner.lineno}: import inside a block"
        for path in modules_of(here)
        for node in tree(path).body
        for inner in ast.walk(node)
        if inner is not node and not isinstance(node, ast.If | ast.Try)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_modules_import_each_other_without_cycles():
    graph = {name_of(path): set(_targets(path)) for path in MODULES}
    while free := [name for name, needs in graph.items() if not needs & graph.keys()]:
        for name in free:
            del graph[name]
    assert not graph, f"import cycle among {sorted(graph)}"


def _targets(path):
    for _, name in ours(path):
        parts = name.split(".")[1:]
        for end in range(len(parts), 0, -1):
            base = "/".join(parts[:end])
            found = [f for f in (f"{base}.py", f"{base}/__init__.py") if _is(f)]
            if found and found[0] != name_of(path):
                yield found[0]
                break


def _is(relative):
    return (PACKAGE / relative).is_file()
