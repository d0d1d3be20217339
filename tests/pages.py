"""Elements by the few CSS selectors the tests need: tag, .class, #id, [attribute=value], descent."""

import re

PART = re.compile(r"^(\w*)|\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:=([\w-]+))?\]")


def select(tree, selector):
    """The elements in the order of the document; commas separate alternatives."""
    return tree.xpath("|".join("." + "".join(map(_step, one.split())) for one in selector.split(",")))


def _step(compound):
    tests, tag = [], "*"
    for part in PART.finditer(compound):
        name, css_class, identity, attribute, value = part.groups()
        tag = name or tag
        if css_class:
            tests.append(f"contains(concat(' ', @class, ' '), ' {css_class} ')")
        elif identity:
            tests.append(f"@id='{identity}'")
        elif attribute:
            tests.append(f"@{attribute}" + (f"='{value}'" if value else ""))
    return f"//{tag}" + "".join(f"[{test}]" for test in tests)
