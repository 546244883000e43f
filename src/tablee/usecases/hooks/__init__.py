"""What happens here, told to programs elsewhere: CloudEvents by Standard Webhooks."""
