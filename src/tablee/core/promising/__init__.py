"""What sponsors and the association sign: pledges, raises, payments, deliveries, and their keys."""
