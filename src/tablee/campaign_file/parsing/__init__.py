"""From a text to checked tables, and from these to terms."""
