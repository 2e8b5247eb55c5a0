"""What reports are made of, as the benchmark of events measures it: how soon an event counts, how fast a month of them is counted,
asked about, and counted anew.

Events of thirty days are put into the topic of what is collected, as the collector writes them, in the order of their receipt.
"""

import datetime
import json
import statistics
import subprocess
import sys
import time

import peers

DAYS = 30
LIVE_GOAL, REPORT_GOAL, REBUILD_GOAL = 1000.0, 200.0, 300_000
# As many as a month of a large site: five pages a visit, three visits of a visitor.
PAGES, VISIT, VISITS, SIDE = 400, 5, 3, 64
# How often reports are made anew where that alone is measured.
REBUILDS = 3
# Events of a piece that is handed to kcat.
PIECE = 5000
SOURCES = [None, "https://www.google.com/", "https://news.ycombinator.com/item", "https://www.facebook.com/", "https://blog.example/"]
AGENTS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"]
LANGUAGES, SCREENS = ["en", "de", "fr"], ["1920x1080", "1440x900", "390x844"]
WHOLE, COUNTED = {"metrics": ["visitors", "visits", "pageviews", "bounce_rate"]}, ["visitors", "pageviews"]
# Under what is asked: the operation, and the question.
QUESTIONS = {
    "totals with comparison": ("query", {**WHOLE, "include": {"comparisons": {"mode": "previous_period"}}}),
    "totals by day": ("query", {**WHOLE, "dimensions": ["time:day"]}),
    "sources": ("query", {"metrics": ["visitors", "visits"], "dimensions": ["visit:source"]}),
    "pages": ("query", {"metrics": COUNTED, "dimensions": ["event:page"]}),
    # No sums are kept for it: all columns are looked at.
    "pages of one browser": (
        "query", {"metrics": COUNTED, "dimensions": ["event:page"], "filters": [["is", "visit:browser", ["Firefox"]]]}),
    "funnel": ("funnels", {
        "window_seconds": 3600, "steps": [[["is", "event:page", ["/page/7"]]], [["is", "event:page", ["/page/21"]]]]}),
    "retention": ("retention", {"grain": "week", "periods": 4}),
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

    def query(self, site, operation, question):
        status, answer = self.ask("POST", f"/v1/reports/{operation}", {"site_id": site, **question})
        if status != 200:
            raise peers.BenchError(f"a report was refused: {status} {answer}")
        return answer

    def live(self):
        """Milliseconds from sending an event to the collector until the live report counts it."""
        site, times = self.site("bench-live"), []
        question = {"metrics": ["events"], "date_range": "day"}
        for number in range(self.options.live_events + 1):
            begun = time.monotonic()
            self.collect(site, number)
            while self.counted(site, question) <= number:
                if time.monotonic() - begun > 30:
                    raise peers.BenchError("an event does not count within 30 s")
                time.sleep(0.01)
            times.append((time.monotonic() - begun) * 1000)
        # Before the first one, the topic and the site's reports are not there.
        settled = sorted(times[1:])
        return {"median": round(statistics.median(settled), 1), "p99": round(settled[int(len(settled) * 0.99)], 1)}

    def collect(self, site, number):
        """Sends an event as a tracker does."""
        status, answer = self.ask(
            "POST", "/api/event", {"name": "pageview", "url": f"https://{site}.example/{number}", "domain": f"{site}.example"},
            [f"User-Agent: {AGENTS[0]}"])
        if status >= 300:
            raise peers.BenchError(f"an event was not taken: {status} {answer}")

    def counted(self, site, question):
        status, answer = self.ask("POST", "/v1/reports/query", {"site_id": site, **question})
        # A site of which nothing was counted is not known to reports.
        return answer["results"][0]["metrics"][0] if status == 200 else 0

    def month(self):
        """A month of events: how fast they are counted, asked about, and counted anew."""
        figures = {"events": self.options.report_events}
        for name, part in [("filled", self.fill), ("rebuilt", self.rebuild), ("questions", self.reports)]:
            figures[name] = part()
        return figures

    def fill(self):
        """Puts the month into the log, and waits until it is counted and laid out. Gives events per second of each, from the begin."""
        site, count = self.site("bench-month"), self.options.report_events
        # The collector makes the topic; of another site, as an event of today would leave all of the month too late.
        self.collect(self.site("bench-begin"), 0)
        begun = time.monotonic()
        producer = subprocess.Popen(
            [peers.tool("kcat"), "-q", "-P", "-b", self.brokers, "-t", "collected", "-z", "lz4", "-K", "\t", "-X", "linger.ms=50",
             "-X", "batch.num.messages=10000", "-X", "topic.partitioner=murmur2"], stdin=subprocess.PIPE)
        try:
            for number, part in enumerate(month(site, count)):
                producer.stdin.write(part)
                if number % 100 == 0:
                    progress(f"{min(number * PIECE, count):,} of {count:,} events made", begun)
            producer.stdin.close()
            if producer.wait() != 0:
                raise peers.BenchError(f"kcat ended with {producer.returncode}")
        finally:
            if producer.poll() is None:
                producer.kill()
                producer.wait()
        figures = {"how": "kcat into the topic of what is collected, read from it as all events are"}
        figures["written"] = measured("month written to the log, events/s", count, begun)
        self.await_state(site, count, begun, lambda state: state.get("events", 0) + state.get("lateEvents", 0) >= count)
        figures["counted"] = measured("month counted, events/s", count, begun)
        last = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=2)).date().isoformat()
        self.await_state(site, count, begun, lambda state: state.get("sealedThrough", "") >= last)
        figures["laidOut"] = measured("month laid out, events/s", count, begun)
        return figures

    def reprocess(self):
        """How fast reports are made anew: of a month that is counted and laid out already, several times over."""
        filled, rounds = self.fill(), [self.rebuild() for _ in range(REBUILDS)]
        figures = {"events": self.options.report_events, "filled": filled, "rounds": rounds}
        return figures | {name: round(statistics.median(one[name] for one in rounds)) for name in ("read", "served")}

    def await_state(self, site, count, begun, holds):
        end = time.monotonic() + 60 + count / 2000
        while True:
            status, state = self.ask("GET", f"/v1/reports/sites/{site}")
            if status == 200 and holds(state):
                return state
            if time.monotonic() > end:
                raise peers.BenchError(f"the month was not counted in time: {status} {state}")
            if status == 200:
                progress(f"{state.get('events', 0):,} of {count:,} events counted, to {state.get('sealedThrough', 'no day')}", begun)
            time.sleep(0.5)

    def reports(self):
        """Milliseconds of questions about thirty days: the first, and the median and the longest of those that follow."""
        figures = {}
        for name, (operation, question) in QUESTIONS.items():
            times = []
            try:
                for _ in range(11):
                    begun = time.monotonic()
                    self.query("bench-month", operation, {"date_range": "30d", **question})
                    times.append((time.monotonic() - begun) * 1000)
            except peers.BenchError as error:
                tell(f"30 days, {name}: NOT ANSWERED: {error}")
                figures[name] = {"notAnswered": str(error)}
                continue
            figures[name] = {
                "first": round(times[0], 1), "median": round(statistics.median(times[1:]), 1), "longest": round(max(times[1:]), 1)}
            tell(f"30 days, {name}, ms: {json.dumps(figures[name])}")
        return figures

    def rebuild(self):
        """Events per second of making the month's reports anew: until all are read, and until they are laid out and served."""
        count, begun = self.options.report_events, time.monotonic()
        path = "/v1/reports/sites/bench-month/reprocess"
        status, answer = self.ask("POST", path, {"version": 1})
        if status != 202:
            raise peers.BenchError(f"making the reports anew was refused: {status} {answer}")
        figures = {}
        while True:
            _, state = self.ask("GET", path)
            if "read" not in figures and state.get("events", 0) + state.get("lateEvents", 0) >= count:
                figures["read"] = measured("month read anew, events/s", count, begun)
            if state.get("state") == "live":
                figures.setdefault("read", round(count / (time.monotonic() - begun)))
                figures["served"] = measured("month made anew and served, events/s", count, begun)
                return figures
            if time.monotonic() - begun > 60 + count / 2000:
                raise peers.BenchError(f"the reports were not made anew in time: {state}")
            progress(f"{state.get('events', 0):,} of {count:,} events made anew", begun)
            time.sleep(0.1)


