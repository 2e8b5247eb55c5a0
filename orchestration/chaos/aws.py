"""A client of the mesh's AWS APIs with the manners of a good one: what was not answered is sent again."""

import asyncio
import json
import time
import urllib.parse

import harness


class Refused(Exception):
    """An exception of the API that trying again does not change."""

    def __init__(self, status, document):
        self.type = document.get("__type") or document.get("Type") or str(status)
        super().__init__(f"{self.type}: {document.get('message') or document.get('Message')}")


class Client:
    """One connection to the gateway."""

    # Longer than any instance is away, and any takeover takes.
    PATIENCE = 60.0

    def __init__(self, address, token):
        parts = urllib.parse.urlsplit(address)
        self.connection = harness.Connection(parts.hostname, parts.port)
        self.headers = [f"Authorization: Bearer {token}"]
        self.repeated = 0

    async def states(self, operation, document):
        """Calls Step Functions."""
        fields = ["Content-Type: application/x-amz-json-1.0", f"X-Amz-Target: AWSStepFunctions.{operation}"]
        return json.loads(await self.send("POST", "/aws/", fields, json.dumps(document).encode(), operation))

    async def send(self, method, path, fields=(), body=b"", what=""):
        """Sends a request until it is answered, and gives the body of the answer."""
        end, pause, last = time.monotonic() + self.PATIENCE, 0.02, ""
        while time.monotonic() < end:
            try:
                status, headers, answer = await asyncio.wait_for(
                    self.connection.request(method, path, self.headers + list(fields), body), 20)
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
                self.connection.close()
                last = f"{type(error).__name__}: {error}"
            else:
                if status < 300:
                    return answer
                if status < 500 and status != 429:
                    document = json.loads(answer)
                    document.setdefault("__type", headers.get("x-amzn-errortype", "").split(":")[0])
                    raise Refused(status, document)
                last = f"{status} {answer[:300]!r}"
            self.repeated += 1
            await asyncio.sleep(pause)
            pause = min(pause * 2, 1.0)
        raise harness.Failure(f"{what or path} was not answered within {self.PATIENCE:.0f} s; last: {last}")

    def close(self):
        self.connection.close()
