"""Drives Step Functions through the gateway as boto3's users do."""

import json
import threading

from mesh_clients import ROLE, client, refused, until

states = client("stepfunctions")


def machine(name, definition, **more):
    return states.create_state_machine(name=name, definition=json.dumps(definition), roleArn=ROLE, **more)


def ended(execution):
    return until("the execution ends", lambda: (
        told if (told := states.describe_execution(executionArn=execution))["status"] != "RUNNING" else None))


def one(state):
    return {"StartAt": "A", "States": {"A": {**state, "End": True}}}


def executions():
    made = machine("boto", one({"Type": "Pass", "Result": {"a": 1}}), tags=[{"key": "team", "value": "shop"}])
    arn = made["stateMachineArn"]
    assert machine("boto", one({"Type": "Pass", "Result": {"a": 1}}))["creationDate"] == made["creationDate"]
    for code, name, definition in [
        ("StateMachineAlreadyExists", "boto", one({"Type": "Pass"})), ("InvalidName", "bo to", one({"Type": "Pass"})),
        ("InvalidDefinition", "broken", {"StartAt": "A", "States": {}}),
    ]:
        refused(code, machine, name=name, definition=definition)
    try:
        states.describe_state_machine(stateMachineArn=arn + "x")
        raise AssertionError("there is none")
    except states.exceptions.StateMachineDoesNotExist as error:
        assert "boto" in str(error), error

    started = states.start_execution(stateMachineArn=arn, name="first", input='{"x": 1}')
    told = ended(started["executionArn"])
    assert told["status"] == "SUCCEEDED" and json.loads(told["output"]) == {"a": 1}, told
    assert told["startDate"] == started["startDate"] <= told["stopDate"], told
    again = states.start_execution(stateMachineArn=arn, name="second", input="{}")["executionArn"]
    ended(again)
    refused("ExecutionAlreadyExists", states.start_execution, stateMachineArn=arn, name="first", input="{}")
    refused("InvalidExecutionInput", states.start_execution, stateMachineArn=arn, input="{")
    refused("ExecutionDoesNotExist", states.describe_execution, executionArn=again + "x")
    refused("ExecutionNotRedrivable", states.redrive_execution, executionArn=again)
    refused("InvalidToken", states.list_executions, stateMachineArn=arn, nextToken="made up")

    pages = states.get_paginator("get_execution_history")
    events = pages.paginate(executionArn=again, PaginationConfig={"PageSize": 2}).build_full_result()["events"]
    assert [event["type"] for event in events] == [
        "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"], events
    pages = states.get_paginator("list_executions").paginate(stateMachineArn=arn, PaginationConfig={"PageSize": 1})
    assert [one["name"] for one in pages.build_full_result()["executions"]] == ["second", "first"]
    states.tag_resource(resourceArn=arn, tags=[{"key": "tier", "value": "two"}])
    states.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert states.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "tier", "value": "two"}]
    return arn


def versions(arn):
    first = states.publish_state_machine_version(stateMachineArn=arn, description="the first")
    second = states.update_state_machine(
        stateMachineArn=arn, definition=json.dumps(one({"Type": "Pass", "Result": 2})), publish=True)
    first, second = first["stateMachineVersionArn"], second["stateMachineVersionArn"]
    listed = states.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]
    assert [version["stateMachineVersionArn"] for version in listed] == [second, first], listed
    alias = states.create_state_machine_alias(
        name="live", routingConfiguration=[{"stateMachineVersionArn": first, "weight": 100}])["stateMachineAliasArn"]
    refused("ConflictException", states.delete_state_machine_version, stateMachineVersionArn=first)
    told = ended(states.start_execution(stateMachineArn=alias)["executionArn"])
    assert told["stateMachineAliasArn"] == alias and told["stateMachineVersionArn"] == first, told
    states.update_state_machine_alias(
        stateMachineAliasArn=alias, routingConfiguration=[{"stateMachineVersionArn": second, "weight": 100}])
    assert json.loads(ended(states.start_execution(stateMachineArn=alias)["executionArn"])["output"]) == 2
    states.delete_state_machine_alias(stateMachineAliasArn=alias)
    states.delete_state_machine_version(stateMachineVersionArn=first)


