"""What is true of the repository as a whole."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Put together here, so that this file does not hold what it looks for.
HOSTS = [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com")]
REGISTRY = re.compile("|".join(re.escape(".".join(host)) for host in HOSTS))
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt"]


def files():
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        found = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("This is not a git checkout.")
    return [file for name in found.splitlines() if (file := ROOT / name).is_file()]


def test_no_file_names_a_package_registry():
    named = [file.name for file in files() if REGISTRY.search(file.read_text(errors="ignore"))]
    assert named == []


def test_pattern_finds_a_registry():
    assert REGISTRY.search("https://" + "registry." + "npmjs" + ".org/x")


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_python_package_is_locked_by_hash(name):
    text = (ROOT / name).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert [
        line for line in lines if not re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_python_lock_holds_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index-url" not in re.sub(r"#.*", "", text)


@pytest.mark.parametrize("folder", [".", "tests/bench"])
def test_every_npm_package_is_locked_by_hash_and_without_address(folder):
    packages = json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
    installed = {path: package for path, package in packages.items() if path}
    assert installed
    assert [path for path, package in installed.items() if "integrity" not in package] == []
    assert [path for path, package in installed.items() if "resolved" in package] == []


def test_image_has_every_folder_that_the_portal_runs_from():
    folders = {file.relative_to(ROOT).parts[0] for file in files() if file.parent != ROOT}
    copied = re.findall(r"^COPY (\w+) \1$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert set(copied) == folders - {".ci", "docs", "tests"}
