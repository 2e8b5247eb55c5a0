"""Sends events with the trackers that people have, unmodified, and checks that each of them is content.

    python3 trackers.py URL

URL is where the collector is. The site `shop` has the keys KEY and phc_x. The last line says `passed`.
"""

import sys

import requests
from cloudevents.core.bindings import http as binding
from cloudevents.core.v1.event import CloudEvent
from posthog import Posthog
from segment.analytics.client import Client
from snowplow_tracker import (
    Emitter, PageView, SelfDescribing, SelfDescribingJson, StructuredEvent, Subject, Tracker,
)

URL = sys.argv[1]
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"


def segment():
    errors = []
    for compressed in (False, True):
        client = Client("KEY", host=URL, gzip=compressed, on_error=lambda error, batch: errors.append(str(error)))
        client.track("u1", "segment_order", {"revenue": 12.5, "currency": "EUR"})
        client.page("u1", "Docs", "Intro", {"url": "https://shop.test/a"})
        client.identify("u1", {"plan": "pro"})
        client.flush()
        client.join()
    assert not errors, errors
    # A key that is no site's is told to the client.
    wrong = Client("WRONG", host=URL, on_error=lambda error, batch: errors.append(str(error)))
    wrong.track("u1", "segment_wrong")
    wrong.flush()
    wrong.join()
    assert len(errors) == 1, errors


def posthog():
    errors = []
    for options in ({}, {"gzip": True}, {"capture_mode": "v1"}):
        client = Posthog("phc_x", host=URL, on_error=lambda error, batch: errors.append(str(error)), **options)
        client.capture("posthog_bought", distinct_id="d1", properties={"$current_url": "https://shop.test/p"})
        client.flush()
        client.shutdown()
    assert not errors, errors


def snowplow():
    failed = []
    host = URL.removeprefix("http://")
    for method in ("get", "post"):
        emitter = Emitter(
            host, protocol="http", method=method, batch_size=1 if method == "get" else 3,
            on_failure=lambda count, events: failed.append(events))
        subject = Subject()
        subject.set_platform("web").set_domain_user_id("duid1").set_useragent(AGENT)
        tracker = Tracker("ns", emitter, app_id="shop", subject=subject)
        tracker.track(PageView(page_url="https://shop.test/p?utm_source=n", page_title="T"))
        tracker.track(StructuredEvent(category="shop", action=f"snowplow_{method}"))
        tracker.track(SelfDescribing(SelfDescribingJson("iglu:com.acme/snowplow_thing/jsonschema/1-0-0", {"k": 1})))
        tracker.flush()
    assert not failed, failed


def cloudevents():
    for name, place in (("binary", binding.to_binary_event), ("structured", binding.to_structured_event)):
        event = CloudEvent(
            {"type": f"cloudevents_{name}", "source": "/s", "id": name, "specversion": "1.0", "site": "shop"}, {"k": 1})
        message = place(event)
        for status in ("accepted", "duplicate"):
            answer = requests.post(URL + "/v1/cloudevents", headers=message.headers, data=message.body, timeout=20)
            assert answer.ok and status in answer.text, answer.text


for drive in (segment, posthog, snowplow, cloudevents):
    drive()
    print(drive.__name__)
print("passed")
