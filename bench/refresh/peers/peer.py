"""One engine of the bench: loads the marks, then refreshes and checks as it is told on its standard input."""

import pathlib
import sys
import time

import numpy
import pyarrow

CODES = [f"c{code:02}" for code in range(34)]
FACTS = (
    ["pupil_id", "school_id", "year_group", "flags", "possible", "attended", "authorised", "unauthorised", "lates"]
    + CODES
    + ["absence_bp", "pa", "sa", "band", "max_unauth_10w", "longest_run", "wd0", "wd1", "wd2", "wd3", "wd4"]
    + ["days_absent", "first_pn_day"]
)
AGG = ["school_id", "year_group", "cohort", "pupils", "possible", "attended", "authorised", "unauthorised", "lates"]
AGG += ["pa", "sa", "band0", "band1", "band2", "band3", "band4", "pn", "absence_bp"]
ORDER = {"facts": "pupil_id", "agg": "school_id, year_group, cohort"}


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


def statements(divide):
    """The statements of refresh.sql, for an engine that divides whole numbers with `divide`."""
    text = (pathlib.Path(__file__).parent / "refresh.sql").read_text()
    each = ", ".join(f"sum(case when code = {code} then n else 0 end) as {name}" for code, name in enumerate(CODES))
    text = text.replace("EACH_CODE", each)
    text = text.replace("FILLED_CODES", ", ".join(f"coalesce({name}, 0) as {name}" for name in CODES))
    text = text.replace("    CODES,", "    " + ", ".join(CODES) + ",").replace(" DIV ", f" {divide} ")
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]


def checksums(ask):
    """The two sums of each column, of which `ask` gives the answer to a query as one row."""
    for table, columns in [("facts", FACTS), ("agg", AGG)]:
        print(f"[{table}]")
        numbered = f"(select *, row_number() over (order by {ORDER[table]}) - 1 as line from {table}) as numbered"
        sums = ", ".join(f"sum({column}), sum({column} * (line % 1009 + 1))" for column in columns)
        answer = ask(f"select {sums} from {numbered}")
        for at, column in enumerate(columns):
            print(column, int(answer[2 * at]), int(answer[2 * at + 1]))


class DuckDb:
    def __init__(self, tables):
        import duckdb

        self.engine = duckdb.connect()
        self.engine.execute("set threads = 1")
        for name, table in tables.items():
            self.engine.register("given", table)
            self.engine.execute(f"create table {name} as select * from given")
            self.engine.unregister("given")

    def refresh(self):
        for statement in statements("//"):
            self.engine.execute(statement)

    def check(self):
        checksums(lambda query: self.engine.execute(query).fetchone())


class Sqlite:
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

    def refresh(self):
        for statement in statements("/"):
            self.engine.execute(statement)

    def check(self):
        checksums(lambda query: self.engine.execute(query).fetchone())


def engine(name, folder):
    tables = load(folder)
    if name == "polars":
        import frames

        return frames.Polars(tables, FACTS, AGG)
    if name == "postgres":
        import server

        return server.Postgres(tables, statements, checksums)
    return {"duckdb": DuckDb, "sqlite": Sqlite}[name](tables)


def main():
    peer = engine(sys.argv[1], pathlib.Path(sys.argv[2]))
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "refresh":
            began = time.perf_counter()
            peer.refresh()
            print(time.perf_counter() - began, flush=True)
        elif line.strip() == "check":
            peer.check()
            print("end", flush=True)
        else:
            break


main()
