#!/usr/bin/env python3
"""Reports of an export, by the same rules as reporting's, on Apache Spark."""

# The rules are not written here a second time. Records go through `processor`, the program that has reporting's own code, in a pipe of each
# task (SELECT TRANSFORM), and come back as events, then as visits; Spark spreads records over tasks, brings the events of a visitor
# together in the order of the log, and adds up. No row passes through Python.

import argparse
import json
import os
import sys
import time

from pyspark.sql import DataFrame, SparkSession, functions as F

NONE = "(none)"  # what reports say where a dimension has no value
WHOLE = "all"  # the row of a report that is of all days
DIMENSIONS = [
    "visit:source", "visit:channel", "visit:entry_page", "visit:device", "visit:country", "event:page", "event:goal",
]
ITEM = (
    "time BIGINT, day STRING, kind STRING, name STRING, `values` MAP<STRING, STRING>, goals ARRAY<STRING>, engagement BIGINT, "
    "amount BIGINT, currency STRING, scrollDepth INT, number DOUBLE"
)
VISIT = (
    "partition INT, visitor STRING, number INT, start BIGINT, end BIGINT, day STRING, events BIGINT, pageviews BIGINT, "
    f"`values` MAP<STRING, STRING>, items ARRAY<STRUCT<{ITEM}>>"
)


class Rules:
    """The program and the files that every task needs, brought to each machine by Spark."""

    def __init__(self, spark, export, options):
        context = spark.sparkContext
        files = {"rules": f"{export}/rules.json", "zone": f"{export}/zone.tzif"}
        if options.geography:
            files["geography"] = options.geography
        for path in [options.processor, *files.values()]:
            context.addFile(path)
        self.program = "./" + os.path.basename(options.processor)
        self.options = [f"--lateness {options.lateness}"]
        for name, path in files.items():
            self.options.append(f"--{name} {quoted(os.path.basename(path))}")

    def through(self, frame: DataFrame, step: str, columns: str) -> DataFrame:
        """Sends the rows of each partition, in their order, through a step of the program."""
        command = " ".join([quoted(self.program), step, *self.options])
        delimited = r"ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'"
        names = ", ".join(f"`{name}`" for name in frame.columns)
        return frame.sparkSession.sql(
            f"SELECT TRANSFORM({names}) {delimited} USING '{literal(command)}' AS ({columns}) {delimited} FROM {{rows}}",
            rows=frame)


