import os

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command

from demo.standing import Standing
from organisations.models import Unit
from portal.management.commands import prepare

FIRST = ["import_units", "import_registries", "import_fields", "import_registry_years", "import_prom"]


@pytest.fixture
def calls(monkeypatch, settings, tmp_path):
    """The commands that were called, none of which does anything; static files are the test's own."""
    called = []
    monkeypatch.setattr(prepare, "call_command", lambda name, *args, **options: called.append(name))
    (tmp_path / "input").mkdir()
    (tmp_path / "collected").mkdir()
    (tmp_path / "input" / "site.css").write_text("body {}")
    settings.STATICFILES_DIRS = [tmp_path / "input"]
    settings.STATIC_ROOT = tmp_path / "collected"
    finders.get_finder.cache_clear()
    yield called
    finders.get_finder.cache_clear()


def prepared(calls, *arguments):
    calls.clear()
    call_command("prepare", *arguments)
    return list(calls)


@pytest.fixture
def nation(db):
    return Unit.objects.create(level="nation", name="Norge", slug="norge")


def test_first_units_and_registries_are_loaded_where_there_are_none(db, calls):
    assert prepared(calls) == [*FIRST, "collectstatic"]


def test_units_that_exist_are_left_alone(nation, calls):
    assert prepared(calls) == ["collectstatic"]


def test_second_time_repeats_nothing(nation, calls, capsys):
    prepared(calls)
    capsys.readouterr()
    assert prepared(calls) == []
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("standing", [Standing.EMPTY, Standing.BEGUN])
def test_demonstration_is_loaded_where_nobody_has_delivered(nation, calls, monkeypatch, standing):
    monkeypatch.setattr(prepare, "standing", lambda: standing)
    assert prepared(calls, "--without-static") == ["load_demo"]


@pytest.mark.parametrize("standing", [Standing.LOADED, Standing.IN_USE])
def test_demonstration_is_loaded_once_and_into_no_database_in_use(nation, calls, monkeypatch, standing):
    monkeypatch.setattr(prepare, "standing", lambda: standing)
    assert prepared(calls, "--without-static") == []


def test_demonstration_can_be_turned_off(nation, calls, monkeypatch, settings):
    settings.DEMO = False
    monkeypatch.setattr(prepare, "standing", lambda: Standing.EMPTY)
    assert prepared(calls, "--without-static") == []


def test_first_units_and_registries_are_what_the_demonstration_builds_on(db, capsys):
    prepare.load_first()
    assert prepare.standing() == Standing.EMPTY


def test_unapplied_migrations_are_applied(nation, calls, monkeypatch):
    monkeypatch.setattr(prepare, "unapplied", lambda: True)
    assert prepared(calls, "--without-static") == ["migrate"]


def test_nothing_is_unapplied_in_a_migrated_database(db):
    assert prepare.unapplied() is False


@pytest.mark.parametrize("change", ["content", "time", "name"])
def test_changed_static_files_are_collected_again(nation, calls, tmp_path, change):
    prepared(calls)
    file = tmp_path / "input" / "site.css"
    if change == "content":
        file.write_text("body { margin: 0 }")
    elif change == "time":
        os.utime(file, (1, 1))
    else:
        file.rename(file.with_name("page.css"))
    assert prepared(calls) == ["collectstatic"]


def test_static_files_are_collected_again_when_collecting_failed(nation, calls, monkeypatch):
    def fail(name, **options):
        raise CommandError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(prepare, "call_command", fail)
        with pytest.raises(CommandError):
            call_command("prepare")
    assert prepared(calls) == ["collectstatic"]


def test_without_static_collects_nothing(nation, calls):
    assert prepared(calls, "--without-static") == []


def test_media_folder_is_made_for_the_server_alone(nation, calls, settings):
    prepared(calls)
    assert settings.MEDIA_ROOT.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("unreadable", FIRST[1:])
def test_units_are_not_kept_without_registries(db, monkeypatch, unreadable):
    def load(name, path):
        if name == unreadable:
            raise CommandError("unreadable")
        if name == "import_units":
            Unit.objects.create(level="nation", name="Norge", slug="norge")

    monkeypatch.setattr(prepare, "call_command", load)
    with pytest.raises(CommandError):
        prepare.load_first()
    assert not Unit.objects.exists()
