"""What the scripts beside it share: boto3's clients, made from the environment alone, and how refusals are expected."""

import io
import time
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::000000000000:role/anybody"


def client(service, **more):
    """A client that sends each request once, so that no refusal hides behind a second try."""
    config = Config(retries={"total_max_attempts": 1}, read_timeout=90)
    return boto3.client(service, config=config, **more)


def refused(code, call, *, status=None, has=None, **arguments):
    """Expects a refusal of this name, and returns it."""
    try:
        answer = call(**arguments)
    except ClientError as error:
        told = error.response
        assert told["Error"]["Code"] == code, (code, told)
        assert told["Error"]["Message"], told
        assert told["ResponseMetadata"].get("RequestId"), told
        assert status in (None, told["ResponseMetadata"]["HTTPStatusCode"]), (status, told)
        assert has is None or has in told["Error"]["Message"], (has, told)
        return told
    raise AssertionError(f"{code} was expected, and this came: {answer}")


def until(words, read, limit=60):
    """Reads until something true is read."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        found = read()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{words}: not within {limit} s; last was {found!r}")


def archive(files):
    """A zip archive of texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)
    return buffer.getvalue()
