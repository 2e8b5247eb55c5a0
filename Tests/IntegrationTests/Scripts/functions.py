"""Drives Lambda through the gateway as boto3's users do; the handlers are run by awslambdaric as PyPI has it."""

import base64
import json
import urllib.request

from mesh_clients import ROLE, archive, client, refused, until

HANDLERS = """
import os, time


def handler(event, context):
    print("some words")
    match event.get("do"):
        case "raise": raise KeyError("as it was told")
        case "sleep": time.sleep(60)
        case "exit": os._exit(7)
        case "long": return "x" * (7 << 20)
        case "context": return [context.function_name, context.invoked_function_arn, context.memory_limit_in_mb,
                                context.client_context.custom, os.environ["GREETING"], context.get_remaining_time_in_millis() > 0]
    return event


def second(event, context):
    return "second"
"""

lam = client("lambda")


def invoke(payload, name="boto", **more):
    answer = lam.invoke(FunctionName=name, Payload=json.dumps(payload), **more)
    body = answer["Payload"].read()
    return answer, json.loads(body) if body else None


def log(answer):
    return base64.b64decode(answer["LogResult"]).decode()


def definitions():
    given = dict(Runtime="python3.12", Role=ROLE, Handler="app.handler", Code={"ZipFile": archive({"app.py": HANDLERS})})
    made = lam.create_function(
        FunctionName="boto", Timeout=2, MemorySize=256, Tags={"team": "shop"},
        Environment={"Variables": {"GREETING": "hello"}}, **given)
    for waiter in ["function_exists", "function_active", "function_active_v2", "function_updated_v2"]:
        lam.get_waiter(waiter).wait(FunctionName="boto")
    refused("ResourceConflictException", lam.create_function, status=409, FunctionName="boto", **given)
    refused("ValidationException", lam.create_function, status=400, FunctionName="bo to", **given)
    refused("InvalidParameterValueException", lam.create_function, FunctionName="x", **{**given, "Runtime": "cobol"})
    refused("InvalidParameterValueException", lam.create_function, FunctionName="x", **{**given, "Code": {"ZipFile": b"x"}})
    found = lam.get_function(FunctionName=made["FunctionArn"])
    assert found["Tags"] == {"team": "shop"} and found["Configuration"]["CodeSha256"] == made["CodeSha256"], found
    with urllib.request.urlopen(found["Code"]["Location"]) as answer:
        assert len(answer.read()) == made["CodeSize"]
    lam.tag_resource(Resource=made["FunctionArn"], Tags={"tier": "two"})
    lam.untag_resource(Resource=made["FunctionArn"], TagKeys=["team"])
    assert lam.list_tags(Resource=made["FunctionArn"])["Tags"] == {"tier": "two"}
    try:
        lam.get_function(FunctionName="nobody")
        raise AssertionError("there is none")
    except lam.exceptions.ResourceNotFoundException as error:
        assert "nobody" in str(error), error


def calls():
    answer, value = invoke({"do": "print"}, LogType="Tail")
    assert value == {"do": "print"} and answer["StatusCode"] == 200 and "FunctionError" not in answer, (answer, value)
    assert answer["ExecutedVersion"] == "$LATEST", answer
    assert "some words" in log(answer) and "REPORT RequestId: " in log(answer), log(answer)
    context = base64.b64encode(json.dumps({"custom": {"a": "b"}}).encode()).decode()
    _, value = invoke({"do": "context"}, ClientContext=context)
    assert value[0] == "boto" and value[1].endswith(":function:boto") and value[2:] == ["256", {"a": "b"}, "hello", True], value
    for do, kind, words in [
        ("raise", "KeyError", "'as it was told'"), ("sleep", "Sandbox.Timedout", "Task timed out after 2.00 seconds"),
        ("exit", "Runtime.ExitError", "Runtime exited with error: exit status 7"),
        ("long", "Function.ResponseSizeTooLarge", "exceeded maximum allowed payload size"),
    ]:
        answer, value = invoke({"do": do}, LogType="Tail")
        assert answer["StatusCode"] == 200 and answer["FunctionError"] == "Unhandled", (do, answer)
        assert value["errorType"] == kind and words in value["errorMessage"], (do, value)
        assert "some words" in log(answer), (do, log(answer))
        # Whatever became of one call, the next one is answered.
        assert invoke({"after": do})[1] == {"after": do}
    assert lam.invoke(FunctionName="boto")["Payload"].read() == b"{}"
    answer = lam.invoke(FunctionName="boto", InvocationType="DryRun")
    assert answer["StatusCode"] == 204, answer
    refused("InvalidRequestContentException", lam.invoke, status=400, FunctionName="boto", Payload=b"{")
    refused("RequestTooLargeException", lam.invoke, status=413, FunctionName="boto", Payload=json.dumps("x" * (6 << 20)))
    refused("ResourceNotFoundException", lam.invoke, status=404, FunctionName="boto", Qualifier="7")
    stream = lam.invoke_with_response_stream(FunctionName="boto", Payload=b'{"a": 1}')["EventStream"]
    events = list(stream)
    assert b"".join(event["PayloadChunk"]["Payload"] for event in events[:-1]) == b'{"a": 1}', events
    assert "ErrorCode" not in events[-1]["InvokeComplete"], events


