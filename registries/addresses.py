"""How addresses name registries and what is of them."""

from django.urls.converters import StringConverter

# No text in a database holds NUL, and PostgreSQL fails where one is looked for.
KEY = r"[^/\x00]+"


class KeyConverter(StringConverter):
    """`<key:registry>`: a key as an address has it, whether or not anything is called so."""

    regex = KEY
