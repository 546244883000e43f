"""What the platform does about a form before it takes what stands in it."""