def versions():
    first = lam.publish_version(FunctionName="boto", Description="the first")
    assert first["Version"] == "1" and first["FunctionArn"].endswith(":boto:1"), first
    lam.get_waiter("published_version_active").wait(FunctionName="boto", Qualifier="1")
    lam.update_function_configuration(FunctionName="boto", Handler="app.second")
    lam.get_waiter("function_updated").wait(FunctionName="boto")
    assert lam.publish_version(FunctionName="boto")["Version"] == "2"
    assert invoke({}, Qualifier="1")[1] == {} and invoke({}, "boto:2")[1] == "second"
    alias = lam.create_alias(FunctionName="boto", Name="live", FunctionVersion="1")
    refused("ResourceConflictException", lam.delete_function, FunctionName="boto", Qualifier="1")
    refused(
        "PreconditionFailedException", lam.update_alias, status=412, FunctionName="boto", Name="live", RevisionId="old")
    lam.update_alias(FunctionName="boto", Name="live", FunctionVersion="2", RevisionId=alias["RevisionId"])
    answer, value = invoke({}, Qualifier="live")
    assert value == "second" and answer["ExecutedVersion"] == "2", (answer, value)
    lam.update_function_code(FunctionName="boto", ZipFile=archive({"app.py": HANDLERS.replace('"second"', '"third"')}))
    lam.get_waiter("function_updated_v2").wait(FunctionName="boto")
    assert invoke({})[1] == "third" and invoke({}, Qualifier="live")[1] == "second"
    for operation, member, count in [
        ("list_functions", "Functions", 1), ("list_versions_by_function", "Versions", 3), ("list_aliases", "Aliases", 1),
        ("list_event_source_mappings", "EventSourceMappings", 0), ("list_layers", "Layers", 0),
    ]:
        given = {"FunctionName": "boto"} if operation in ("list_versions_by_function", "list_aliases") else {}
        pages = lam.get_paginator(operation).paginate(PaginationConfig={"PageSize": 1}, **given)
        found = pages.build_full_result()[member]
        assert len([one for one in found if "boto" in json.dumps(one)]) == count, (operation, found)


def concurrency():
    lam.put_function_concurrency(FunctionName="boto", ReservedConcurrentExecutions=0)
    told = refused("TooManyRequestsException", lam.invoke, status=429, FunctionName="boto")
    assert told["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded", told
    lam.delete_function_concurrency(FunctionName="boto")
    given = dict(FunctionName="boto", Qualifier="live")
    lam.put_provisioned_concurrency_config(ProvisionedConcurrentExecutions=1, **given)
    until("a process waits", lambda: lam.get_provisioned_concurrency_config(**given)["Status"] == "READY")
    lam.delete_provisioned_concurrency_config(**given)
    refused("ProvisionedConcurrencyConfigNotFoundException", lam.get_provisioned_concurrency_config, **given)


def events():
    states = client("stepfunctions")
    made = lam.get_function_configuration(FunctionName="boto")["FunctionArn"]
    lam.put_function_event_invoke_config(FunctionName="boto", MaximumRetryAttempts=0, MaximumEventAgeInSeconds=60)
    told = lam.get_function_event_invoke_config(FunctionName="boto")
    assert (told["MaximumRetryAttempts"], told["MaximumEventAgeInSeconds"]) == (0, 60), told
    lam.update_function_event_invoke_config(FunctionName="boto", MaximumRetryAttempts=1)
    lam.delete_function_event_invoke_config(FunctionName="boto")
    refused("ResourceNotFoundException", lam.get_function_event_invoke_config, FunctionName="boto")
    answer = lam.invoke(FunctionName="boto", InvocationType="Event", Payload=b"{}")
    assert answer["StatusCode"] == 202 and not answer["Payload"].read(), answer

    # A workflow calls it, by either form of the task, and sees what it raises by name.
    for resource, given in [("arn:aws:states:::lambda:invoke", {"Parameters": {"FunctionName": "boto:1", "Payload": {
            "do": "raise"}}}), (made + ":1", {"Parameters": {"do": "raise"}})]:
        task = {"Type": "Task", "Resource": resource, **given, "Catch": [{"ErrorEquals": ["KeyError"], "Next": "B"}],
                "End": True}
        arn = states.create_state_machine(
            name="boto-" + resource.rsplit(":", 1)[1], roleArn=ROLE, definition=json.dumps(
                {"StartAt": "A", "States": {"A": task, "B": {"Type": "Succeed"}}}))["stateMachineArn"]
        execution = states.start_execution(stateMachineArn=arn)["executionArn"]
        told = until("it ends", lambda: (
            found if (found := states.describe_execution(executionArn=execution))["status"] != "RUNNING" else None))
        assert told["status"] == "SUCCEEDED", told
        assert json.loads(json.loads(told["output"])["Cause"])["errorType"] == "KeyError", told
        states.delete_state_machine(stateMachineArn=arn)


definitions()
calls()
versions()
concurrency()
events()
lam.delete_function(FunctionName="boto")
refused("ResourceNotFoundException", lam.get_function, FunctionName="boto")
refused("ResourceNotFoundException", lam.get_policy, FunctionName="boto")
told = refused("UnknownOperationException", lam.create_event_source_mapping, FunctionName="boto", EventSourceArn="arn:x")
assert "event-source-mappings" in told["Error"]["Message"], told
print("all is well")
