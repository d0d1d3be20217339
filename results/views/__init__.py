"""The public pages. A view reads the address, calls one thing and renders."""
