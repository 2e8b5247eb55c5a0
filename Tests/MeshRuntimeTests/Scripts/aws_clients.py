"""Calls the sample services of AWSDoor with AWS's own client, and with its signer alone.

Usage: aws_clients.py ENDPOINT ACCESS_KEY_ID SECRET_ACCESS_KEY
"""

import http.client
import sys
from urllib.parse import urlsplit

import boto3
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

endpoint, key, secret = sys.argv[1:]
NAME = "arn:aws:lambda:us-east-1:000000000000:function:a b~c"


def client(service, secret=secret):
    return boto3.client(
        service, endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret,
        config=Config(retries={"max_attempts": 0}))


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response
    raise AssertionError(f"{code} was expected")


def send(request):
    address = urlsplit(request.url)
    connection = http.client.HTTPConnection(address.netloc, timeout=10)
    path = address.path + ("?" + address.query if address.query else "")
    connection.putrequest(request.method, path, skip_host=True, skip_accept_encoding=True)
    headers = {"Host": address.netloc, **dict(request.headers.items())}
    body = request.body or b""
    headers["Content-Length"] = str(len(body))
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def check_json():
    states = client("stepfunctions")
    started = states.start_execution(stateMachineArn="arn", input='{"text": "äöü"}')
    assert started["executionArn"] == "arn:acc_aws", started
    assert started["startDate"].timestamp() == 1700000000.123, started
    error = refused("ExecutionDoesNotExist", states.stop_execution, executionArn="x")
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 400 and error["ResponseMetadata"]["RequestId"], error
    try:
        states.stop_execution(executionArn="x")
    except states.exceptions.ExecutionDoesNotExist:
        pass
    refused("UnknownOperationException", states.list_state_machines)
    refused("InternalFailure", states.list_activities)
    refused("InvalidSignatureException", client("stepfunctions", "wrong").start_execution, stateMachineArn="arn")


def check_rest():
    functions = client("lambda")
    for qualifier in ({}, {"Qualifier": "a&b=c+d"}):
        answer = functions.invoke(FunctionName=NAME.replace(" b~c", "-b"), Payload=b'{"a": 1}', **qualifier)
        assert answer["StatusCode"] == 200, answer
        assert b'"payload":"{\\"a\\": 1}"' in answer["Payload"].read()
        assert answer["ExecutedVersion"] == qualifier.get("Qualifier", "$LATEST"), answer
    resource = "arn:aws:scheduler:us-east-1:000000000000:schedule-group/x y"
    assert functions.list_tags(Resource=resource)["Tags"] == {"resource": resource}
    error = refused("ResourceNotFoundException", functions.get_function, FunctionName="hello")
    assert error["Error"]["Message"] == "Function not found", error
    refused("InvalidSignatureException", client("lambda", "wrong").get_function, FunctionName="hello")


def check_signers():
    credentials = Credentials(key, secret)
    paths = [
        "//2015-03-31//functions/hello/invocations", "/2015-03-31/functions/a%20b%2Fc/invocations",
        "/2015-03-31/functions/h~:@!$,/invocations", "/2015-03-31/functions/hello/invocations?b=2&a=1&a=0&c=~%2F",
        "/2015-03-31/functions/hello/invocations?empty=&flag=",
    ]
    for path in paths:
        request = AWSRequest(
            "POST", endpoint + path, data=b"body",
            headers={"X-Amz-Log-Type": "  Tail   of it ", "Content-Type": "text/plain"})
        SigV4Auth(credentials, "lambda", "eu-central-1").add_auth(request)
        status, text = send(request)
        assert status == 200, (path, status, text)
        # It has no body: the presigner would take its members into the query.
        request = AWSRequest("POST", endpoint + path)
        SigV4QueryAuth(credentials, "lambda", "us-east-1", expires=60).add_auth(request)
        status, text = send(request)
        assert status == 200, ("presigned", path, status, text)
        request.data = b"other"
        status, text = send(request)
        assert status == 403 and "does not match" in text, ("changed", path, status, text)


def check_payloads():
    credentials = Credentials(key, secret)
    url = endpoint + "/2015-03-31/functions/hello/invocations"
    request = AWSRequest("POST", url, data=b"body", headers={"X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"})
    signer = SigV4Auth(credentials, "lambda", "us-east-1")
    signer.add_auth(request)
    status, text = send(request)
    assert status == 200, (status, text)
    request = AWSRequest("POST", url, data=b"body", headers={"X-Amz-Content-SHA256": "0" * 64})
    signer.add_auth(request)
    status, text = send(request)
    assert status == 403 and "x-amz-content-sha256" in text, (status, text)


check_json()
check_rest()
check_signers()
check_payloads()
print("all is well")
