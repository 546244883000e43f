"""What is done about blogs: they are registered, asked for posts, and judged by people."""
