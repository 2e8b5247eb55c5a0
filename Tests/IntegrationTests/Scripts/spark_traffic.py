"""Some days of what trackers tell of a shop in Berlin, over the night in which its clocks are put forward: a seed makes it."""

import datetime
import random

UTC = datetime.timezone.utc
BEGIN = datetime.datetime(2026, 3, 27, 18, tzinfo=UTC)
DAYS = 4
LAST = datetime.datetime(2026, 4, 2, tzinfo=UTC)

RULES = {
    "ownDomains": ["shop.example"],
    "filters": [
        {"name": "health", "when": {"field": "path", "is": "/health"}, "then": "drop"},
        {"name": "crawler", "when": {"field": "path", "startsWith": "/crawl"}, "then": "bot"},
        {"name": "staff", "when": {"field": "properties.staff", "is": True}, "then": "internal"},
    ],
    "channels": [
        {"name": "Partners", "when": {"field": "utmSource", "in": ["partner", "friends"]}},
        {"name": "Letters", "when": {"field": "utmMedium", "contains": "mail"}},
    ],
    "dimensions": [
        {"name": "plan", "from": "properties.tariff", "lowercase": True},
        {"name": "area", "value": "blog", "when": {"field": "path", "startsWith": "/blog"}},
    ],
    "goals": [
        {"name": "Purchase", "when": {"field": "name", "is": "purchase"}},
        {"name": "Large purchase", "when": {"all": [
            {"field": "name", "is": "purchase"}, {"field": "revenue", "atLeast": 5000}]}},
        {"name": "Pricing", "when": {"field": "path", "matches": "^/pricing"}},
    ],
    "sessions": {"timeoutSeconds": 1500, "endsAtMidnight": True, "endsAtCampaign": True},
    "scrubbing": {"email": True, "keys": ["token"]},
}
PAGES = ["/", "/pricing", "/pricing/teams", "/blog", "/blog/ünïcødé \"quoted\"", "/cart", "/thanks", "/mail/ada@example.org"]
AGENTS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
]
CAMPAIGNS = [
    None, None, {"source": "partner", "medium": "referral", "name": "spring"}, {"source": "news", "medium": "e-mail"},
    {"source": "google", "medium": "cpc", "name": "brand\tand\nbreaks"}, {"clickId": "gclid"},
]
REFERRERS = [None, None, {"host": "www.google.com", "path": "/"}, {"host": "shop.example", "path": "/"}, {"host": "news.example", "path": "/a"}]


def text(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


class Traffic:
    def __init__(self, seed, site):
        self.chance, self.site = random.Random(seed), site
        self.number = 0

    def events(self, visitors):
        """Pairs of when an event was received and what the log holds of it, in the order of their receipt."""
        received = []
        for visitor in range(visitors):
            received += self.visitor(visitor)
        return sorted(received, key=lambda pair: pair[0])

    def visitor(self, visitor):
        chance = self.chance
        moment = BEGIN + datetime.timedelta(seconds=chance.randrange(DAYS * 86_400))
        basis = chance.choice(["device", "user", "daily"])
        agent = chance.choice(AGENTS)
        events = []
        for _ in range(chance.randrange(1, 40)):
            events.append(self.event(f"visitor {visitor}", basis, agent, moment))
            if chance.randrange(25) == 0:
                # Sent once more: at once, or when it is late.
                when, event = events[-1]
                events.append((when + datetime.timedelta(seconds=chance.choice([0, 2, 40_000])), event))
            moment += self.pause()
            if moment > BEGIN + datetime.timedelta(days=DAYS):
                break
        return events

    def pause(self):
        chance = self.chance
        return datetime.timedelta(milliseconds=chance.choice([
            0, 1, chance.randrange(90_000), chance.randrange(90_000), chance.randrange(300_000), chance.randrange(300_000),
            1_500_000, 1_500_001, chance.randrange(1_300_000, 1_700_000), chance.randrange(40_000_000)]))

    def event(self, visitor, basis, agent, moment):
        chance = self.chance
        self.number += 1
        delay = datetime.timedelta(milliseconds=chance.choice([0, chance.randrange(1000), chance.randrange(1000)]))
        if chance.randrange(12) == 0:  # a device without a net; some beyond what is counted
            delay = datetime.timedelta(seconds=chance.randrange(12 * 3600))
        happened = moment
        if chance.randrange(15) == 0:  # a clock that runs ahead, or within what is let pass
            happened = moment + delay + datetime.timedelta(seconds=chance.choice([30, 60, 61, 3600, 90_000]))
        kind, name = chance.choice(
            [("page_view", "page_view")] * 6 + [("action", "purchase"), ("action", "sign_up"), ("action", "engagement"),
                                                ("performance", "web_vitals"), ("screen_view", "main"), ("identify", "identify")])
        data = {
            "tracker": "segment", "kind": kind, "name": name, "receivedAt": text(moment + delay),
            "visitor": {"basis": basis, "id": visitor},
            "privacy": {"consent": "unknown", "doNotTrack": False, "globalPrivacyControl": False},
            "traffic": chance.choice(["visitor"] * 30 + ["bot", "internal"]),
            "page": {"scheme": "https", "host": "shop.example", "path": self.page()}, "userAgent": agent,
            "properties": self.properties(kind, name),
        }
        campaign, referrer = chance.choice(CAMPAIGNS), chance.choice(REFERRERS)
        if campaign and chance.randrange(3) == 0:
            data["campaign"] = campaign
        if referrer:
            data["referrer"] = referrer
        if name == "purchase":
            data["revenue"] = {"amount": chance.randrange(1, 12_000), "currency": chance.choice(["EUR", "EUR", "USD"])}
            data["orderId"] = f"order {self.number}"
        event = {
            "specversion": "1.0", "id": f"e{self.number}", "source": f"//{self.site}/web", "type": "event.collected",
            "subject": self.site, "time": text(happened), "datacontenttype": "application/json", "data": data,
        }
        return moment + delay, event

    def page(self):
        return self.chance.choice(PAGES * 6 + ["/health", "/crawl/1"])

    def properties(self, kind, name):
        chance = self.chance
        if kind == "performance":
            return {"LCP": chance.randrange(4000) / 7, "CLS": 0.1}
        properties = {}
        if name == "engagement":
            properties = {"engagement_time_msec": chance.randrange(60_000), "percent_scrolled": chance.randrange(101)}
        if chance.randrange(3) == 0:
            properties["tariff"] = chance.choice(["Free", "TEAM", "large"])
        if chance.randrange(40) == 0:
            properties["staff"] = True
        if chance.randrange(10) == 0:
            properties["token"] = "secret"
        return properties
