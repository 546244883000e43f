"""What is shown of a post that counts: read with care for microformats, in a process apart."""
