"""Calls Step Functions, Lambda and Scheduler with keys and signatures that must not be taken.

It is run with an administrator's key in the environment, and a user's in USER_ACCESS_KEY_ID and USER_SECRET_ACCESS_KEY.
"""

import datetime
import http.client
import json
import os
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from mesh_clients import client, refused

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
KEY, SECRET = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
USER = {"aws_access_key_id": os.environ["USER_ACCESS_KEY_ID"], "aws_secret_access_key": os.environ["USER_SECRET_ACCESS_KEY"]}
JSON = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AWSStepFunctions.ListStateMachines"}
# An operation of each service: whom it is signed for, how it is sent, and one of boto3's methods.
SERVICES = {
    "stepfunctions": ("states", "POST", "/", JSON, b"{}", "list_state_machines"),
    "lambda": ("lambda", "PUT", "/2017-10-31/functions/x/concurrency", {}, b'{"ReservedConcurrentExecutions": 1}', "list_functions"),
    "scheduler": ("scheduler", "POST", "/schedule-groups/x", {}, b'{"ClientToken": "x"}', "list_schedules"),
}


def send(service, headers=None, body=None, path=None):
    """Sends a request as it is, and returns the status, the exception's name and its message."""
    _, method, own, fields, content, _ = SERVICES[service]
    address = urlsplit(ENDPOINT)
    connection = http.client.HTTPConnection(address.netloc, timeout=30)
    connection.request(method, address.path + (path or own), content if body is None else body, headers or fields)
    answer = connection.getresponse()
    document = json.loads(answer.read())
    assert answer.headers["x-amzn-requestid"], document
    if service == "stepfunctions":
        assert answer.headers["content-type"] == "application/x-amz-json-1.0", dict(answer.headers)
        name = document["__type"]
    else:
        assert answer.headers["content-type"] == "application/json", dict(answer.headers)
        name = answer.headers["x-amzn-errortype"]
    return answer.status, name, document["message"]


def signed(service, secret=SECRET, signer=SigV4Auth, name=None):
    """The fields of a request that is signed."""
    signing_name, method, path, fields, body, _ = SERVICES[service]
    request = AWSRequest(method, ENDPOINT + path, data=body, headers=dict(fields))
    signer(Credentials(KEY, secret), name or signing_name, "us-east-1").add_auth(request)
    return dict(request.headers.items())


class Late(SigV4Auth):
    """Signs as somebody whose clock is a quarter of an hour slow."""

    def add_auth(self, request):
        moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=15)
        request.context["timestamp"] = moment.strftime("%Y%m%dT%H%M%SZ")
        self._modify_request_before_signing(request)
        canonical = self.canonical_request(request)
        self._inject_signature_to_request(request, self.signature(self.string_to_sign(request, canonical), request))


def check(service):
    method = SERVICES[service][-1]
    forbidden = 400 if service == "stepfunctions" else 403

    def expect(found, name, words):
        assert found[:2] == (forbidden, name) and words in found[2], (service, found, name, words)

    # What boto3 makes of it: somebody who is known and may not, and somebody who is not known.
    refused("AccessDeniedException", getattr(client(service, **USER), method), status=forbidden)
    wrong = {"aws_access_key_id": KEY, "aws_secret_access_key": "x" * 40}
    refused("InvalidSignatureException", getattr(client(service, **wrong), method), status=forbidden, has="does not match")
    nobody = {"aws_access_key_id": "AKIAAAAAAAAAAAAAAAAA", "aws_secret_access_key": SECRET}
    refused("UnrecognizedClientException", getattr(client(service, **nobody), method), status=forbidden)
    session = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "aws_session_token": "x"}
    refused("UnrecognizedClientException", getattr(client(service, **session), method), status=forbidden, has="AWS_SESSION_TOKEN")

    good = signed(service)
    expect(send(service, body=None), "MissingAuthenticationTokenException", "Missing Authentication Token")
    expect(send(service, good, body=SERVICES[service][4] + b" "), "InvalidSignatureException", "does not match")
    if service != "stepfunctions":
        elsewhere = SERVICES[service][2].replace("/x", "/y")
        expect(send(service, good, path=elsewhere), "InvalidSignatureException", "does not match")
    expect(send(service, signed(service, signer=Late)), "InvalidSignatureException", "Signature expired")
    expect(send(service, signed(service, name="s3")), "InvalidSignatureException", "correct service")
    expect(send(service, {**good, "X-Amz-Date": "20200101T000000Z"}), "InvalidSignatureException", "Date in Credential scope")
    broken = good["Authorization"].replace("Signature=", "Sgnature=")
    expect(send(service, {**good, "Authorization": broken}), "IncompleteSignatureException", "'Signature'")
    expect(send(service, {**good, "Authorization": "Basic eDp5"}), "IncompleteSignatureException", "AWS4-HMAC-SHA256")
    if service == "stepfunctions":
        other = {**good, "X-Amz-Target": "AWSStepFunctions.DeleteStateMachine"}
        expect(send(service, other), "InvalidSignatureException", "does not match")


def check_unknown():
    """What no operation takes is refused in the same form, whoever asks."""
    for path in ["/2015-03-31/nothing", "/nothing/at/all", "/schedules"]:
        found = send("lambda", {}, path=path)
        assert found[:2] == (404, "UnknownOperationException") and path in found[2], found
    for target in ["AWSStepFunctions.Nothing", "DynamoDB_20120810.ListTables", "x"]:
        found = send("stepfunctions", {**JSON, "X-Amz-Target": target})
        assert found[:2] == (400, "UnknownOperationException") and target in found[2], found
    found = send("stepfunctions", {"Content-Type": "application/x-amz-json-1.0"})
    assert found[:2] == (400, "UnknownOperationException") and "X-Amz-Target" in found[2], found
    refused("UnknownOperationException", client("lambda").list_capacity_providers, status=404)
    # A service that the mesh does not have.
    refused("UnknownOperationException", client("dynamodb").list_tables)


for one in SERVICES:
    check(one)
check_unknown()
print("all is well")
