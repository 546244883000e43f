"""Speaking HTTP by hand: what the intake and the receivers share."""
