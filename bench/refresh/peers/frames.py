"""The refresh in Polars, as refresh.sql does it: counts from one aggregation, order only among the exceptions."""

import copy

import polars
from polars import col, when

from sql import AGG, CODES, FACTS


class Polars:
    def __init__(self, tables):
        frames = {name: polars.from_arrow(table) for name, table in tables.items()}
        self.pupils, self.sessions = frames["pupils"], frames["sessions"]
        self.marks = frames["marks"].set_sorted("pupil_id")

    def refresh(self):
        exceptions = self.exceptions()
        self.facts = self.fill(exceptions).collect()
        self.agg = aggregate(self.facts)

    def exceptions(self):
        some = self.marks.lazy().filter(col("code") >= 8).select("pupil_id", "calendar_id", "k", "code")
        some = some.join(self.sessions.lazy(), on=["calendar_id", "k"], how="left", maintain_order="left")
        return some.collect().lazy()

    def fill(self, exceptions):
        marks = self.marks.lazy().group_by("pupil_id", "code").agg(polars.len().cast(polars.Int64).alias("n"))
        sums = marks.group_by("pupil_id").agg(sums_of_codes())
        absent = exceptions.filter(col("code").is_between(10, 23))
        filled = self.pupils.lazy().join(sums, on="pupil_id", how="left")
        for more in [runs(exceptions), windows(exceptions), ordered(absent)]:
            filled = filled.join(more, on="pupil_id", how="left")
        filled = filled.with_columns(col("first_pn_day").fill_null(-1)).fill_null(0)
        return rates(filled).select(FACTS).sort("pupil_id")

    def one_pupil(self):
        """The facts as they stand, in order of the pupils, and the facts from the marks: two functions of a pupil."""
        pupils = self.marks["pupil_id"]

        def anew(pupil):
            first, end = pupils.search_sorted(pupil, "left"), pupils.search_sorted(pupil, "right")
            one = copy.copy(self)
            one.pupils, one.marks = self.pupils[pupil : pupil + 1], self.marks[first:end]
            return one.fill(one.exceptions()).collect().row(0)

        return self.facts.row, anew

    def pupils_count(self):
        return len(self.pupils)

    def let_go(self):
        """Nothing was prepared."""

    def check(self):
        for name, table, columns in [("facts", self.facts, FACTS), ("agg", self.agg, AGG)]:
            print(f"[{name}]")
            line = polars.int_range(polars.len()) % 1009 + 1
            for column in columns:
                value = col(column).cast(polars.Int64)
                sums = table.select(value.sum().alias("sum"), (value * line).sum().alias("weighted"))
                print(column, *sums.row(0))


def sums_of_codes():
    def among(condition):
        return when(condition).then(col("n")).otherwise(0).sum()

    code = col("code")
    return [
        among((code <= 7) | code.is_between(10, 23)).alias("possible"),
        among(code <= 7).alias("attended"),
        among(code.is_between(10, 19)).alias("authorised"),
        among(code.is_between(20, 23)).alias("unauthorised"),
        among(code.is_in([2, 23])).alias("lates"),
        *(among(code == number).alias(name) for number, name in enumerate(CODES)),
    ]


def runs(exceptions):
    is_absent = col("code").is_between(10, 23)
    place = (col("k") - (~is_absent).cast(polars.Int32).cum_sum().over("pupil_id")).alias("place")
    placed = exceptions.with_columns(place).filter(is_absent)
    island = (col("place") - polars.int_range(polars.len(), dtype=polars.Int32).over("pupil_id")).alias("island")
    lengths = placed.select("pupil_id", island).group_by("pupil_id", "island").agg(polars.len().alias("length"))
    return lengths.group_by("pupil_id").agg(col("length").max().cast(polars.Int64).alias("longest_run"))


def windows(exceptions):
    some = exceptions.filter(col("code").is_between(20, 23))
    # The k-th row of a pupil is the tenth of a window where the row nine before it is at most nine weeks back.
    reached = some.filter(col("week").shift(9).over("pupil_id") >= col("week") - 9)
    first = reached.group_by("pupil_id").agg(col("day").min().alias("first_pn_day"))
    weeks = some.group_by("pupil_id", "week").agg(polars.len().cast(polars.Int64).alias("n")).sort("pupil_id", "week")
    within = weeks.rolling("week", period="10i", group_by="pupil_id").agg(col("n").sum())
    largest = within.group_by("pupil_id").agg(col("n").max().alias("max_unauth_10w"))
    return largest.join(first, on="pupil_id", how="left")


def ordered(absent):
    weekdays = [(col("weekday") == day).sum().cast(polars.Int64).alias(f"wd{day}") for day in range(5)]
    days = col("day").n_unique().cast(polars.Int64).alias("days_absent")
    return absent.group_by("pupil_id").agg(*weekdays, days)


def rates(filled):
    possible, absent = col("possible"), col("authorised") + col("unauthorised")
    some = possible > 0
    edges = [some & (share * absent >= possible) for share in (20, 10, 5, 2)]
    return filled.with_columns(
        when(some).then(10000 * absent // possible).otherwise(0).alias("absence_bp"),
        edges[1].cast(polars.Int64).alias("pa"),
        edges[3].cast(polars.Int64).alias("sa"),
        sum(edge.cast(polars.Int64) for edge in edges).alias("band"),
    )


def aggregate(facts):
    wide = []
    for cohort, bit in enumerate([0, 1, 2, 4, 8]):
        some = facts.lazy() if bit == 0 else facts.lazy().filter(col("flags") & bit != 0)
        wide.append(some.with_columns(polars.lit(cohort).alias("cohort")))
    sums = ["possible", "attended", "authorised", "unauthorised", "lates", "pa", "sa"]
    grouped = polars.concat(wide).group_by("school_id", "year_group", "cohort").agg(
        polars.len().alias("pupils"),
        *(col(name).sum() for name in sums),
        *((col("band") == band).sum().alias(f"band{band}") for band in range(5)),
        (col("max_unauth_10w") >= 10).sum().alias("pn"),
    )
    missed = col("authorised") + col("unauthorised")
    rate = when(col("possible") > 0).then(10000 * missed // col("possible")).otherwise(0).alias("absence_bp")
    return grouped.with_columns(rate).sort("school_id", "year_group", "cohort").collect()
