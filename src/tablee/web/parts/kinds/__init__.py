"""What pages say of single kinds of act."""
