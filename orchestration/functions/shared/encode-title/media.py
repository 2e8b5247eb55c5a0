"""The functions of the workflow encode-title. Each takes and returns JSON; files lie in the folder that the order names.

A function may be called twice for the same step: each writes under a name of its own and then renames, so that whoever reads
sees a whole file or none.
"""

import os
import re
import shutil

from ffmpeg import InvalidRendition, UnplayableSource, probe, ratio, run

# Heights of the usual ladder; rungs above the source's own would only be larger, not better.
HEIGHTS = [1080, 720, 480, 360, 240, 144]
MOST_RUNGS = 4
GOP_SECONDS = 2


def clip(event, context):
    """A mezzanine of moving test pictures and a tone, without loss, for those who have no film at hand."""
    folder = event["folder"]
    os.makedirs(folder, exist_ok=True)
    seconds, width, height, rate = (event.get(k, d) for k, d in (("seconds", 6), ("width", 640), ("height", 360), ("rate", 24)))
    target = os.path.join(folder, "source.mkv")
    with _replacing(target) as draft:
        run(
            context, "ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i",
            f"testsrc2=size={width}x{height}:rate={rate}:duration={seconds}", "-f", "lavfi", "-i",
            f"sine=frequency=440:sample_rate=48000:duration={seconds}", "-c:v", "ffv1", "-pix_fmt", "yuv420p", "-c:a",
            "pcm_s16le", "-shortest", draft)
    return {"source": target}


def inspect(event, context):
    """What the source is: size, rate, length, and whether it has sound."""
    found = probe(context, event["source"], "-show_format", "-show_streams")
    video = next((s for s in found["streams"] if s["codec_type"] == "video"), None)
    seconds = float(found["format"].get("duration", 0))
    if video is None or seconds <= 0:
        raise UnplayableSource(f"{event['source']} has no moving pictures")
    return {
        "width": video["width"], "height": video["height"], "rate": round(ratio(video["r_frame_rate"]), 3),
        "seconds": round(seconds, 3), "codec": video["codec_name"],
        "hasAudio": any(s["codec_type"] == "audio" for s in found["streams"]),
    }


def ladder(event, context):
    """The rungs for this title: a trial encode tells how many bits its pictures need, so that calm titles cost less."""
    inspection = event["inspection"]
    trial = os.path.join(event["folder"], "trial.mp4")
    height = min(240, inspection["height"])
    with _replacing(trial) as draft:
        run(
            context, "ffmpeg", "-nostdin", "-v", "error", "-y", "-t", "4", "-i", event["source"], "-an", "-vf",
            f"scale=-2:{height}", "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", draft)
    needed = os.path.getsize(trial) * 8 / min(4, inspection["seconds"])
    os.remove(trial)
    heights = [h for h in HEIGHTS if h <= inspection["height"]][:MOST_RUNGS] or [_even(inspection["height"])]
    return {"gopSeconds": GOP_SECONDS, "rungs": [_rung(h, height, needed, inspection) for h in heights]}


