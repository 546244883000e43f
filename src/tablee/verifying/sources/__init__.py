"""Where the files of a log are read from: a folder, a zip file, an address."""
