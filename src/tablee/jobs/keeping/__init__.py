"""What is kept by the clock: exports, and the promise to forget."""