def tell(line):
    print(line, file=sys.stderr, flush=True)


def measured(name, count, begun):
    """Events per second since the begin, told at once."""
    rate = round(count / (time.monotonic() - begun))
    tell(f"{name}: {rate:,}")
    return rate


def progress(line, begun, last=[0.0]):
    """Tells how far it is, every ten seconds."""
    now = time.monotonic()
    if now - last[0] >= 10:
        last[0] = now
        tell(f"  {now - begun:5.0f} s: {line}")


def month(site, count):
    """The events in pieces of bytes: a line each, a key before it, as kcat takes them."""
    now = time.time()
    begun = now - DAYS * 86_400 + 3600
    step = (now - 7200 - begun) / count
    pages = [f'"page":{{"scheme":"https","host":"{site}.example","path":"/page/{number}"}}' for number in range(PAGES)]
    referrers = [f',"referrer":{split(source)}' if source else "" for source in SOURCES]
    clients = [
        f',"userAgent":"{agent}","language":"{language}","screen":"{screen}","network":"198.51.'
        for agent in AGENTS for language in LANGUAGES for screen in SCREENS]
    head = f'","source":"/sites/{site}/collect","type":"event.collected","subject":"{site}","time":"'
    told = '","datacontenttype":"application/json","data":{"tracker":"collect","kind":"page_view","name":"page_view","receivedAt":"'
    privacy = '"},"privacy":{"consent":"unknown","doNotTrack":false,"globalPrivacyControl":false},"traffic":"visitor",'
    lines, minute, text, visitors = [], None, "", count // (VISIT * VISITS) + 1
    for number in range(count):
        at = begun + number * step
        if int(at) != minute:
            minute = int(at)
            text = time.strftime("%Y-%m-%dT%H:%M:%S.", time.gmtime(minute))
        moment = f"{text}{int((at - minute) * 1000):03}Z"
        # Visits that go on side by side: as many as begin within the time that five pages take.
        block, place = divmod(number, VISIT * SIDE)
        visit = block * SIDE + place % SIDE
        visitor = visit * 2_654_435_761 % visitors
        referrer = referrers[visit % len(SOURCES)] if place < SIDE else ""
        lines.append(
            f'{visitor}\t{{"specversion":"1.0","id":"{number}{head}{moment}{told}{moment}","visitor":{{"basis":"device",'
            f'"id":"visitor-{visitor}{privacy}{pages[number * 7919 % PAGES]}{referrer}{clients[visitor % len(clients)]}{visitor % 251}.0"}}}}\n')
        if len(lines) == PIECE:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def split(address):
    """An address as the collector stores it."""
    scheme, _, rest = address.partition("://")
    host, _, path = rest.partition("/")
    return json.dumps({"scheme": scheme, "host": host, "path": "/" + path}, separators=(",", ":"))
