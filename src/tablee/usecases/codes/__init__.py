"""Receipt codes: issued for a campaign, and typed by shoppers."""
