#!/usr/bin/env python3
"""Runs a command in a terminal of its own and prints all that it wrote there: record.py COLUMNS ROWS COMMAND…"""
import fcntl
import os
import pty
import struct
import sys
import termios

columns, rows, *command = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
    os.execvp(command[0], command)
while True:
    try:
        some = os.read(terminal, 65536)
    except OSError:  # Linux tells the end of a terminal as an error
        break
    if not some:
        break
    sys.stdout.buffer.write(some)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
