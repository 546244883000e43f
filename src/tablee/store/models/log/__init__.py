"""Tables of the public logs."""
