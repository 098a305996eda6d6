"""The refresh in PostgreSQL: a server of its own in a temporary folder, asked through psql."""

import getpass
import io
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

from sql import Sql

SETTINGS = ["fsync=off", "full_page_writes=off", "shared_buffers=2GB", "work_mem=2GB", "jit=off"]
SETTINGS += ["max_parallel_workers_per_gather=0", "listen_addresses=127.0.0.1"]


def programs():
    """The folder of the newest installed server."""
    found = pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found, key=lambda path: int(path.parts[-3]))
    path = str(newest[-1]) if newest else shutil.which("initdb")
    if path is None:
        raise SystemExit("no PostgreSQL server found: install one, or leave `postgres` out of --peers")
    return pathlib.Path(path).parent


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Postgres(Sql):
    schema = "public"

    def __init__(self, tables):
        folder = tempfile.mkdtemp(prefix="rollbook-bench-")
        # The server refuses to run as root, so root lends the folder to the user that the package made.
        user = "postgres" if getpass.getuser() == "root" else None
        if user:
            shutil.chown(folder, user)
        data, port = f"{folder}/data", str(free_port())
        quiet = {"user": user, "cwd": "/", "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        make = [programs() / "initdb", "--auth=trust", "--no-sync", "--username=postgres", "-D", data]
        subprocess.run(make, check=True, **quiet)
        options = [word for setting in SETTINGS for word in ("-c", setting)]
        self.server = subprocess.Popen([programs() / "postgres", "-D", data, "-k", folder, "-p", port, *options], **quiet)
        address = ["psql", "-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", port, "-U", "postgres"]
        while subprocess.run([*address, "-c", "select 1"], capture_output=True).returncode != 0:
            time.sleep(0.2)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.psql = subprocess.Popen([*address, "-F", " ", "-v", "ON_ERROR_STOP=1"], **pipes)
        for name, table in tables.items():
            self.load(address, name, table)
        self.run("create unique index on marks (pupil_id, code, k)", "vacuum analyze", "set client_min_messages = warning")

    def load(self, address, name, table):
        import pyarrow.csv

        self.run(f"create table {name} ({', '.join(f'{column} integer' for column in table.column_names)})")
        text = io.BytesIO()
        pyarrow.csv.write_csv(table, text, pyarrow.csv.WriteOptions(include_header=False))
        subprocess.run([*address, "-c", f"copy {name} from stdin (format csv)"], input=text.getvalue(), check=True)

    def run(self, *statements):
        """Runs them and gives the lines that they printed."""
        self.psql.stdin.write("".join(f"{statement};\n" for statement in statements) + "\\echo done\n")
        self.psql.stdin.flush()
        lines = []
        for line in self.psql.stdout:
            if line.strip() == "done":
                return lines
            lines.append(line.split())
        raise SystemExit("psql ended: read what it printed above")

    def answer(self, query):
        return self.run(query)[0]

    def prepare(self, name, query):
        self.run(f"prepare {name}(integer) as {query}")
        return lambda pupil: self.answer(f"execute {name}({pupil})")

    def let_go(self):
        self.run("deallocate stands", "deallocate anew")

    def __del__(self):
        self.psql.stdin.close()
        self.server.terminate()
        self.server.wait()
