"""The rules of the house, checked: rooms, floors, sizes, third parties, what no commit may hold."""

import ast
import re
import subprocess
import tomllib
from collections import defaultdict
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("standards", "index", "ingest", "search", "api", "web")
FLOORS = {
    "standards": set(),
    "index": {"standards"},
    "ingest": {"standards", "index"},
    "search": {"standards", "index"},
    "api": {"standards", "index", "search", "ingest"},
    "web": {"standards", "index", "search", "api"},
}
HEAVY = (
    "pymupdf",
    "cv2",
    "viparse",
    "pebble",
    "whoosh",
    "faiss",
    "underthesea",
    "sentence_transformers",
    "openvino",
    "tantivy",
    "tokenizers",
    "argon2",
    "docx",
    "icalendar",
    "feedgen",
    "holidays",
    "mcp",
)


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout: what is committed cannot be listed")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_the_floors_below(room: str) -> None:
    for path in modules(room):
        ours = imported(path) & set(ROOMS) - {room}
        assert ours <= FLOORS[room], f"{path.relative_to(ROOT)} imports {ours - FLOORS[room]}"


def test_standards_needs_the_standard_library_only() -> None:
    import sys

    for path in modules("standards"):
        foreign = imported(path) - set(sys.stdlib_module_names) - {"standards"}
        assert not foreign, f"{path.name} imports {foreign}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_is_longer_than_400_lines(room: str) -> None:
    for path in modules(room):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= 400, f"{path.relative_to(ROOT)} has {lines} lines"


def test_each_heavy_third_party_is_imported_in_one_module() -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for room in ROOMS:
        for path in modules(room):
            for name in imported(path) & set(HEAVY):
                users[name].add(str(path.relative_to(ROOT)))
    assert {name: len(users[name]) for name in HEAVY} == dict.fromkeys(HEAVY, 1), dict(users)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_belongs_to_our_distribution_alone(room: str) -> None:
    assert set(packages_distributions().get(room, [])) == {"trachuan"}


def test_every_room_is_packaged() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = set(config["tool"]["setuptools"]["packages"])
    held = {file.parent for room in ROOMS for file in (ROOT / room).rglob("__init__.py")}
    assert packages == {".".join(folder.relative_to(ROOT).parts) for folder in held}
    assert set(ROOMS) == {name for name in packages if "." not in name}


def test_every_module_says_what_it_is_for() -> None:
    for room in ROOMS:
        for path in modules(room):
            assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_no_commit_holds_the_path_of_a_machine_or_the_host_of_a_registry() -> None:
    bad = re.compile(
        r"/(?:root|home/\w+|work)/|pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian"
    )
    for path in tracked():
        if path == Path(__file__) or path.suffix in {".png", ".pdf"} or not path.exists():
            continue
        found = bad.search(path.read_text(encoding="utf-8", errors="replace"))
        assert found is None, f"{path.relative_to(ROOT)}: {found and found.group()}"


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "README.vi.md",
        *[str(p.relative_to(ROOT)) for p in sorted((ROOT / "docs").rglob("*.md"))],
    ],
)
def test_links_in_the_documents_lead_somewhere(page: str) -> None:
    source = ROOT / page
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", source.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (source.parent / target).exists(), f"{page} links to {target}"


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_readme_names_commands_and_targets_that_exist(page: str) -> None:
    from api.cli import command_names

    text = (ROOT / page).read_text(encoding="utf-8")
    commands = set(re.findall(r"`(?:\.venv/bin/)?trachuan ([a-z]+)", text))
    assert commands <= set(command_names())
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"make ([a-z-]+)", text)) - {"and"} <= targets
