"""What the engines that speak SQL share: the statements, and the jobs of the bench over them."""

import pathlib

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
LAST = 379

RATES = """case when possible = 0 then 0 else 10000 * absent DIV possible end as absence_bp,
    case when possible > 0 and 10 * absent >= possible then 1 else 0 end as pa,
    case when possible > 0 and 2 * absent >= possible then 1 else 0 end as sa,
    case when 20 * absent < possible or possible = 0 then 0 when 10 * absent < possible then 1
        when 5 * absent < possible then 2 when 2 * absent < possible then 3 else 4 end as band"""


def each_code(line):
    """The line for every code: NAME and CODE stand for its column and its number."""
    return ", ".join(line.replace("NAME", name).replace("CODE", str(code)) for code, name in enumerate(CODES))


def statements(file, divide):
    """The statements of a file, for an engine that divides whole numbers with `divide`."""
    text = (pathlib.Path(__file__).parent / file).read_text()
    text = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    text = text.replace("EACH_CODE", each_code("sum(case when code = CODE then n else 0 end) as NAME"))
    text = text.replace("FILLED_CODES", each_code("coalesce(NAME, 0) as NAME"))
    text = text.replace("STEPPED_CODES", each_code("NAME + case when code = CODE then 1 else 0 end as NAME"))
    text = text.replace("    CODES,", "    " + ", ".join(CODES) + ",").replace("RATES", RATES)
    return [statement.strip() for statement in text.replace(" DIV ", f" {divide} ").split(";") if statement.strip()]


class Sql:
    """An engine: it has `run(*statements)`, `answer(query)` and `prepare(name, query)`, which gives what answers for a pupil."""

    divide, schema, parameter = "/", "main", "$1"
    # Whether finding the exceptions of some pupils needs an index.
    needs_index = True

    def prepared(self):
        """Ready for all jobs, after the tables were loaded."""
        self.whole = statements("refresh.sql", self.divide)
        named = [one.partition(" as\n") for one in self.whole if one.startswith("create temporary table")]
        self.tables = {head.split()[-1]: body for head, _, body in named}
        self.step = [self.written_out(one) for one in statements("increment.sql", self.divide)]
        self.has_kept = False
        return self

    def written_out(self, statement):
        word, _, name = statement.partition(" ")
        if word != "REFRESH":
            return statement
        return f"create temporary table {name} as\n{self.tables[name].replace('from exceptions', 'from affected')}"

    def refresh(self):
        self.run(*self.whole)

    def take_back(self):
        """The state after the last session but one: facts, exceptions and marks; the last session waits in `arrived`."""
        taken = f"delete from marks where k = {LAST}"
        if not self.has_kept:
            self.run(f"create temporary table arrived as select * from marks where k = {LAST}", taken)
            self.refresh()
            self.run(*(f"create temporary table kept_{name} as select * from {name}" for name in ["facts", "exceptions"]))
            self.has_kept = True
        else:
            self.run(taken)
        for name in ["facts", "exceptions"]:
            self.run(f"drop table {name}", f"create temporary table {name} as select * from kept_{name}")
        if self.needs_index:
            self.run("create index exceptions_by_pupil on exceptions (pupil_id, k)")

    def increment(self):
        self.run(*self.step)

    def one_pupil(self):
        """Answers with the facts as they stand, and with the facts from the marks: two functions of a pupil."""
        self.run("create unique index if not exists facts_by_pupil on facts (pupil_id)")
        columns = ", ".join(FACTS)
        own = [f"{name} as (select * from {self.schema}.{name} where pupil_id = {self.parameter})" for name in ["pupils", "marks"]]
        worked = [f"{name} as (\n{body}\n)" for name, body in self.tables.items() if name != "agg"]
        anew = f"with {', '.join(own + worked)} select {columns} from facts"
        stands = f"select {columns} from facts where pupil_id = {self.parameter}"
        return self.prepare("stands", stands), self.prepare("anew", anew)

    def pupils_count(self):
        return int(self.answer("select count(*) from pupils")[0])

    def check(self):
        """Prints the two sums of each column."""
        for table, columns in [("facts", FACTS), ("agg", AGG)]:
            print(f"[{table}]")
            numbered = f"(select *, row_number() over (order by {ORDER[table]}) - 1 as line from {table}) as numbered"
            sums = ", ".join(f"sum({column}), sum({column} * (line % 1009 + 1))" for column in columns)
            answer = self.answer(f"select {sums} from {numbered}")
            for at, column in enumerate(columns):
                print(column, int(answer[2 * at]), int(answer[2 * at + 1]))
