"""Runs ffmpeg and ffprobe, and turns what they say into values and errors."""

import json
import subprocess


class MediaError(Exception):
    """ffmpeg could not do it; its last words say why."""


class UnplayableSource(Exception):
    """There is nothing to encode in the file."""


class InvalidRendition(Exception):
    """A rendition is not what was ordered."""


def run(context, *arguments):
    """Runs a program to its end, within the time that the invocation has left.

    Returns what it wrote to standard error, where ffmpeg's filters tell their results.
    """
    done = subprocess.run(
        arguments, capture_output=True, text=True, timeout=_seconds_left(context), stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise MediaError("\n".join(done.stderr.strip().splitlines()[-5:]) or f"{arguments[0]} ended with {done.returncode}")
    return done.stderr


def probe(context, path, *arguments):
    """What ffprobe tells of a file, as a dictionary."""
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", *arguments, path], capture_output=True, text=True,
        timeout=_seconds_left(context), stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise UnplayableSource(done.stderr.strip() or f"{path} cannot be read")
    return json.loads(done.stdout)


def ratio(text):
    """`24000/1001` as a number."""
    upper, _, lower = text.partition("/")
    return float(upper) / float(lower or 1)


def _seconds_left(context):
    # A second is kept for the answer.
    return max(1, context.get_remaining_time_in_millis() / 1000 - 1)
