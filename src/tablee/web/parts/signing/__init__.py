"""What was signed, by whom, with which key, as pages show it."""
