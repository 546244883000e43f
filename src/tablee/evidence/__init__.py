"""What pages of strangers show: read from bytes already fetched, without asking anybody."""
