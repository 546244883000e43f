"""Parts of the pages about posts on the web, ready to be shown."""
