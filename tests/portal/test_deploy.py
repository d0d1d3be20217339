"""Django's own checks find nothing to say of a portal that is set up as .env.example tells."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_checks_for_deployment_are_clean():
    listed = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    secret = "".join(chr(33 + number) for number in range(60))
    # Set by the tests' browser.
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    filled_in = bare | listed | {"SECRET_KEY": secret, "SITE_HTTPS": "1"}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    found = subprocess.run(command, cwd=ROOT, env=filled_in, capture_output=True, text=True)
    assert found.stderr == ""
    assert "no issues" in found.stdout
