"""Let the warm Python run the tests once: ``python ask.py SOCKET``; its exit code is pytest's."""

import socket
import sys

with socket.socket(socket.AF_UNIX) as caller:
    caller.connect(sys.argv[1])
    answer = caller.recv(1)
sys.exit(answer[0] if answer else 1)
