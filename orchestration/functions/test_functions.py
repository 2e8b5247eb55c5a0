"""Runs the functions that ship as the functions service does: their `bootstrap` against a Runtime API, here one of a few lines."""

import http.server
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))


class Invoker:
    """One function in a process of its own; `call` gives it an event and returns its answer, or raises its error."""

    class Failed(Exception):
        pass

    def __init__(self, name):
        with open(os.path.join(HERE, name, "function.json"), encoding="utf-8") as file:
            manifest = json.load(file)
        events, answers = queue.Queue(), queue.Queue()
        self.events, self.answers = events, answers

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                event = events.get()
                if event is None:
                    self.close_connection = True
                    return
                body = json.dumps(event).encode()
                self.send_response(200)
                deadline = int((time.time() + manifest["timeout"]) * 1000)
                for field, value in {
                    "Lambda-Runtime-Aws-Request-Id": "r-1", "Lambda-Runtime-Deadline-Ms": deadline, "Content-Length": len(body),
                }.items():
                    self.send_header(field, str(value))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answers.put((self.path.rsplit("/", 1)[1], body))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # A function that is killed at the end of its test leaves a connection behind that nobody misses.
        self.server.handle_error = lambda *_: None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        folder = os.path.join(HERE, name)
        self.process = subprocess.Popen(
            [os.path.join(folder, "bootstrap")], cwd=folder, stderr=subprocess.DEVNULL,
            env={**os.environ, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.server.server_address[1]}",
                 "_HANDLER": manifest["handler"], "LAMBDA_TASK_ROOT": folder, "PYTHONDONTWRITEBYTECODE": "1"})

    def call(self, event):
        self.events.put(event)
        kind, body = self.answers.get(timeout=300)
        if kind == "error":
            raise Invoker.Failed(body["errorType"], body["errorMessage"])
        return body

    def end(self):
        self.process.kill()
        self.process.wait()
        self.events.put(None)
        self.server.shutdown()
        self.server.server_close()


class FunctionTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="orrery-functions-")
        self.invokers = {}

    def tearDown(self):
        for invoker in self.invokers.values():
            invoker.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, name, **event):
        if name not in self.invokers:
            self.invokers[name] = Invoker(name)
        return self.invokers[name].call({"folder": self.folder, **event})

    def failure(self, name, **event):
        with self.assertRaises(Invoker.Failed) as caught:
            self.call(name, **event)
        return caught.exception.args