def quoted(text):
    """A word of the shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def literal(text):
    """What stands between the quotes of a text in SQL."""
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("{", "{{").replace("}", "}}")


def manifest_of(spark, export):
    text = spark.read.text(f"{export}/manifest.json", wholetext=True).first()
    return json.loads(text[0])


def records_of(spark, export, manifest):
    """The rows of an export: those that its manifest names, and all of them."""
    frame = spark.read.parquet(*[f"{export}/{file['name']}" for file in manifest["files"]])
    expected = sum(file["rows"] for file in manifest["files"])
    found = frame.count()
    if found != expected:
        sys.exit(f"job: the export is not whole: its manifest tells of {expected} rows, its files hold {found}")
    return frame


def visits_of(records, rules):
    lines = records.select(
        "partition", "offset", F.unix_millis("newest").alias("newest"),
        # White space between tokens may be anything; within texts of JSON there are no bare ends of lines and no bare tabs.
        F.translate("value", "\r\n\t", "   ").alias("value"))
    events = rules.through(
        lines, "events", "partition INT, visitor STRING, offset BIGINT, place INT, event STRING")
    # A visitor's visits depend on all of its events in a partition of the log, and among the same event twice the first one counts.
    together = events.repartition("partition", "visitor").sortWithinPartitions(
        "partition", "visitor", "offset", "place")
    return rules.through(together, "visits", "visit STRING").select(
        F.from_json("visit", VISIT, {"mode": "FAILFAST"}).alias("visit")).select("visit.*")


def items_of(visits, dimensions):
    """A row for each event of each visit and each value that a dimension has there; all of them under no dimension, too."""
    items = visits.select(
        "partition", "visitor", "number", F.col("day").alias("visit_day"), (F.col("end") - F.col("start")).alias("duration"),
        "events", "pageviews", F.col("values").alias("visit_values"), F.explode("items").alias("item"))
    values = [values_of(dimension) for dimension in dimensions]
    return items.withColumn("of", F.explode(F.concat(pairs("", F.array(F.lit(""))), *values))).drop("visit_values").select(
        "*", "of.dimension", "of.value").drop("of")


def values_of(dimension):
    """Pairs of a dimension and each of its values."""
    if dimension == "event:goal":
        return pairs(dimension, F.col("item.goals"))
    if dimension == "event:name":
        value = F.col("item.name")
    else:
        value = F.coalesce(F.col("visit_values" if dimension.startswith("visit:") else "item.values")[dimension], F.lit(NONE))
    return pairs(dimension, F.array(value))


def pairs(dimension, values):
    return F.transform(values, lambda value: F.struct(F.lit(dimension).alias("dimension"), value.alias("value")))


def by_day(frame, day):
    """Each row for its day, and once more for all days together."""
    return frame.withColumn("day", F.explode(F.array(F.col(day), F.lit(WHOLE))))


def mean(total, count, scale):
    """Rounded as reporting does: halves away from zero."""
    share = total.cast("double") / count.cast("double") * scale
    return F.when(count > 0, F.signum(share) * F.floor(F.abs(share) + 0.5) / scale)


def reports_of(visits, dimensions):
    """Visitors, visits and all that is counted, by day and by each dimension, in one pass.

    Visitors, events and revenue are of the events of a day; visits, with how long and how far they went, are of the day on which they
    began, and count for each value of their events once.
    """
    items = items_of(visits, dimensions)
    group = ["dimension", "day", "value"]
    events = by_day(items, "item.day")
    counted = events.groupBy(group).agg(
        F.count_distinct("visitor").alias("visitors"),
        F.count_if(F.col("item.kind") == "pageview").alias("pageviews"),
        F.count_if(F.col("item.kind") != "signal").alias("events"))
    amount = F.sum("item.amount")
    earned = events.where("item.amount IS NOT NULL").groupBy(*group, "item.currency").agg(
        amount.alias("amount"), mean(amount, F.count("*"), 1).cast("bigint").alias("average")
    ).groupBy(group).agg(F.sort_array(F.collect_list(F.struct("currency", "amount", "average"))).alias("revenue"))
    visit = ["partition", "visitor", "number", "visit_day", "dimension", "value", "duration", "events", "pageviews"]
    count = F.count("*")
    gone = by_day(items.select(visit).distinct(), "visit_day").groupBy(group).agg(
        count.alias("visits"),
        mean(F.sum("pageviews"), count, 100).alias("views_per_visit"),
        mean(F.count_if(F.col("events") <= 1) * 100, count, 100).alias("bounce_rate"),
        mean(F.sum("duration"), count * 1000, 1).alias("visit_duration"))
    whole = counted.join(gone, group, "full").join(earned, group, "left")
    return whole.na.fill(0, ["visitors", "visits", "pageviews", "events"]).select(
        *group, "visitors", "visits", "pageviews", "events", "views_per_visit", "bounce_rate", "visit_duration", "revenue")


def parsed():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export", help="the folder that `orrery export events` has written; any address that Spark reads")
    parser.add_argument("--out", required=True, help="where visits/ (Parquet) and reports/ (JSON lines) go")
    parser.add_argument("--processor", required=True, help="the program `processor`, built for the machines of the cluster")
    parser.add_argument("--geography", help="reporting's geography.file")
    parser.add_argument(
        "--lateness", type=int, default=21_600, help="reporting's visits.lateness, in seconds (default %(default)s)")
    parser.add_argument(
        "--by", action="append", metavar="DIMENSION",
        help=f"a dimension to report by, such as event:props:plan; again for more (default {' '.join(DIMENSIONS)})")
    options = parser.parse_args()
    for dimension in options.by or []:
        if not dimension.startswith(("visit:", "event:")):
            parser.error(f"--by {dimension}: a dimension begins with visit: or event:")
    return options


def main():
    options = parsed()
    begun = time.monotonic()
    spark = SparkSession.builder.appName("orrery reports").getOrCreate()
    export = options.export.rstrip("/")
    manifest = manifest_of(spark, export)
    if not manifest["files"]:
        sys.exit(f"job: {export} holds no events of {manifest['site']}")
    records = records_of(spark, export, manifest)
    # What all reports are made of is reckoned once.
    visits_of(records, Rules(spark, export, options)).write.mode("overwrite").parquet(f"{options.out}/visits")
    visits = spark.read.parquet(f"{options.out}/visits")
    # A report is small beside what it was made of: it lies in one file, in its order.
    reports_of(visits, options.by or DIMENSIONS).coalesce(1).sortWithinPartitions("dimension", "day", "value").write.mode(
        "overwrite").json(f"{options.out}/reports")
    print(json.dumps({
        "site": manifest["site"], "rulesVersion": manifest["rulesVersion"], "visits": visits.count(),
        "seconds": round(time.monotonic() - begun, 1)}))
    spark.stop()


if __name__ == "__main__":
    main()
