"""The portal's texts in other languages: what is to be translated, where the translations are kept, and what
they are compiled to.

A message is the text in bokmål. Its translations are in `locale/<language>/<room>.po`, one file for each room
of the portal, and compiled together to what Django reads.
"""
