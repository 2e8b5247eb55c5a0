"""The functions of the workflow nightly-batch: the entries of a day lie in a folder, one JSON document to a line."""

import csv
import glob
import io
import json
import os

import folder


class UnreadableEntry(Exception):
    """A line is no entry; the batch with it fails, the others go on."""


def collect(event, context):
    """Where the day's entries are: files, in parts of so many lines. A day without files has made-up entries, so that there
    is something to see."""
    day = folder.path(event["folder"], "entries", event["day"])
    if not os.path.isdir(day):
        _make_up(day)
    parts = []
    for file in sorted(glob.glob(f"{day}/*.ndjson")):
        with open(file, encoding="utf-8") as lines:
            count = sum(1 for _ in lines)
        parts += [{"file": file, "first": first, "count": min(event["part"], count - first)} for first in range(0, count, event["part"])]
    return {"parts": parts, "entries": sum(p["count"] for p in parts)}


def aggregate(event, context):
    """Adds up some parts: revenue and units of each SKU."""
    totals = {}
    for part in event["parts"]:
        with open(part["file"], encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if not part["first"] <= number < part["first"] + part["count"]:
                    continue
                try:
                    entry = json.loads(line)
                    sum_ = totals.setdefault(entry["sku"], {"units": 0, "revenue": 0})
                    sum_["units"] += entry["units"]
                    sum_["revenue"] += entry["units"] * entry["price"]
                except (ValueError, KeyError, TypeError) as error:
                    raise UnreadableEntry(f"{part['file']}:{number + 1}: {error}") from error
    return {"totals": totals}


def file(event, context):
    """Puts the batches together and files them as CSV, whole or not at all."""
    totals = {}
    for batch in event["batches"]:
        for sku, figures in batch["totals"].items():
            sum_ = totals.setdefault(sku, {"units": 0, "revenue": 0})
            for name in sum_:
                sum_[name] += figures[name]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["sku", "units", "revenue"])
    for sku in sorted(totals):
        writer.writerow([sku, totals[sku]["units"], totals[sku]["revenue"]])
    target = folder.path(event["folder"], "figures", f"{event['day']}.csv")
    _replace(target, text.getvalue())
    return {"file": target, "skus": len(totals), "revenue": sum(t["revenue"] for t in totals.values())}


def report(event, context):
    """A page for people."""
    figures = event["figures"]
    lines = [
        f"# {event['day']}", "", f"- entries: {event['entries']}", f"- articles: {figures['skus']}",
        f"- revenue: {figures['revenue'] / 100:.2f}", f"- batches that failed: {event['failed']}", "", f"Figures: {figures['file']}",
    ]
    target = folder.path(event["folder"], "reports", f"{event['day']}.md")
    _replace(target, "\n".join(lines) + "\n")
    return {"report": target}


def _replace(target, text):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    draft = f"{target}.{os.getpid()}"
    with open(draft, "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(draft, target)


def _make_up(day):
    os.makedirs(day)
    for hour in range(24):
        lines = [
            json.dumps({"sku": f"SKU-{(hour * 7 + n) % 20:03}", "units": n % 4 + 1, "price": 100 * (n % 9 + 1)})
            for n in range(50)
        ]
        _replace(f"{day}/{hour:02}.ndjson", "\n".join(lines) + "\n")
