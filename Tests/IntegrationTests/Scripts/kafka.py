"""Drives the mesh's events with clients of Kafka: kcat, and librdkafka in Python.

    kafka.py PART ORRERY, with ORRERY_DATA, and MESH_URL and MESH_TOKEN for what goes over HTTP
"""

import collections
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request

import confluent_kafka
import confluent_kafka.admin

ORRERY = sys.argv[2]
STORE = os.path.join(os.environ["ORRERY_DATA"], "data", "events", "events.sqlite")


def brokers():
    """Where instances take clients. A mesh of the tests takes any ports that are free."""
    store = sqlite3.connect(f"file:{STORE}?mode=ro", uri=True, timeout=10)
    try:
        found = store.execute("SELECT host, port FROM kafka_broker WHERE port IS NOT NULL").fetchall()
    finally:
        store.close()
    return ",".join(f"{host}:{port}" for host, port in found)


def until(words, read, limit=60):
    """Reads until something true is read."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        found = read()
        if found:
            return found
    raise AssertionError(f"{words}: not within {limit} s; last was {found!r}")


def kcat(*arguments, input=""):
    done = subprocess.run(
        ["kcat", "-q", "-b", brokers(), *arguments], input=input, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, (arguments, done)
    return done.stdout


def admin():
    return confluent_kafka.admin.AdminClient({"bootstrap.servers": brokers()})


def make(topic, partitions):
    client = admin()  # It has to outlive what it promises.
    for future in client.create_topics([confluent_kafka.admin.NewTopic(topic, partitions, 1)]).values():
        future.result(30)


def name(part):
    return f"{part}-{os.getpid()}-{random.randrange(1 << 30)}"


class Acknowledged:
    """A producer that sends each record once, whoever dies, and what it was told of them."""

    def __init__(self, topic, **settings):
        self.topic = topic
        self.places, self.failures = {}, []
        self.producer = confluent_kafka.Producer({
            "bootstrap.servers": brokers(), "enable.idempotence": True, "linger.ms": 2,
            "message.timeout.ms": 60_000, "topic.metadata.refresh.interval.ms": 1000, **settings})

    def send(self, key, value):
        self.producer.produce(self.topic, key=key, value=value, on_delivery=self.told)
        self.producer.poll(0)

    def told(self, error, message):
        if error is not None:
            self.failures.append(str(error))
        else:
            self.places[message.value()] = (message.partition(), message.offset())

    def finish(self):
        left = self.producer.flush(60)
        assert left == 0 and not self.failures, (left, self.failures[:3])
        return self.places


def consumer(group, topic, **settings):
    made = confluent_kafka.Consumer({
        "bootstrap.servers": brokers(), "group.id": group, "auto.offset.reset": "earliest",
        "enable.auto.commit": False, "session.timeout.ms": 6000, "heartbeat.interval.ms": 300,
        "topic.metadata.refresh.interval.ms": 1000, **settings})
    made.subscribe([topic])
    return made


def read(one, found, quiet=0.2):
    """Takes what comes into a list of the values at each place."""
    message = one.poll(quiet)
    if message is None:
        return False
    if message.error():
        # Kafka calls errors of a coordinator that moves retriable; the client does so, and does not say so of offsets.
        assert message.error().retriable() or message.error().code() in (
            confluent_kafka.KafkaError._PARTITION_EOF, confluent_kafka.KafkaError._ALL_BROKERS_DOWN,
            confluent_kafka.KafkaError._TRANSPORT, confluent_kafka.KafkaError.NOT_COORDINATOR,
            confluent_kafka.KafkaError.COORDINATOR_NOT_AVAILABLE,
            confluent_kafka.KafkaError.COORDINATOR_LOAD_IN_PROGRESS), message.error()
        return True
    found[(message.partition(), message.offset())].append(message.value())
    return True


def dense(found, partitions):
    for partition in range(partitions):
        offsets = sorted(offset for place, offset in found if place == partition)
        assert offsets == list(range(len(offsets))), (partition, offsets[:5], len(offsets), offsets[-1])


def command_line():
    """kcat writes in each compression, and reads, looks and seeks."""
    topic = name("kcat")
    make(topic, 3)
    for codec in ("none", "gzip", "snappy", "lz4", "zstd"):
        kcat("-P", "-t", topic, "-K", ":", "-z", codec, input="".join(f"k{n}:{codec}-{n}-{'x' * 200}\n" for n in range(200)))
    values = kcat("-C", "-t", topic, "-o", "beginning", "-e", "-f", "%k:%s\n").splitlines()
    assert len(values) == 1000 and len(set(values)) == 1000, len(values)
    assert len(kcat("-C", "-t", topic, "-p", "0", "-o", "-5", "-e").splitlines()) == 5
    told = json.loads(kcat("-L", "-J", "-t", topic))
    assert len(told["brokers"]) == 2 and len(told["topics"][0]["partitions"]) == 3, told
    assert {one["leader"] for one in told["topics"][0]["partitions"]} <= {one["id"] for one in told["brokers"]}, told
    assert kcat("-Q", "-t", f"{topic}:0:{int(time.time() * 1000) + 3_600_000}").strip().endswith("-1")
    assert kcat("-Q", "-t", f"{topic}:0:1000").strip().endswith(" 0")


def groups():
    """Members come and go; each record is read, and what was committed is not read again."""
    topic, group = name("groups"), name("group")
    make(topic, 6)
    sent = Acknowledged(topic)
    for number in range(3000):
        sent.send(f"key-{number % 50}", f"first-{number}".encode())
    places = sent.finish()
    assert sorted(places) == sorted(f"first-{number}".encode() for number in range(3000))
    assert len({partition for partition, _ in places.values()}) == 6

    shares = collections.defaultdict(list)
    found = collections.defaultdict(list)
    one, two = consumer(group, topic), consumer(group, topic)

    def balanced():
        for each in (one, two):
            if read(each, found, 0.05) and found:
                shares[each] = each.assignment()
        return len(one.assignment()) == 3 and len(two.assignment()) == 3
    until("two members share six partitions", balanced)
    until("all records are read", lambda: [read(each, found, 0.05) for each in (one, two)] and len(found) == 3000)
    for each in (one, two):
        each.commit(asynchronous=False)
    two.close()
    until("the last member has all partitions", lambda: (read(one, found, 0.1), len(one.assignment()) == 6)[1])
    for number in range(600):
        sent.send(f"key-{number % 50}", f"second-{number}".encode())
    sent.finish()
    until("what came later is read", lambda: read(one, found) and len(found) == 3600)
    dense(found, 6)
    one.commit(asynchronous=False)
    one.close()

    again = collections.defaultdict(list)
    late = consumer(group, topic)
    until("a new member has all partitions", lambda: (read(late, again, 0.1), len(late.assignment()) == 6)[1])
    sent.send("key-1", b"last")
    sent.finish()
    until("the last record is read", lambda: (read(late, again), [b"last"] in again.values())[1])
    assert list(again.values()) == [[b"last"]], list(again.values())[:3]
    late.close()
    client = admin()
    listed = client.list_groups(timeout=30)
    assert group in {each.id for each in listed}, listed


def kills():
    """Instances die while an idempotent producer writes and a group reads."""
    topic, group = name("kills"), name("group")
    make(topic, 4)
    sent = Acknowledged(topic)
    found = collections.defaultdict(list)
    reader = consumer(group, topic)
    chance = random.Random(os.getpid())
    number = killed = 0
    end, next_kill = time.monotonic() + 20, time.monotonic() + 2
    while time.monotonic() < end:
        for _ in range(20):
            sent.send(f"key-{number % 50}", f"value-{number}".encode())
            number += 1
        while read(reader, found, 0.01):
            pass
        if time.monotonic() > next_kill:
            status = json.loads(subprocess.run([ORRERY, "status", "--json"], capture_output=True, check=True).stdout)
            ready = [one for one in status["instances"] if one["service"] == "events" and one["state"] == "ready"]
            if len(ready) == 2:
                os.kill(chance.choice(ready)["pid"], signal.SIGKILL)
                killed += 1
                next_kill = time.monotonic() + 3
    places = sent.finish()
    assert killed >= 2 and len(places) == number, (killed, len(places), number)
    until("all acknowledged records are read", lambda: (read(reader, found), len(found) >= number)[1])
    reader.close()
    dense(found, 4)
    values = collections.Counter(value for told in found.values() for value in set(told))
    assert len(values) == number and set(values.values()) == {1}, values.most_common(3)
    for value, place in places.items():
        assert value in found[place], (value, place, found[place])


def http(method, path, document=None):
    request = urllib.request.Request(
        os.environ["MESH_URL"] + path, method=method, data=None if document is None else json.dumps(document).encode(),
        headers={"Authorization": f"Bearer {os.environ['MESH_TOKEN']}", "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


def both():
    """What comes over HTTP is read by Kafka's clients, and the other way round, compressed as it came."""
    topic = name("both")
    http("POST", "/v1/topics", {"name": topic, "partitions": 1})
    http("POST", f"/v1/topics/{topic}/records", {"records": [{"key": "ada", "value": {"page": "/"}, "headers": [{"name": "colour", "value": "red"}]}]})
    kcat("-P", "-t", topic, "-K", ":", "-z", "zstd", "-H", "colour=blue", input="".join(f"bob:{n}-{'y' * 500}\n" for n in range(50)))
    told = json.loads(kcat("-C", "-t", topic, "-o", "beginning", "-c", "1", "-J"))
    assert told["key"] == "ada" and json.loads(told["payload"]) == {"page": "/"} and told["headers"] == ["colour", "red"], told
    page = http("GET", f"/v1/topics/{topic}/partitions/0/records?offset=0&limit=100")
    assert page["nextOffset"] == 51 and len(page["items"]) == 51 and not page.get("damage"), page
    assert page["items"][50]["key"] == "bob", page["items"][50]


PARTS = {part.__name__: part for part in (command_line, groups, kills, both)}
PARTS[sys.argv[1]]()
print("all is well")
