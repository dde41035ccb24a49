"""`planfeed serve`, for as long as a test needs it."""

import contextlib
import re
import subprocess
import sys
import threading


class Served:
    """A server that runs: its port, and what it says."""

    def __init__(self, process):
        self.process = process
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", self.wait_for("serving "))[1])

    def wait_for(self, words):
        """The next line on standard error with these words; ends everything where none comes in half a minute."""
        limit = threading.Timer(30, self.process.kill)
        limit.start()
        try:
            said = []
            for line in self.process.stderr:
                if words in line:
                    return line
                said.append(line)
            sys.exit(f"planfeed serve: {words!r} was never reported\n" + "".join(said))
        finally:
            limit.cancel()


@contextlib.contextmanager
def served(program, *arguments):
    """Runs the server, and stops it at the end, which is not a failure."""
    command = [str(word) for word in [program, "serve", *arguments, "--listen", "127.0.0.1:0"]]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield Served(process)
        finally:
            process.terminate()
            ended = process.wait(timeout=30)
    if ended != 0:
        sys.exit(f"planfeed serve ended with {ended}")
