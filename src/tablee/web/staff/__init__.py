"""The staff's desk: the Django admin, where every write goes through a use case."""
