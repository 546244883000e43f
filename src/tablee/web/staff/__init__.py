"""The pages of the staff: Django's admin, which reads tables and writes only through use cases."""
