"""What reports are made of, as the benchmark of events measures it: how soon an event counts, how fast a month of them is counted,
asked about, and counted anew.

Events of thirty days are put into the topic of what is collected, as the collector writes them, in the order of their receipt.
"""

import datetime
import json
import statistics
import subprocess
import time

import peers

DAYS = 30
LIVE_GOAL, REPORT_GOAL, REBUILD_GOAL = 1000.0, 200.0, 300_000
# As many as a month of a large site: five pages a visit, three visits of a visitor.
PAGES, VISIT, VISITS = 400, 5, 3
SOURCES = [None, "https://www.google.com/", "https://news.ycombinator.com/item", "https://www.facebook.com/", "https://blog.example/"]
AGENTS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"]
QUESTIONS = {
    "totals by day": {"metrics": ["visitors", "visits", "pageviews", "bounce_rate"], "dimensions": ["time:day"]},
    "sources": {"metrics": ["visitors", "visits"], "dimensions": ["visit:source"]},
    "pages": {"metrics": ["visitors", "pageviews"], "dimensions": ["event:page"]},
    "pages of one browser": {
        "metrics": ["visitors", "pageviews"], "dimensions": ["event:page"], "filters": [["is", "visit:browser", ["Firefox"]]]},
}


class Reports:
    """The reports of a mesh, asked as their readers ask."""

    def __init__(self, ask, brokers, options):
        # ask(method, path, document=None, headers=()) gives a status and a document.
        self.ask, self.brokers, self.options = ask, brokers, options

    def site(self, name):
        status, answer = self.ask("POST", "/v1/sites", {"id": name, "domains": [f"{name}.example"]})
        if status not in (201, 409):
            raise peers.BenchError(f"the site {name} was not made: {status} {answer}")
        return name

    def query(self, site, question):
        status, answer = self.ask("POST", "/v1/reports/query", {"site_id": site, **question})
        if status != 200:
            raise peers.BenchError(f"a report was refused: {status} {answer}")
        return answer

    def live(self):
        """Milliseconds from sending an event to the collector until the live report counts it."""
        site, times = self.site("bench-live"), []
        question = {"metrics": ["events"], "date_range": "day"}
        for number in range(self.options.live_events + 1):
            begun = time.monotonic()
            status, answer = self.ask(
                "POST", "/api/event", {"name": "pageview", "url": f"https://{site}.example/{number}", "domain": f"{site}.example"},
                [f"User-Agent: {AGENTS[0]}"])
            if status >= 300:
                raise peers.BenchError(f"an event was not taken: {status} {answer}")
            while self.counted(site, question) <= number:
                if time.monotonic() - begun > 30:
                    raise peers.BenchError("an event does not count within 30 s")
                time.sleep(0.01)
            times.append((time.monotonic() - begun) * 1000)
        # Before the first one, the topic and the site's reports are not there.
        settled = sorted(times[1:])
        return {"median": round(statistics.median(settled), 1), "p99": round(settled[int(len(settled) * 0.99)], 1)}

    def counted(self, site, question):
        status, answer = self.ask("POST", "/v1/reports/query", {"site_id": site, **question})
        # A site of which nothing was counted is not known to reports.
        return answer["results"][0]["metrics"][0] if status == 200 else 0

    def fill(self):
        """Puts the month into the log, and waits until it is counted and laid out. Gives events per second of both."""
        site, count = self.site("bench-month"), self.options.report_events
        begun = time.monotonic()
        producer = subprocess.Popen(
            [peers.tool("kcat"), "-q", "-P", "-b", self.brokers, "-t", "collected", "-z", "lz4", "-K", "\t", "-X", "linger.ms=50",
             "-X", "batch.num.messages=10000", "-X", "topic.partitioner=murmur2"], stdin=subprocess.PIPE)
        try:
            for part in month(site, count):
                producer.stdin.write(part)
            producer.stdin.close()
            if producer.wait() != 0:
                raise peers.BenchError(f"kcat ended with {producer.returncode}")
        finally:
            if producer.poll() is None:
                producer.kill()
                producer.wait()
        self.await_state(site, count, lambda state: state.get("events", 0) + state.get("lateEvents", 0) >= count)
        taken = count / (time.monotonic() - begun)
        last = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=2)).date().isoformat()
        self.await_state(site, count, lambda state: state.get("sealedThrough", "") >= last)
        return {"counted": round(taken), "laidOut": round(count / (time.monotonic() - begun))}

    def await_state(self, site, count, holds):
        end = time.monotonic() + 60 + count / 2000
        while True:
            status, state = self.ask("GET", f"/v1/reports/sites/{site}")
            if status == 200 and holds(state):
                return state
            if time.monotonic() > end:
                raise peers.BenchError(f"the month was not counted in time: {status} {state}")
            time.sleep(0.1)

    def reports(self):
        """Milliseconds of questions about thirty days: the median and the longest of ten each."""
        figures = {}
        for name, question in QUESTIONS.items():
            times = []
            for _ in range(10):
                begun = time.monotonic()
                self.query("bench-month", {"date_range": "30d", **question})
                times.append((time.monotonic() - begun) * 1000)
            figures[name] = {"median": round(statistics.median(times), 1), "longest": round(max(times), 1)}
        return figures

    def rebuild(self):
        """Events per second of making the month's reports anew, until they are served."""
        site, count = "bench-month", self.options.report_events
        begun = time.monotonic()
        path = f"/v1/reports/sites/{site}/reprocess"
        status, answer = self.ask("POST", path, {"version": 1})
        if status != 202:
            raise peers.BenchError(f"making the reports anew was refused: {status} {answer}")
        read = None
        while True:
            _, state = self.ask("GET", path)
            taken = state.get("events", 0)
            if read is None and taken >= count:
                read = time.monotonic() - begun
            if state.get("state") == "live":
                took = time.monotonic() - begun
                return {"read": round(count / (read or took)), "served": round(count / took)}
            if time.monotonic() - begun > 60 + count / 2000:
                raise peers.BenchError(f"the reports were not made anew in time: {state}")
            time.sleep(0.1)


