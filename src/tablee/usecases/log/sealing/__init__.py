"""The steps of sealing a log: gather leaves, stage them, write them, look again, sign, publish."""
