"""The pages of those who sign for a sponsor or for the association: they see only their own."""