def month(site, count):
    """The events in pieces of bytes: a line each, a key before it, as kcat takes them."""
    now = time.time()
    begun = now - DAYS * 86_400 + 3600
    step = (now - 7200 - begun) / count
    lines, minute, text = [], None, ""
    for number in range(count):
        at = begun + number * step
        if int(at) != minute:
            minute = int(at)
            text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(minute))
        moment = f"{text}.{int(at * 1000) % 1000:03}Z"
        # Visits that go on side by side: as many as begin within the time that five pages take.
        visit = number // (VISIT * 64) * 64 + number % 64
        visitor = visit * 2_654_435_761 % (count // (VISIT * VISITS) + 1)
        source = SOURCES[visit % len(SOURCES)]
        referrer = f',"referrer":{split(source)}' if source and number // 64 % VISIT == 0 else ""
        lines.append(
            f'{visitor}\t{{"specversion":"1.0","id":"{number}","source":"/sites/{site}/collect","type":"event.collected","subject":"{site}",'
            f'"time":"{moment}","datacontenttype":"application/json","data":{{"tracker":"collect","kind":"page_view","name":"page_view",'
            f'"receivedAt":"{moment}","visitor":{{"basis":"device","id":"visitor-{visitor}"}},'
            f'"privacy":{{"consent":"unknown","doNotTrack":false,"globalPrivacyControl":false}},"traffic":"visitor",'
            f'"page":{{"scheme":"https","host":"{site}.example","path":"/page/{number * 7919 % PAGES}"}}{referrer},'
            f'"userAgent":"{AGENTS[visitor % len(AGENTS)]}","language":"en"}}}}\n')
        if len(lines) == 5000:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def split(address):
    """An address as the collector stores it."""
    scheme, _, rest = address.partition("://")
    host, _, path = rest.partition("/")
    return json.dumps({"scheme": scheme, "host": host, "path": "/" + path}, separators=(",", ":"))
