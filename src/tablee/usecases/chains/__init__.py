"""What follows for other acts from a decision about one."""
