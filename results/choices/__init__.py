"""What readers chose: parsed once from the address, which is a page's only state."""
