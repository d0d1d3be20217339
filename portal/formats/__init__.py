"""How Django writes dates in its own pages, where it does so otherwise than the portal."""
