"""Holds the reports that Spark makes of an export against those that reporting makes of the same log, number by number.

    spark.py ORRERY JOB PROCESSOR, with MESH_URL and MESH_TOKEN
"""

import base64
import filecmp
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import spark_traffic

ORRERY, JOB, PROCESSOR = sys.argv[1:4]
SITE = "shop"
VISITORS = 180
METRICS = ["visitors", "visits", "pageviews", "events", "total_revenue", "average_revenue"]
OF_VISITS = ["views_per_visit", "bounce_rate", "visit_duration"]
RANGE = ["2026-03-26", "2026-04-03"]
DIMENSIONS = [
    "visit:source", "visit:channel", "visit:utm_campaign", "visit:entry_page", "visit:device", "event:page", "event:goal",
    "event:name", "event:props:plan",
]
# Plausible's API does not divide how visits went by what a single event was.
DIVIDING = {"event:goal", "event:name", "event:props:plan"}


def call(method, path, document=None):
    request = urllib.request.Request(
        os.environ["MESH_URL"] + path, method=method, data=None if document is None else json.dumps(document).encode(),
        headers={"Authorization": "Bearer " + os.environ["MESH_TOKEN"], "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            body = answer.read()
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{method} {path}: {error.code} {error.read()[:500]!r}") from None
    return json.loads(body) if body else None


def until(words, read, limit=60):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        found = read()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{words}: not within {limit} s; last was {found!r}")


def prepare():
    call("POST", "/v1/sites", {"id": SITE, "timeZone": "Europe/Berlin", "domains": ["shop.example"]})
    version = call("POST", f"/v1/sites/{SITE}/rules", spark_traffic.RULES)["version"]
    call("POST", f"/v1/sites/{SITE}/rules/{version}/activate")
    call("POST", "/v1/topics", {"name": "collected", "partitions": 3})
    return version


def record(received, event, number):
    value = {"key": f"{event['subject']}/{event['data']['visitor']['id']}", "timestamp": spark_traffic.text(received)}
    if number % 50 == 0:  # as another program may have written it
        pretty = json.dumps(event, indent="\t", ensure_ascii=False).replace("\n", "\r\n")
        value["valueBase64"] = base64.b64encode(pretty.encode()).decode()
    else:
        value["value"] = event
    return value


def publish(events):
    """Appends them, between events of another site and records that are no events."""
    records = []
    for number, (received, event) in enumerate(events):
        records.append(record(received, event, number))
        if number % 40 == 0:
            records.append(record(received, {**event, "subject": "another"}, 1))
            records.append({"value": {"no": "event"}, "timestamp": spark_traffic.text(received)})
    for start in range(0, len(records), 500):
        answer = call("POST", "/v1/topics/collected/records", {"records": records[start:start + 500]})
        assert all(item["outcome"] == "accepted" for item in answer["items"]), answer["items"]
    return len(records)


def export(folder, *options):
    done = subprocess.run(
        [ORRERY, "export", "events", "--site", SITE, "--out", folder, "--json", *options], capture_output=True, text=True,
        timeout=120)
    assert done.returncode == 0, done
    return json.loads(done.stdout)


def same(left, right):
    """Whether two folders hold the same files, byte by byte."""
    compared = filecmp.dircmp(left, right)
    names = compared.common_files
    assert not compared.left_only and not compared.right_only and not compared.common_funny, compared.report()
    _, different, broken = filecmp.cmpfiles(left, right, names, shallow=False)
    assert not different and not broken, (different, broken)
    return len(names) + sum(same(os.path.join(left, name), os.path.join(right, name)) for name in compared.common_dirs)


def remake(version, records):
    """Has reporting make its reports anew by the version, of all that the log holds."""
    path = f"/v1/reports/sites/{SITE}/reprocess"

    def read_all():
        begun = call("POST", path, {"version": version})
        until("the reports are made anew", lambda: call("GET", path)["state"] == "live")
        return begun["recordsToRead"] == records

    until("reporting knows the site", lambda: any(
        site["site"] == SITE for site in call("GET", "/v1/reports/sites")["items"]))
    until("reporting has read the log", read_all, 120)


def spark(folder, out):
    options = [word for dimension in DIMENSIONS for word in ("--by", dimension)]
    # Java compiles little, as so few rows need no more: it takes a third off the time.
    settings = {
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": 3, "spark.sql.codegen.wholeStage": "false",
        "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
    }
    words = " ".join(f"--conf {name}={value}" for name, value in settings.items())
    done = subprocess.run(
        [sys.executable, JOB, folder, "--out", out, "--processor", PROCESSOR, *options], capture_output=True, text=True,
        timeout=240, env={
            **os.environ, "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_SUBMIT_ARGS": "--master local[2] --driver-memory 768m "
            f"--driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' {words} pyspark-shell"})
    assert done.returncode == 0, done.stdout + done.stderr[-6000:]
    print(done.stdout.strip())


def rows_of(out):
    """What Spark says: rows by day and value, by their dimension."""
    rows = {}
    for name in sorted(os.listdir(os.path.join(out, "reports"))):
        if not name.endswith(".json"):
            continue
        with open(os.path.join(out, "reports", name), encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                revenue = row.get("revenue", [])
                row["total_revenue"] = [{"amount": sum["amount"], "currency": sum["currency"]} for sum in revenue]
                row["average_revenue"] = [{"amount": sum["average"], "currency": sum["currency"]} for sum in revenue]
                rows.setdefault(row["dimension"], {})[row["day"], row["value"]] = row
    return rows


def answers(dimension, metrics):
    """What reporting says, in the same form."""
    rows = {}
    for by_day in [True, False]:
        names = (["time:day"] if by_day else []) + ([dimension] if dimension else [])
        answer = call("POST", "/v1/reports/query", {
            "site_id": SITE, "metrics": metrics, "date_range": RANGE, "dimensions": names, "pagination": {"limit": 10_000}})
        assert answer["meta"]["exact"] is True, answer["meta"]
        for row in answer["results"]:
            values = list(row["dimensions"])
            day = values.pop(0)[:10] if by_day else "all"
            rows[day, values[0] if values else ""] = dict(zip(metrics, row["metrics"]))
    return rows


def compare(found, dimension):
    metrics = METRICS + ([] if dimension in DIVIDING else OF_VISITS)
    expected = answers(dimension, metrics)
    numbers = 0
    for key in sorted(expected.keys() | found.keys()):
        theirs, ours = expected.get(key, {}), found.get(key, {})
        for metric in metrics:
            nothing = [] if metric.endswith("revenue") else 0 if metric in METRICS else None
            left, right = theirs.get(metric, nothing), ours.get(metric, nothing)
            assert left == right, f"{dimension} {key} {metric}: reporting says {left}, Spark says {right}"
            numbers += bool(left)
    assert numbers > 20, (dimension, numbers)
    return numbers


def main():
    version = prepare()
    events = spark_traffic.Traffic(7, SITE).events(VISITORS)
    with tempfile.TemporaryDirectory() as folder:
        whole, parts, empty = (os.path.join(folder, name) for name in ["whole", "parts", "empty"])
        half = len(events) // 2
        records = publish(events[:half])
        export(parts)
        records += publish(events[half:])
        # In two runs or in one, the bytes are the same.
        export(parts)
        manifest = export(whole)
        assert same(parts, whole) > 3, manifest
        assert sum(file["rows"] for file in manifest["files"]) == len(events), manifest
        assert manifest["rulesVersion"] == version, manifest
        some = export(empty, "--from", "2026-03-28", "--to", "2026-03-28")
        on_day = sum(received.strftime("%Y-%m-%d") == "2026-03-28" for received, _ in events)
        assert sum(file["rows"] for file in some["files"]) == on_day, (some, on_day)
        remake(version, records)
        out = os.path.join(folder, "reports")
        spark(whole, out)
        state = call("GET", f"/v1/reports/sites/{SITE}")
        assert state["lateEvents"] > 10 and state["events"] > 1000, state
        reports = rows_of(out)
        assert reports.keys() == {"", *DIMENSIONS}, reports.keys()
        numbers = sum(compare(rows, dimension) for dimension, rows in reports.items())
    print(f"{len(events)} events, {numbers} numbers")
    print("all is well")


main()
