"""Does with PyPI's PyGorse what its users do, unmodified, against the gateway.

    gorse_client.py ORRERY, with MESH_URL and MESH_TOKEN

The last line says `all is well`.
"""

import asyncio
import json
import os
import time
import urllib.error
import urllib.request

from gorse import AsyncGorse, Gorse, GorseException

ENTRY = f"{os.environ['MESH_URL']}/gorse"
client = Gorse(ENTRY, os.environ["MESH_TOKEN"])
RUN = f"g{os.getpid()}"


def until(words, read, limit=60):
    end = time.monotonic() + limit
    while True:
        found = read()
        if found:
            return found
        assert time.monotonic() < end, f"not reached: {words}"
        time.sleep(0.05)


def refused(status, work):
    try:
        work()
    except GorseException as refusal:
        assert refusal.status_code == status, refusal.message
        return
    raise AssertionError(f"not refused with {status}")


# Users.
user = {"UserId": f"{RUN}-ada", "Labels": ["a", "b"], "Subscribe": ["d"], "Comment": "the first"}
assert client.insert_user(user) == {"RowAffected": 1}
assert client.get_user(user["UserId"]) == user
assert client.insert_users([{"UserId": f"{RUN}-b{n}"} for n in range(5)])["RowAffected"] == 5
seen, cursor = [], ""
while True:
    page, cursor = client.get_users(2, cursor)
    seen += [one["UserId"] for one in page]
    if not cursor:
        break
assert len(seen) == len(set(seen)) and {f"{RUN}-ada", f"{RUN}-b0", f"{RUN}-b4"} <= set(seen), seen
assert client.delete_user(f"{RUN}-b4")["RowAffected"] == 1
refused(404, lambda: client.get_user(f"{RUN}-b4"))
refused(401, lambda: Gorse(ENTRY, "nobody's").get_user(user["UserId"]))

# Items.
items = [
    {"ItemId": f"{RUN}-{taste}{n}", "IsHidden": False, "Labels": {"taste": taste}, "Categories": [f"{RUN}-{taste}", RUN],
     "Timestamp": f"2026-11-0{n + 1}T08:30:00Z", "Comment": f"number {n} of {taste}"}
    for taste in "xyz" for n in range(5)]
for item in items:
    assert client.insert_item(item)["RowAffected"] == 1
assert client.get_item(f"{RUN}-x0") == items[0]
found, cursor = [], ""
while True:
    page, cursor = client.get_items(4, cursor)
    found += [one for one in page if one["ItemId"].startswith(RUN)]
    if not cursor:
        break
assert found == items, found
assert [one["ItemId"] for one in client.search_items(f"{RUN}-y3")] == [f"{RUN}-y3"]
assert client.update_item(f"{RUN}-x0", labels=["q"], is_hidden=True)["RowAffected"] == 1
assert client.get_item(f"{RUN}-x0") == {**items[0], "Labels": ["q"], "IsHidden": True}
client.update_item(f"{RUN}-x0", is_hidden=False, comment="")
assert client.get_item(f"{RUN}-x0")["Comment"] == ""
refused(404, lambda: client.get_item(f"{RUN}-none"))
refused(400, lambda: client.insert_item({**items[0], "Timestamp": "yesterday"}))

# Feedback: what is sent twice is there once.
now = "2026-11-20T10:00:00Z"
for _ in range(2):
    assert client.insert_feedback("read", f"{RUN}-ada", f"{RUN}-x1", now, 2)["RowAffected"] == 1
assert client.list_feedbacks("read", f"{RUN}-ada") == [
    {"FeedbackType": "read", "UserId": f"{RUN}-ada", "ItemId": f"{RUN}-x1", "Value": 2, "Timestamp": now, "Comment": ""}]
