"""What keeps a site in order by itself, or by an operator's hand."""
