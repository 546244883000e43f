"""Pictures of drawings as answers, and as moderators see them."""
