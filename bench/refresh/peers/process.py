"""Runs one process and prints its seconds from start to exit, seconds of the processor, and bytes of memory at the most."""

import os
import sys
import time

quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
began = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(child, 0)
seconds = time.perf_counter() - began
if status != 0:
    sys.exit(f"{sys.argv[1]} failed")
print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
