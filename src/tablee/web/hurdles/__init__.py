"""What keeps machines from the forms without keeping anybody out."""
