"""A Jetstream of our own, with posts nobody wrote: for tests, benches and demonstrations."""
