"""Who gives their word in a campaign, with which keys, and the documents they signed."""
