"""What sponsors and the association give their word for: keys, documents, what is outstanding."""
