"""How long an event takes from who sends it to who has subscribed, at a steady rate: by each door, and with the clients of Kafka.

What is counted begins when the event was due, so a sender that is late, or that waits for others, makes it longer; and, beside it, when the
sender had been told that the event is on disk.
"""

import json
import multiprocessing
import subprocess
import time
import urllib.parse

import event_ingest
import peers

try:
    import confluent_kafka
except ImportError:
    confluent_kafka = None  # Then its clients are left out, and it is said.

RATE = 10_000
# Who sends by which door, and who reads by which.
PATHS = {"HTTP to event streams": ("http", "stream"), "HTTP to long polls": ("http", "poll"), "Kafka to Kafka": ("kafka", "kafka")}


def measure(bench, options):
    """Milliseconds from due to read, by the way that events take."""
    figures = {}
    for number, (name, (sender, reader)) in enumerate(PATHS.items()):
        topic = bench.topic(f"bench-latency-{number}")
        figures[name] = follow(bench, options, topic, sender, reader)
    if confluent_kafka:
        figures["librdkafka"] = librdkafka(bench, options)
    else:
        figures["librdkafka"] = {"notRun": "confluent_kafka is missing: apt-get install python3-confluent-kafka"}
    return figures


def follow(bench, options, topic, sender, reader):
    """The benchmark's own program, which costs little beside the service."""
    done = subprocess.run(
        [options.binary, "follow", "--topic", topic, "--partitions", str(event_ingest.PARTITIONS), "--sender", sender, "--reader", reader,
         "--http", urllib.parse.urlsplit(bench.mesh.address).netloc, "--kafka", bench.brokers.split(",")[0], "--token", bench.token,
         "--rate", str(RATE), "--seconds", str(options.seconds)], capture_output=True, text=True)
    if done.returncode != 0:
        raise peers.BenchError(f"EventBench ended with {done.returncode}: {done.stderr[-500:]}")
    found = json.loads(done.stdout)
    if found["read"] != found["events"]:
        raise peers.BenchError(f"{found['read']} of {found['events']} events were read")
    return {**found["dueToRead"], "acceptedToReadP99": found["acceptedToRead"]["p99"], "senderLateP99": found["dueToSent"]["p99"]}


def librdkafka(bench, options):
    """The clients of Kafka in Python, a process each; what they take of the machine, the service has not."""
    topic, total = bench.topic("bench-latency-clients"), RATE * options.seconds
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    reader = context.Process(target=consume, args=(bench.brokers, topic, total, options.seconds + 30, answers))
    reader.start()
    try:
        answers.get(timeout=30)
        late, accepted, failed, left = produce(bench.brokers, topic, total)
        seen = answers.get(timeout=options.seconds + 60)
    finally:
        reader.join(10)
        if reader.is_alive():
            reader.kill()
    if left or failed or len(seen) != total:
        raise peers.BenchError(f"{left} of {total} events were not acknowledged, {failed} refused, {len(seen)} read")
    # What the first events wait for is that clients find each other.
    settled = seen[total // 10:]
    return {
        **shares([time - due for due, time in settled]),
        "acceptedToReadP99": shares([max(0, time - accepted[due]) for due, time in settled])["p99"],
        "senderLateP99": shares(late)["p99"]}


def shares(times):
    ordered = sorted(times)
    found = {f"p{share}": ordered[int(len(ordered) * share / 100)] for share in (50, 90, 99)}
    return {name: round(time / 1e6, 2) for name, time in {**found, "max": ordered[-1]}.items()}


def consume(brokers, topic, total, patience, answers):
    """Reads all events and tells when each was due, and when it was there; says first when it has begun."""
    consumer = confluent_kafka.Consumer({
        "bootstrap.servers": brokers, "group.id": "bench", "enable.auto.commit": False, "fetch.wait.max.ms": 500, "fetch.min.bytes": 1})
    consumer.assign([confluent_kafka.TopicPartition(topic, number, 0) for number in range(event_ingest.PARTITIONS)])
    seen, met, end = [], 0, time.monotonic() + patience
    while len(seen) < total and time.monotonic() < end:
        # One at a time: `consume` waits until it has as many as it was asked for.
        message = consumer.poll(0.1)
        if message is None or message.error():
            continue
        if met < event_ingest.PARTITIONS:
            # The record that opened the partition.
            met += 1
            if met == event_ingest.PARTITIONS:
                answers.put(None)
            continue
        seen.append((int(message.value()[:20]), time.monotonic_ns()))
    consumer.close()
    answers.put(seen)


def produce(brokers, topic, total):
    """Sends events when they are due. Gives by how much each was late, when each was acknowledged, and how many were refused and left."""
    failed, late, accepted = [], [], {}

    def told(error, due):
        if error:
            failed.append(error)
        else:
            accepted[due] = time.monotonic_ns()

    producer = confluent_kafka.Producer({"bootstrap.servers": brokers, "linger.ms": 1})
    # Knows where the partitions are before it begins.
    producer.list_topics(topic, 10)
    begun, filler = time.monotonic_ns(), event_ingest.PAYLOAD[20:].encode()
    for number in range(total):
        due = begun + number * 1_000_000_000 // RATE
        while time.monotonic_ns() < due:
            producer.poll(0.0005)
        late.append(time.monotonic_ns() - due)
        producer.produce(
            topic, b"%020d%b" % (due, filler), partition=number % event_ingest.PARTITIONS,
            on_delivery=lambda error, _, due=due: told(error, due))
    left = producer.flush(30)
    return late, accepted, len(failed), left
