"""The pages people see, in French and English, whole without JavaScript."""
