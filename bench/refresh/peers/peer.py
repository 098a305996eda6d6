"""One engine of the bench: loads the marks, then does the jobs that it is told on its standard input, and says how long each took."""

import pathlib
import sys
import time

import numpy
import pyarrow

from sql import FACTS, Sql


def load(folder):
    """The tables of the bench, in Arrow's columns: pupils, sessions, marks."""
    raw = (folder / "pupils.bin").read_bytes()
    count = len(raw) // 6
    school = numpy.frombuffer(raw, "<u4", count).astype("i4")
    year = numpy.frombuffer(raw, "u1", count, 4 * count)
    flags = numpy.frombuffer(raw, "u1", count, 5 * count)
    pupils = {"pupil_id": numpy.arange(count, dtype="i4"), "school_id": school}
    pupils |= {"year_group": year.astype("i4"), "flags": flags.astype("i4")}
    table = numpy.loadtxt(folder / "calendar.csv", delimiter=",", skiprows=1, dtype="i4")
    sessions = {name: table[:, at].copy() for at, name in enumerate(["calendar_id", "k", "day", "week", "weekday"])}
    rows = numpy.fromfile(folder / "marks.bin", "u1").reshape(count, 384)[:, :380]
    pupil, k = numpy.nonzero(rows != 63)
    marks = {"pupil_id": pupil.astype("i4"), "school_id": school[pupil]}
    marks |= {"calendar_id": school[pupil] % 8, "k": k.astype("i4"), "code": rows[pupil, k].astype("i4")}
    return {name: pyarrow.table(columns) for name, columns in [("pupils", pupils), ("sessions", sessions), ("marks", marks)]}


class DuckDb(Sql):
    divide, needs_index = "//", False

    def __init__(self, tables):
        import duckdb

        self.engine = duckdb.connect()
        self.engine.execute("set threads = 1")
        for name, table in tables.items():
            self.engine.register("given", table)
            self.engine.execute(f"create table {name} as select * from given")
            self.engine.unregister("given")

    def run(self, *statements):
        for statement in statements:
            self.engine.execute(statement)

    def answer(self, query):
        return self.engine.execute(query).fetchone()

    def prepare(self, name, query):
        self.run(f"prepare {name} as {query}")
        return lambda pupil: self.answer(f"execute {name}({pupil})")

    def let_go(self):
        self.run("deallocate stands", "deallocate anew")


class Sqlite(Sql):
    parameter = "?1"

    def __init__(self, tables):
        import sqlite3

        self.engine = sqlite3.connect("", isolation_level=None)
        for setting in ["journal_mode = off", "synchronous = off", "temp_store = memory", "cache_size = -2000000"]:
            self.engine.execute(f"pragma {setting}")
        keys = {"pupils": "pupil_id", "sessions": "calendar_id, k", "marks": "pupil_id, k"}
        for name, table in tables.items():
            columns = ", ".join(f"{column} integer" for column in table.column_names)
            self.engine.execute(f"create table {name} ({columns}, primary key ({keys[name]})) without rowid")
            places = ", ".join("?" * table.num_columns)
            self.engine.execute("begin")
            for batch in table.to_batches(100_000):
                rows = zip(*(column.to_pylist() for column in batch.columns))
                self.engine.executemany(f"insert into {name} values ({places})", rows)
            self.engine.execute("commit")
        self.engine.execute("analyze")

    def run(self, *statements):
        for statement in statements:
            self.engine.execute(statement)

    def answer(self, query):
        return self.engine.execute(query).fetchone()

    def prepare(self, name, query):
        return lambda pupil: self.engine.execute(query, (pupil,)).fetchone()

    def let_go(self):
        """Python's SQLite keeps prepared statements by their text."""


def engine(name, folder):
    tables = load(folder)
    if name == "polars":
        import frames

        return frames.Polars(tables)
    if name == "postgres":
        import server

        return server.Postgres(tables).prepared()
    return {"duckdb": DuckDb, "sqlite": Sqlite}[name](tables).prepared()


def timed(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def each_random(pupils, look, least=20, seconds=0.2):
    """Seconds for one of many random pupils, each of whom depends on the one before."""
    random, count, began = 1, 0, time.perf_counter()
    while count < least or time.perf_counter() < began + seconds:
        random = (random * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        random ^= int(look((random >> 33) % pupils)[FACTS.index("longest_run")])
        count += 1
    return (time.perf_counter() - began) / count


def one_pupil(peer):
    """Seconds to look a pupil up and to work one out, after both gave the same for some pupils."""
    stands, anew = peer.one_pupil()
    pupils = peer.pupils_count()
    for pupil in range(0, pupils, pupils // 25):
        if list(map(int, stands(pupil))) != list(map(int, anew(pupil))):
            raise SystemExit(f"pupil {pupil} differs: {stands(pupil)} and {anew(pupil)}")
    found = [min(each_random(pupils, look) for _ in range(3)) for look in (stands, anew)]
    peer.let_go()
    return found


def answer(peer, asked):
    if asked == "refresh":
        print(timed(peer.refresh), flush=True)
    elif asked == "increment" and not hasattr(peer, "increment"):
        print("none", flush=True)
    elif asked == "increment":
        peer.take_back()
        print(timed(peer.increment), flush=True)
    elif asked == "one pupil":
        print(*one_pupil(peer), flush=True)
    elif asked == "check":
        peer.check()
        print("end", flush=True)
    else:
        raise SystemExit


def main():
    peer = engine(sys.argv[1], pathlib.Path(sys.argv[2]))
    print("ready", flush=True)
    for line in sys.stdin:
        answer(peer, line.strip())


if __name__ == "__main__":
    main()
