"""Tables of what single kinds of act keep beside the act."""
