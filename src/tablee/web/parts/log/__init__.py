"""What pages say of a campaign's log."""
