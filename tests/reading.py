"""How a page is read: by axe, in both themes, on a wide screen and a narrow one, with all unfolded."""

from pathlib import Path

AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
RUN = """rules => axe.run(rules).then(
    found => found.violations.map(one => `${one.id}: ${one.help}: ${one.nodes[0].target}`)
)"""
# What depends on the theme.
COLOURS = {"runOnly": ["color-contrast"]}
OPEN_ALL = "document.querySelectorAll('main details').forEach(one => { one.open = true })"
WIDEST = "document.documentElement.scrollWidth"


def violations(page, address=None):
    """What axe finds on the page in both themes and widths, and how far it scrolls sideways. Without an
    address: on the page that is open."""
    if address:
        # Drawn anew as on a wide screen, whatever was read before.
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(address)
    page.evaluate(AXE.read_text())
    page.evaluate(OPEN_ALL)
    found = []
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in (("light", {}), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            found += [(width, scheme, violation) for violation in page.evaluate(RUN, rules)]
        if (widest := page.evaluate(WIDEST)) > width:
            found.append((width, "scrolls", widest))
    return found
