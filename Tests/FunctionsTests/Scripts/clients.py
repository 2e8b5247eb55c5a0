"""Drives functions with boto3 as it is, and runs Python handlers through awslambdaric as it is.

    clients.py ENDPOINT ECHO

ENDPOINT is where functions serve the Lambda API; ECHO is the program of the Swift handler.
"""

import base64
import io
import json
import sys
import time
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::000000000000:role/lambda"
HANDLERS = '''
import os, sys, time

def handler(event, context):
    what = event.get("do")
    if what == "raise":
        raise ValueError("as it was told")
    if what == "sleep":
        time.sleep(60)
    if what == "exit":
        sys.exit(7)
    if what == "long":
        return "x" * (7 * 1024 * 1024)
    if what == "print":
        print("some words")
    return {"event": event, "id": context.aws_request_id, "version": context.function_version}

def second(event, context):
    return "second"
'''


def archive(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, (content, mode) in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o100000 | mode) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(info, content)
    return buffer.getvalue()


def main(endpoint, echo):
    client = boto3.client(
        "lambda",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
        config=Config(retries={"total_max_attempts": 1}, read_timeout=120),
    )

    def invoke(name, payload, **more):
        answer = client.invoke(FunctionName=name, Payload=json.dumps(payload), **more)
        body = answer["Payload"].read()
        return answer, json.loads(body) if body else None

    def refused(code, call, **arguments):
        try:
            call(**arguments)
        except ClientError as error:
            assert error.response["Error"]["Code"] == code, error
            return error.response
        raise AssertionError(f"{code} was expected")

    # Definitions
    with open(echo, "rb") as file:
        code = archive({"bootstrap": (file.read(), 0o755)})
    made = client.create_function(
        FunctionName="echo", Runtime="provided.al2023", Role=ROLE, Handler="x", Code={"ZipFile": code},
        Tags={"team": "shop"}, Timeout=10)
    assert made["State"] == "Active" and made["Version"] == "$LATEST", made
    client.get_waiter("function_active_v2").wait(FunctionName="echo")
    refused(
        "ResourceConflictException", client.create_function, FunctionName="echo", Runtime="provided.al2023", Role=ROLE,
        Handler="x", Code={"ZipFile": code})
    refused(
        "InvalidParameterValueException", client.create_function, FunctionName="bad", Runtime="provided.al2023",
        Role=ROLE, Handler="x", Code={"ZipFile": b"no archive"})
    assert client.get_function(FunctionName="echo")["Tags"] == {"team": "shop"}

    # Calls
    answer, value = invoke("echo", {"a": 1}, LogType="Tail")
    assert value == {"a": 1} and answer["StatusCode"] == 200 and answer["ExecutedVersion"] == "$LATEST", answer
    assert "REPORT RequestId: " in base64.b64decode(answer["LogResult"]).decode()
    answer, value = invoke(made["FunctionArn"], {"do": "throw"})
    assert answer["FunctionError"] == "Unhandled" and value["errorType"] == "Refused", value
    assert client.invoke(FunctionName="echo", InvocationType="DryRun")["StatusCode"] == 204
    refused("ResourceNotFoundException", client.invoke, FunctionName="nobody")

    # Python through awslambdaric
    client.create_function(
        FunctionName="python", Runtime="python3.11", Role=ROLE, Handler="app.handler", Timeout=3,
        Code={"ZipFile": archive({"app.py": (HANDLERS, 0o644)})})
    answer, value = invoke("python", {"do": "print"}, LogType="Tail")
    assert value["event"] == {"do": "print"}, value
    assert value["id"] == answer["ResponseMetadata"]["RequestId"], (value, answer)
    assert "some words" in base64.b64decode(answer["LogResult"]).decode()
    _, value = invoke("python", {"do": "raise"})
    assert value["errorType"] == "ValueError" and value["errorMessage"] == "as it was told", value
    assert value["stackTrace"], value
    _, value = invoke("python", {"do": "sleep"})
    assert value["errorType"] == "Sandbox.Timedout", value
    assert value["errorMessage"].endswith("Task timed out after 3.00 seconds"), value
    _, value = invoke("python", {"do": "exit"})
    assert value["errorType"] == "Runtime.ExitError", value
    assert value["errorMessage"].endswith("Runtime exited with error: exit status 7"), value
    _, value = invoke("python", {"do": "long"})
    assert value["errorType"] == "Function.ResponseSizeTooLarge", value
    _, value = invoke("python", {})
    assert value["event"] == {}, value

    # Versions and aliases
    first = client.publish_version(FunctionName="python", Description="the first")
    assert first["Version"] == "1", first
    client.update_function_configuration(FunctionName="python", Handler="app.second")
    client.get_waiter("function_updated_v2").wait(FunctionName="python")
    second = client.publish_version(FunctionName="python")
    assert second["Version"] == "2", second
    assert client.publish_version(FunctionName="python")["Version"] == "2"
    assert invoke("python", {}, Qualifier="1")[1]["version"] == "1"
    assert invoke("python:2", {})[1] == "second"
    alias = client.create_alias(
        FunctionName="python", Name="live", FunctionVersion="1",
        RoutingConfig={"AdditionalVersionWeights": {"2": 0.5}})
    seen = {invoke("python", {}, Qualifier="live")[0]["ExecutedVersion"] for _ in range(40)}
    assert seen == {"1", "2"}, seen
    refused(
        "PreconditionFailedException", client.update_alias, FunctionName="python", Name="live", FunctionVersion="2",
        RevisionId="another")
    client.update_alias(
        FunctionName="python", Name="live", FunctionVersion="2", RoutingConfig={}, RevisionId=alias["RevisionId"])
    assert invoke("python", {}, Qualifier="live")[1] == "second"
    refused("ResourceConflictException", client.delete_function, FunctionName="python", Qualifier="2")
    assert [alias["Name"] for alias in client.list_aliases(FunctionName="python")["Aliases"]] == ["live"]
    versions = client.list_versions_by_function(FunctionName="python")["Versions"]
    assert [version["Version"] for version in versions] == ["$LATEST", "1", "2"], versions

    # Import errors
    client.update_function_configuration(FunctionName="python", Handler="nothing.handler")
    _, value = invoke("python", {})
    assert value["errorType"] == "Runtime.ImportModuleError", value

    # Concurrency
    client.put_function_concurrency(FunctionName="echo", ReservedConcurrentExecutions=0)
    error = refused("TooManyRequestsException", client.invoke, FunctionName="echo")
    assert error["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded", error
    client.delete_function_concurrency(FunctionName="echo")
    assert invoke("echo", 1)[1] == 1
    client.put_provisioned_concurrency_config(
        FunctionName="python", Qualifier="live", ProvisionedConcurrentExecutions=2)
    found = client.get_provisioned_concurrency_config(FunctionName="python", Qualifier="live")
    assert found["RequestedProvisionedConcurrentExecutions"] == 2, found
    assert client.list_provisioned_concurrency_configs(FunctionName="python")["ProvisionedConcurrencyConfigs"]
    client.delete_provisioned_concurrency_config(FunctionName="python", Qualifier="live")

    # Events
    client.put_function_event_invoke_config(
        FunctionName="python", Qualifier="live", MaximumRetryAttempts=0,
        DestinationConfig={"OnSuccess": {"Destination": made["FunctionArn"]}})
    assert client.get_function_event_invoke_config(
        FunctionName="python", Qualifier="live")["MaximumRetryAttempts"] == 0
    assert client.invoke(
        FunctionName="python", Qualifier="live", InvocationType="Event", Payload=b"{}")["StatusCode"] == 202

    # Tags
    client.tag_resource(Resource=made["FunctionArn"], Tags={"tier": "two"})
    client.untag_resource(Resource=made["FunctionArn"], TagKeys=["team"])
    assert client.list_tags(Resource=made["FunctionArn"])["Tags"] == {"tier": "two"}

    # Streams
    answer = client.invoke_with_response_stream(
        FunctionName="echo", Payload=json.dumps({"do": "stream", "parts": ["one ", "two ", "three"]}), LogType="Tail")
    assert answer["ResponseStreamContentType"], answer
    events = list(answer["EventStream"])
    text = b"".join(event["PayloadChunk"]["Payload"] for event in events if "PayloadChunk" in event)
    assert text == b"one two three", events
    assert "InvokeComplete" in events[-1] and not events[-1]["InvokeComplete"].get("ErrorCode"), events
    answer = client.invoke_with_response_stream(
        FunctionName="echo", Payload=json.dumps({"do": "stream", "parts": ["one "], "fail": True}))
    assert list(answer["EventStream"])[-1]["InvokeComplete"]["ErrorCode"] == "Refused"

    # Lists, and the end
    assert [item["FunctionName"] for item in client.list_functions()["Functions"]] == ["echo", "python"]
    page = client.list_functions(MaxItems=1)
    assert client.list_functions(Marker=page["NextMarker"])["Functions"][0]["FunctionName"] == "python"
    assert client.get_account_settings()["AccountUsage"]["FunctionCount"] == 2
    client.delete_function(FunctionName="python")
    refused("ResourceNotFoundException", client.get_function, FunctionName="python")
    print("passed")


main(*sys.argv[1:])
