"""What sponsors and the association give their word for, as the organiser sees it."""