def activities():
    activity = states.create_activity(name="boto-activity")["activityArn"]
    arn = machine("boto-worker", one({"Type": "Task", "Resource": activity, "HeartbeatSeconds": 60}))["stateMachineArn"]
    # A worker that was there before the work.
    taken = []
    other = client("stepfunctions")
    worker = threading.Thread(target=lambda: taken.append(other.get_activity_task(activityArn=activity, workerName="w")))
    worker.start()
    execution = states.start_execution(stateMachineArn=arn, input='{"n": 3}')["executionArn"]
    worker.join()
    token = taken[0]["taskToken"]
    assert json.loads(taken[0]["input"]) == {"n": 3}, taken
    states.send_task_heartbeat(taskToken=token)
    refused("InvalidOutput", states.send_task_success, taskToken=token, output="{")
    states.send_task_failure(taskToken=token, error="Broken", cause="as it was told")
    told = ended(execution)
    assert (told["status"], told["error"], told["cause"]) == ("FAILED", "Broken", "as it was told"), told
    assert told["redriveStatus"] == "REDRIVABLE", told
    refused("TaskTimedOut", states.send_task_success, taskToken=token, output="1")
    refused("InvalidToken", states.send_task_success, taskToken="made up", output="1")

    states.redrive_execution(executionArn=execution)
    token = states.get_activity_task(activityArn=activity)["taskToken"]
    states.send_task_success(taskToken=token, output='{"done": true}')
    told = ended(execution)
    assert told["status"] == "SUCCEEDED" and told["redriveCount"] == 1, told

    execution = states.start_execution(stateMachineArn=arn)["executionArn"]
    states.stop_execution(executionArn=execution, error="Enough", cause="of it")
    told = ended(execution)
    assert (told["status"], told["error"], told["cause"]) == ("ABORTED", "Enough", "of it"), told
    states.delete_activity(activityArn=activity)
    refused("ActivityDoesNotExist", states.describe_activity, activityArn=activity)


def broken():
    """What fails again as soon as it is redriven has failed, and does not run for ever."""
    arn = machine("boto-broken", {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Broken"}}})
    execution = states.start_execution(stateMachineArn=arn["stateMachineArn"])["executionArn"]
    assert ended(execution)["status"] == "FAILED"
    states.redrive_execution(executionArn=execution)
    told = ended(execution)
    assert told["status"] == "FAILED" and told["redriveCount"] == 1, told


def express():
    state = {"Type": "Pass", "Output": "{% {'sum': $number($states.input.a) + 1} %}"}
    arn = machine("boto-express", {"QueryLanguage": "JSONata", **one(state)}, type="EXPRESS")["stateMachineArn"]
    told = states.start_sync_execution(stateMachineArn=arn, input='{"a": 1}')
    assert told["status"] == "SUCCEEDED" and json.loads(told["output"]) == {"sum": 2}, told
    assert told["billingDetails"]["billedDurationInMilliseconds"] >= 0, told
    told = states.start_sync_execution(stateMachineArn=arn, input='{"a": "x"}')
    assert told["status"] == "FAILED" and told["error"] == "States.QueryEvaluationError", told
    refused("StateMachineTypeNotSupported", states.list_executions, stateMachineArn=arn)


def tests():
    task = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
            "OutputPath": "$.Payload", "Next": "B"}
    told = states.test_state(
        definition=json.dumps(task), inspectionLevel="DEBUG",
        mock={"result": json.dumps({"Payload": {"x": 2}, "StatusCode": 200})})
    assert told["status"] == "SUCCEEDED" and json.loads(told["output"]) == {"x": 2} and told["nextState"] == "B", told
    assert json.loads(told["inspectionData"]["afterParameters"]) == {"FunctionName": "f"}, told
    told = states.test_state(
        definition=json.dumps({**task, "Catch": [{"ErrorEquals": ["Gone"], "Next": "C"}]}),
        mock={"errorOutput": {"error": "Gone", "cause": "away"}})
    assert told["status"] == "CAUGHT_ERROR" and told["nextState"] == "C", told
    found = states.validate_state_machine_definition(definition=json.dumps(one({"Type": "Pass", "Next": "B"})))
    assert found["result"] == "FAIL" and found["diagnostics"][0]["location"].startswith("/States/A"), found


def maps():
    inner = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": True}}}
    arn = machine("boto-map", one({"Type": "Map", "ItemProcessor": inner}))["stateMachineArn"]
    execution = states.start_execution(stateMachineArn=arn, input="[1, 2, 3]")["executionArn"]
    assert json.loads(ended(execution)["output"]) == [1, 2, 3]
    run = states.list_map_runs(executionArn=execution)["mapRuns"][0]["mapRunArn"]
    told = states.describe_map_run(mapRunArn=run)
    assert told["status"] == "SUCCEEDED" and told["itemCounts"]["succeeded"] == 3, told
    assert len(states.list_executions(mapRunArn=run)["executions"]) == 3


boto = executions()
versions(boto)
activities()
broken()
express()
tests()
maps()
for item in states.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 2}).build_full_result()[
        "stateMachines"]:
    states.delete_state_machine(stateMachineArn=item["stateMachineArn"])
until("all are gone", lambda: not states.list_state_machines()["stateMachines"])
print("all is well")
