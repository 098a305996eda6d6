"""DuckDB's whole process from Parquet: `prepare` writes the files, `command` prints it, `show` prints the sums of its tables."""

import os
import pathlib
import subprocess
import sys

import duckdb

import peer
from sql import AGG, FACTS, ORDER, statements

PYTHON = "import sys, duckdb; [print(*row) for one in open(sys.argv[1]).read().split(';') if one.strip()"
PYTHON += " for row in duckdb.execute(one).fetchall()]"


def own_program():
    """The program of DuckDB, which needs no Python; installed beside this Python, if it can be had."""
    program = pathlib.Path(sys.executable).parent / "duckdb"
    if not program.is_file():
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "duckdb-cli"], capture_output=True)
    return program if program.is_file() else None


def command(name, script):
    """The command that runs a script of statements; nothing where the program cannot be had."""
    if name == "duckdb":
        return [sys.executable, "-c", PYTHON, str(script)]
    program = own_program()
    words = ["-init", os.devnull, "-batch", "-bail", "-list", "-noheader", "-separator", " ", "-f", str(script)]
    return [str(program), *words] if program else []


def prepare(folder):
    for name, given in peer.load(folder).items():
        duckdb.register("given", given)
        duckdb.execute(f"copy given to '{folder / name}.parquet'")
    views = [f"create view {name} as select * from '{folder / name}.parquet'" for name in ["marks", "pupils", "sessions"]]
    lines = ["set threads = 1", *views, *statements("refresh.sql", "//")]
    (folder / "cold.sql").write_text(";\n".join(lines) + ";\n")


def show(name, folder):
    """The same tables by the same program, then their sums."""
    script = folder / "cold_show.sql"
    lines = [(folder / "cold.sql").read_text()]
    for table, columns in [("facts", FACTS), ("agg", AGG)]:
        numbered = f"(select *, row_number() over (order by {ORDER[table]}) - 1 as line from {table})"
        lines.append(f"create table numbered_{table} as select * from {numbered} as numbered;")
        lines.append(f"select '[{table}]';")
        for column in columns:
            sums = f"sum({column}), sum({column} * (line % 1009 + 1))"
            lines.append(f"select '{column}', {sums} from numbered_{table};")
    script.write_text("\n".join(lines))
    subprocess.run(command(name, script), check=True)


def main():
    word, name, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    if word == "prepare":
        prepare(folder)
    elif word == "show":
        show(name, folder)
    else:
        print(*command(name, folder / "cold.sql"), sep="\n")


main()
