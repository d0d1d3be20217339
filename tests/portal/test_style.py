from django.conf import settings
from django.contrib.staticfiles import finders

from portal.style import NAME, OWN, style


def test_the_style_sheet_is_found_as_it_is_made(settings, tmp_path):
    settings.MADE = tmp_path
    finders.get_finder.cache_clear()
    try:
        found = finders.find(NAME)
        assert found == str(tmp_path / NAME)
        assert (tmp_path / NAME).read_text() == style()
        (tmp_path / NAME).write_text("old")
        assert finders.find(NAME) == found
        assert (tmp_path / NAME).read_text() == style()
    finally:
        finders.get_finder.cache_clear()


def test_it_is_among_what_is_collected():
    found = [path for finder in finders.get_finders() for path, _ in finder.list([])]
    assert found.count(NAME) == 1


def test_our_own_rules_stand_outside_the_layers_and_last():
    whole = style()
    ours = [(settings.BASE_DIR / f"static/css/{name}.css").read_text() for name in OWN]
    assert whole.endswith("\n".join(ours))
    assert whole.startswith("@layer ds.theme, ds.base, ds.components;")


def test_every_component_that_a_page_uses_is_in_it():
    used = set()
    for file in (settings.BASE_DIR / "templates").rglob("*.html"):
        words = file.read_text().replace('"', " ").replace("'", " ").split()
        used |= {word for word in words if word.startswith("ds-")}
    assert used
    assert {name for name in used if f".{name}" not in style()} == set()