class EncodeTitle(FunctionTests):
    def setUp(self):
        super().setUp()
        if not shutil.which("ffmpeg"):
            self.skipTest("ffmpeg is not installed")

    def test_a_clip_becomes_a_title_that_ffprobe_confirms(self):
        source = self.call("encode-title-clip", seconds=4, width=320, height=240)["source"]
        inspection = self.call("encode-title-inspect", source=source)
        self.assertEqual((inspection["width"], inspection["height"], inspection["hasAudio"]), (320, 240, True))
        ladder = self.call("encode-title-ladder", source=source, inspection=inspection)
        self.assertEqual([r["name"] for r in ladder["rungs"]], ["240p", "144p"])
        renditions = []
        for rung in ladder["rungs"]:
            common = {"source": source, "inspection": inspection, "gopSeconds": ladder["gopSeconds"], "rung": rung}
            encoded = self.call("encode-title-encode", **common)
            proof = self.call("encode-title-validate", **common, file=encoded["file"])
            self.assertEqual(proof["keyFrames"], 2)
            seen = self.call("encode-title-score", **common, file=encoded["file"])
            self.assertTrue(0.6 < seen["ssim"] <= 1, seen)
            renditions.append({**rung, **encoded, **seen})
        self.assertGreater(renditions[0]["ssim"], renditions[1]["ssim"])
        title = self.call("encode-title-package", renditions=renditions, gopSeconds=ladder["gopSeconds"])
        probed = json.loads(subprocess.run(
            ["ffprobe", "-v", "error", "-of", "json", "-show_programs", "-show_format", title["master"]],
            check=True, capture_output=True, text=True).stdout)
        self.assertEqual(len(probed["programs"]), 2)
        self.assertAlmostEqual(float(probed["format"]["duration"]), 4, delta=0.2)
        for rendition in renditions:
            streams = json.loads(subprocess.run(
                ["ffprobe", "-v", "error", "-of", "json", "-show_streams", rendition["file"]], check=True,
                capture_output=True, text=True).stdout)["streams"]
            self.assertEqual({s["codec_name"] for s in streams}, {"h264", "aac"})
        again = self.call("encode-title-package", renditions=renditions, gopSeconds=ladder["gopSeconds"])
        self.assertEqual(again["master"], title["master"])
        self.call("encode-title-discard")
        self.assertEqual(os.listdir(self.folder), ["source.mkv"])

    def test_what_is_no_film_is_refused(self):
        path = os.path.join(self.folder, "song.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("la la la")
        self.assertEqual(self.failure("encode-title-inspect", source=path)[0], "UnplayableSource")

    def test_a_rendition_that_is_cut_or_of_another_size_is_found(self):
        source = self.call("encode-title-clip", seconds=4, width=320, height=240)["source"]
        inspection = self.call("encode-title-inspect", source=source)
        rung = {"name": "144p", "width": 192, "height": 144, "bitrate": 200_000, "attempt": 1}
        common = {"source": source, "inspection": inspection, "gopSeconds": 2, "rung": rung}
        file = self.call("encode-title-encode", **common)["file"]
        self.assertEqual(
            self.failure("encode-title-validate", **{**common, "rung": {**rung, "width": 256}}, file=file)[0], "InvalidRendition")
        self.assertEqual(
            self.failure("encode-title-validate", **{**common, "inspection": {**inspection, "seconds": 9}}, file=file)[0],
            "InvalidRendition")
        with open(file, "r+b") as out:
            out.truncate(os.path.getsize(file) // 2)
        self.assertIn(self.failure("encode-title-validate", **common, file=file)[0], ("MediaError", "InvalidRendition"))


class FulfilOrder(FunctionTests):
    lines = [{"sku": "a", "quantity": 12}]

    def test_an_order_is_picked_packed_and_shipped_once_however_often_it_is_asked(self):
        for _ in range(2):
            self.assertEqual(self.call("fulfil-order-pick", order="1", lines=self.lines), {"units": 12})
        self.assertEqual(self.call("fulfil-order-pack", order="1", lines=self.lines), {"parcels": [10, 2]})
        first = self.call("fulfil-order-ship", order="1", parcels=[10, 2])
        self.assertEqual(self.call("fulfil-order-ship", order="1", parcels=[10, 2]), first)
        self.assertEqual(self.call("fulfil-order-track", order="1")["state"], "underway")
        self.assertTrue(self.call("fulfil-order-restock", order="1")["wasPicked"])
        self.assertFalse(self.call("fulfil-order-restock", order="1")["wasPicked"])

    def test_what_is_missing_is_named_and_no_name_leads_out_of_the_folder(self):
        self.assertEqual(
            self.failure("fulfil-order-pick", order="1", lines=self.lines, shelves={"a": 3}), ("OutOfStock", "a: 3 of 12"))
        self.assertEqual(self.failure("fulfil-order-pick", order="../x", lines=self.lines)[0], "ValueError")

    def test_a_question_keeps_its_first_token(self):
        asked = self.call("fulfil-order-ask", order="1", question="?", token="t1")
        self.assertEqual(self.call("fulfil-order-ask", order="1", question="?", token="t2"), asked)


class NightlyBatch(FunctionTests):
    def test_figures_add_up_and_a_second_run_gives_the_same_files(self):
        files = []
        for _ in range(2):
            collected = self.call("nightly-batch-collect", day="2026-01-05", part=30)
            self.assertEqual((collected["entries"], len(collected["parts"])), (1200, 48))
            batches = [
                self.call("nightly-batch-aggregate", parts=collected["parts"][first:first + 5]) for first in range(0, 48, 5)]
            figures = self.call("nightly-batch-file", day="2026-01-05", batches=batches)
            self.assertEqual(figures["revenue"], sum(t["revenue"] for b in batches for t in b["totals"].values()))
            report = self.call(
                "nightly-batch-report", day="2026-01-05", entries=collected["entries"], figures=figures, failed=0)
            files.append([text(path) for path in (figures["file"], report["report"])])
        self.assertEqual(files[0], files[1])

    def test_an_entry_that_cannot_be_read_is_named(self):
        path = os.path.join(self.folder, "x.ndjson")
        with open(path, "w", encoding="utf-8") as out:
            out.write('{"sku": "a", "units": 1, "price": 2}\nnonsense\n')
        part = {"file": path, "first": 0, "count": 2}
        kind, words = self.failure("nightly-batch-aggregate", parts=[part])
        self.assertEqual(kind, "UnreadableEntry")
        self.assertIn("x.ndjson:2", words)


class EraseAccount(FunctionTests):
    def test_everything_goes_but_what_the_law_keeps(self):
        for holder, document in (("orders", {"keepUntil": "2036-01-01"}), ("events", {})):
            os.makedirs(os.path.join(self.folder, "holders", holder))
            with open(os.path.join(self.folder, "holders", holder, "a1.json"), "w", encoding="utf-8") as out:
                json.dump(document, out)
        self.assertEqual(self.call("erase-account-find", account="a1"), {"holders": ["events", "orders"]})
        self.assertEqual(self.failure("erase-account-erase", account="a1", holder="orders"), ("LegalHold", "2036-01-01"))
        self.assertTrue(self.call("erase-account-erase", account="a1", holder="events")["erased"])
        self.assertFalse(self.call("erase-account-erase", account="a1", holder="events")["erased"])
        self.assertEqual(self.call("erase-account-verify", account="a1", kept=["orders"]), {"left": []})
        self.assertEqual(self.call("erase-account-verify", account="a1", kept=[]), {"left": ["orders"]})
        self.call("erase-account-certify", account="a1", erased=["events"], kept=["orders"])
        self.assertEqual(os.listdir(os.path.join(self.folder, "certificates")), ["a1.json"])


class Bootstrap(unittest.TestCase):
    def test_every_function_of_the_workflows_is_there_and_has_its_handler(self):
        workflows = os.path.join(HERE, "..", "workflows")
        named = set()
        for name in sorted(os.listdir(workflows)):
            path = os.path.join(workflows, name, "definition.asl.json")
            if os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    collect(json.load(file), named)
        self.assertGreater(len(named), 20)
        for name in named:
            folder = os.path.join(HERE, name)
            with open(os.path.join(folder, "function.json"), encoding="utf-8") as file:
                manifest = json.load(file)
            if "program" in manifest:
                # A program of this repository, which `orrery` builds and deploys.
                self.assertIn(f'name: "{manifest["program"]}"', text(os.path.join(HERE, "..", "..", "Package.swift")), name)
                continue
            module, function = manifest["handler"].split(".")
            self.assertIn(f"def {function}(event, context):", text(os.path.join(folder, f"{module}.py")), name)
            self.assertTrue(os.access(os.path.join(folder, "bootstrap"), os.X_OK), name)


def text(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def collect(value, names):
    if isinstance(value, dict):
        if isinstance(value.get("FunctionName"), str):
            names.add(value["FunctionName"])
        for inner in value.values():
            collect(inner, names)
    elif isinstance(value, list):
        for inner in value:
            collect(inner, names)


if __name__ == "__main__":
    sys.exit(unittest.main())
