"""Every action that the trail may hold has its words."""

import re
from pathlib import Path

from workbench.presenters.trail_words import ACTIONS

ROOT = Path(__file__).resolve().parents[2]
APPS = ("indicators", "organisations", "registries", "results", "workbench")
# Written out where it is recorded, or one of two.
RECORDED = re.compile(r'\baction ?= ?(".*)')
WORD = re.compile(r'"([a-z_]+)"')


def recorded():
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py") if file.name != "models.py"]
    lines = [line for file in files for line in RECORDED.findall(file.read_text())]
    return {word for line in lines for word in WORD.findall(line)} - {"store_true"}


def test_every_action_is_told_in_words():
    assert recorded() >= {"deliver", "publish", "give_role", "change_unit", "add_unit", "add_field"}
    assert recorded() - ACTIONS.keys() == set()
