"""The pages that people see, in French and English."""