def encode(event, context):
    """One rung: H.264 with key frames at the same moments in every rung, so that players may change between them."""
    rung, inspection = event["rung"], event["inspection"]
    gop = round(inspection["rate"] * event["gopSeconds"])
    target = os.path.join(event["folder"], f"{rung['name']}.mp4")
    sound = ["-c:a", "aac", "-b:a", "96k", "-ac", "2"] if inspection["hasAudio"] else ["-an"]
    with _replacing(target) as draft:
        run(
            context, "ffmpeg", "-nostdin", "-v", "error", "-y", "-i", event["source"], "-vf",
            f"scale={rung['width']}:{rung['height']}", "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high",
            "-pix_fmt", "yuv420p", "-b:v", str(rung["bitrate"]), "-maxrate", str(rung["bitrate"] * 3 // 2), "-bufsize",
            str(rung["bitrate"] * 2), "-g", str(gop), "-keyint_min", str(gop), "-sc_threshold", "0", *sound, "-movflags",
            "+faststart", draft)
    return {"file": target, "bytes": os.path.getsize(target)}


def validate(event, context):
    """Whether a rendition is what was ordered: every picture can be decoded, size, length, and places of key frames."""
    rung, inspection, file = event["rung"], event["inspection"], event["file"]
    run(context, "ffmpeg", "-nostdin", "-v", "error", "-xerror", "-i", file, "-f", "null", "-")
    found = inspect({"source": file}, context)
    if (found["width"], found["height"]) != (rung["width"], rung["height"]):
        raise InvalidRendition(f"{file} is {found['width']} by {found['height']}")
    if abs(found["seconds"] - inspection["seconds"]) > 0.25:
        raise InvalidRendition(f"{file} is {found['seconds']} s long instead of {inspection['seconds']} s")
    packets = probe(context, file, "-select_streams", "v", "-show_entries", "packet=pts_time,flags")["packets"]
    keys = sorted(float(p["pts_time"]) for p in packets if "K" in p["flags"])
    for number, moment in enumerate(keys):
        if abs(moment - number * event["gopSeconds"]) > 2 / inspection["rate"]:
            raise InvalidRendition(f"{file} has key frame {number} at {moment} s")
    return {"keyFrames": len(keys), "seconds": found["seconds"]}


def score(event, context):
    """How near a rendition is to its source as a viewer sees both: structural similarity at the source's size."""
    inspection = event["inspection"]
    told = run(
        context, "ffmpeg", "-nostdin", "-v", "info", "-i", event["source"], "-i", event["file"], "-lavfi",
        f"[1:v]scale={inspection['width']}:{inspection['height']}:flags=bicubic,format=yuv420p[d];"
        "[0:v]format=yuv420p[r];[d][r]ssim", "-f", "null", "-")
    return {"ssim": round(float(re.findall(r"All:([0-9.]+)", told)[-1]), 4)}


def package(event, context):
    """The title for players: HLS with a playlist for each rung and the one that names them all."""
    out = os.path.join(event["folder"], "hls")
    draft = f"{out}.{context.aws_request_id}"
    os.makedirs(draft)
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for rendition in sorted(event["renditions"], key=lambda r: r["bitrate"]):
        os.makedirs(os.path.join(draft, rendition["name"]))
        run(
            context, "ffmpeg", "-nostdin", "-v", "error", "-i", rendition["file"], "-c", "copy", "-f", "hls", "-hls_time",
            str(event["gopSeconds"]), "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
            os.path.join(draft, rendition["name"], "index.m3u8"))
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={rendition['bitrate'] * 3 // 2 + 96_000},"
            f"RESOLUTION={rendition['width']}x{rendition['height']}")
        lines.append(f"{rendition['name']}/index.m3u8")
    with open(os.path.join(draft, "master.m3u8"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    shutil.rmtree(out, ignore_errors=True)
    os.rename(draft, out)
    master = os.path.join(out, "master.m3u8")
    return {"master": master, "seconds": inspect({"source": master}, context)["seconds"]}


def discard(event, context):
    """Removes what a title that failed has left behind; its source stays."""
    for name in os.listdir(event["folder"]) if os.path.isdir(event["folder"]) else []:
        path = os.path.join(event["folder"], name)
        if name.startswith("hls"):
            shutil.rmtree(path, ignore_errors=True)
        elif name.endswith(".mp4"):
            os.remove(path)
    return {}


def _rung(height, measured, needed, inspection):
    """Bits grow slower than pixels: three quarters of the power is what ladders of all kinds come near to."""
    width = _even(inspection["width"] * height / inspection["height"])
    bitrate = needed * (height / measured) ** 1.5
    return {
        "name": f"{height}p", "width": width, "height": height, "bitrate": int(min(max(bitrate, 100_000), 12_000_000)),
        "attempt": 1,
    }


def _even(number):
    return max(2, round(number / 2) * 2)


class _replacing:
    """A name to write under, which becomes the real one when all went well."""

    def __init__(self, target):
        self.target = target
        stem, suffix = os.path.splitext(target)
        self.draft = f"{stem}.{os.getpid()}{suffix}"

    def __enter__(self):
        return self.draft

    def __exit__(self, kind, error, trace):
        if kind is None:
            os.replace(self.draft, self.target)
        elif os.path.exists(self.draft):
            os.remove(self.draft)