told = []
for taste in "xyz":
    for n in range(8):
        told += [
            {"FeedbackType": "star", "UserId": f"{RUN}-{taste}-fan{n}", "ItemId": f"{RUN}-{taste}{m}", "Timestamp": now}
            for m in range(5) if m != n % 5]
assert client.insert_feedbacks(told)["RowAffected"] == len(told)
stars, cursor = [], ""
while True:
    page, cursor = client.get_feedbacks(50, cursor)
    stars += [one for one in page if one["FeedbackType"] == "star" and one["UserId"].startswith(RUN)]
    if not cursor:
        break
assert len(stars) == len(told), len(stars)
assert client.delete_feedback(f"{RUN}-ada", f"{RUN}-x1")["RowAffected"] == 1
assert client.list_feedbacks("read", f"{RUN}-ada") == []

# Recommendations come from the same models as the shop's.
def admin(method, path):
    request = urllib.request.Request(
        os.environ["MESH_URL"] + path, method=method, headers={"Authorization": f"Bearer {os.environ['MESH_TOKEN']}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def models():
    return admin("GET", "/v1/recommendations/models")["items"]


def begin():
    """Asks for a training: None while another one, which the recommender may begin by itself, waits or goes on."""
    try:
        return admin("POST", "/v1/recommendations/models")["version"]
    except urllib.error.HTTPError as refusal:
        if refusal.code != 409:
            raise


version = until("no other training goes on", begin)
trained = until("a training", lambda: next(
    (one for one in models() if one["version"] == version and one["state"] not in ("waiting", "training")), None))
if trained["state"] == "rejected":
    admin("POST", f"/v1/recommendations/models/{version}/promote")
until("neighbours", lambda: all(
    {one["Id"] for one in client.get_neighbors(f"{RUN}-y0")} == {f"{RUN}-y{n}" for n in range(1, 5)} for _ in range(4)))
client.insert_feedback("star", f"{RUN}-new", f"{RUN}-z0", now)
scores = client.get_recommend(f"{RUN}-new", category=RUN, n=4)
assert {score.id for score in scores} == {f"{RUN}-z{n}" for n in range(1, 5)}, [score.id for score in scores]
assert all(one.score >= other.score for one, other in zip(scores, scores[1:]))
assert [one.id for one in client.get_recommend(f"{RUN}-new", category=RUN, n=2, offset=2)] == [one.id for one in scores[2:]]
assert {one.id for one in client.get_recommend(f"{RUN}-new", category=f"{RUN}-x")} <= {f"{RUN}-x{n}" for n in range(5)}
session = client.session_recommend([
    {"FeedbackType": "star", "UserId": "0", "ItemId": f"{RUN}-x{n}", "Timestamp": "2026-11-20T10:00:00.000001"} for n in (0, 1)], 3)
assert {one["Id"] for one in session} == {f"{RUN}-x{n}" for n in (2, 3, 4)}, session

# What is written back is not recommended again.
first = [one.id for one in client.get_recommend(f"{RUN}-new", category=RUN, n=2, write_back_type="read", write_back_delay="10m")]
assert {one["ItemId"] for one in client.list_feedbacks("read", f"{RUN}-new")} == set(first)
assert not set(first) & {one.id for one in client.get_recommend(f"{RUN}-new", category=RUN, n=10)}
client.delete_item(f"{RUN}-z1")
until("what was removed is gone", lambda: all(
    f"{RUN}-z1" not in {one.id for one in client.get_recommend(f"{RUN}-x-fan0", n=100)} for _ in range(4)))


async def asynchronous():
    other = AsyncGorse(ENTRY, os.environ["MESH_TOKEN"])
    assert (await other.insert_feedback("star", f"{RUN}-late", f"{RUN}-y0", now))["RowAffected"] == 1
    assert {score.id for score in await other.get_recommend(f"{RUN}-late", category=RUN, n=4)} \
        == {f"{RUN}-y{n}" for n in range(1, 5)}


asyncio.run(asynchronous())
print("all is well")
