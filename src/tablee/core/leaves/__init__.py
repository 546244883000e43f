"""What a log says of a campaign, leaf by leaf, and the count that anybody makes of it again."""
