"""Drives EventBridge Scheduler through the gateway as boto3's users do."""

import datetime
import json

from mesh_clients import ROLE, client, refused, until

scheduler = client("scheduler")
states = client("stepfunctions")
OFF = {"Mode": "OFF"}


def workflow():
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
    return states.create_state_machine(name="boto-scheduled", definition=definition, roleArn=ROLE)["stateMachineArn"]


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def once(arn):
    """A moment that comes fires its workflow once, with its own input, and the schedule goes."""
    at = (now() + datetime.timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%S")
    scheduler.create_schedule(
        Name="once", ScheduleExpression=f"at({at})", FlexibleTimeWindow=OFF, ActionAfterCompletion="DELETE",
        Target={"Arn": arn, "RoleArn": ROLE, "Input": '{"at": "<aws.scheduler.scheduled-time>", "try": "<aws.scheduler.attempt-number>"}'})
    fired = until("it fires", lambda: states.list_executions(stateMachineArn=arn)["executions"])
    told = states.describe_execution(executionArn=fired[0]["executionArn"])
    assert json.loads(told["input"]) == {"at": f"{at}Z", "try": "1"}, told
    until("it is gone", lambda: not scheduler.list_schedules(NamePrefix="once")["Schedules"])
    assert len(states.list_executions(stateMachineArn=arn)["executions"]) == 1


def definitions(arn):
    group = scheduler.create_schedule_group(Name="boto", Tags=[{"Key": "team", "Value": "shop"}])["ScheduleGroupArn"]
    refused("ConflictException", scheduler.create_schedule_group, status=409, Name="boto")
    scheduler.tag_resource(ResourceArn=group, Tags=[{"Key": "tier", "Value": "two"}])
    scheduler.untag_resource(ResourceArn=group, TagKeys=["team"])
    assert scheduler.list_tags_for_resource(ResourceArn=group)["Tags"] == [{"Key": "tier", "Value": "two"}]
    given = dict(
        Name="weekdays", GroupName="boto", ScheduleExpression="cron(0 9 ? * MON-FRI *)", State="DISABLED",
        ScheduleExpressionTimezone="Europe/Berlin", StartDate=now().replace(microsecond=0), Description="in the morning",
        FlexibleTimeWindow={"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 10},
        Target={"Arn": arn, "RoleArn": ROLE, "RetryPolicy": {"MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 600}})
    made = scheduler.create_schedule(ClientToken="the-same", **given)
    assert scheduler.create_schedule(ClientToken="the-same", **given)["ScheduleArn"] == made["ScheduleArn"]
    refused("ConflictException", scheduler.create_schedule, status=409, **given)
    told = scheduler.get_schedule(Name="weekdays", GroupName="boto")
    assert {name: told[name] for name in given} == given and told["ActionAfterCompletion"] == "NONE", told
    # An update says all of it anew: what it leaves out is as if it had never been said.
    scheduler.update_schedule(
        Name="weekdays", GroupName="boto", ScheduleExpression="rate(2 hours)", FlexibleTimeWindow=OFF,
        Target={"Arn": arn, "RoleArn": ROLE})
    told = scheduler.get_schedule(Name="weekdays", GroupName="boto")
    assert told["State"] == "ENABLED" and told["ScheduleExpression"] == "rate(2 hours)", told
    assert "Description" not in told and told["ScheduleExpressionTimezone"] == "UTC", told

    scheduler.create_schedule(
        Name="hourly", ScheduleExpression="rate(1 hour)", FlexibleTimeWindow=OFF, Target={"Arn": arn, "RoleArn": ROLE},
        State="DISABLED")
    pages = scheduler.get_paginator("list_schedules")
    listed = pages.paginate(PaginationConfig={"PageSize": 1}).build_full_result()["Schedules"]
    assert [(one["GroupName"], one["Name"]) for one in listed] == [("boto", "weekdays"), ("default", "hourly")], listed
    listed = scheduler.list_schedules(GroupName="boto", NamePrefix="week", State="ENABLED")["Schedules"]
    assert len(listed) == 1 and listed[0]["Target"]["Arn"] == arn, listed
    pages = scheduler.get_paginator("list_schedule_groups").paginate(PaginationConfig={"PageSize": 1})
    assert [one["Name"] for one in pages.build_full_result()["ScheduleGroups"]] == ["boto", "default"]


def refusals(arn):
    good = dict(
        Name="bad", ScheduleExpression="rate(1 hour)", FlexibleTimeWindow=OFF, Target={"Arn": arn, "RoleArn": ROLE})
    for change, words in [
        ({"ScheduleExpression": "rate(1 hours ago)"}, "Invalid Schedule Expression"),
        ({"ScheduleExpression": "cron(* * * * * *)"}, "Invalid Schedule Expression"),
        ({"ScheduleExpressionTimezone": "Mars/Base"}, "Invalid Schedule Expression Timezone"),
        ({"FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}, "MaximumWindowInMinutes"),
        ({"Target": {"Arn": "nothing", "RoleArn": ROLE}}, "Arn"), ({"Name": "b a d"}, "name"),
    ]:
        refused("ValidationException", scheduler.create_schedule, status=400, has=words, **{**good, **change})
    refused("ResourceNotFoundException", scheduler.create_schedule, status=404, **good, GroupName="nowhere")
    refused("ResourceNotFoundException", scheduler.update_schedule, status=404, **good)
    refused("ResourceNotFoundException", scheduler.delete_schedule, status=404, Name="bad")
    refused("ValidationException", scheduler.list_schedules, status=400, NextToken="made up")
    refused("ValidationException", scheduler.delete_schedule_group, Name="default")
    try:
        scheduler.get_schedule(Name="bad")
        raise AssertionError("there is none")
    except scheduler.exceptions.ResourceNotFoundException as error:
        assert "bad" in str(error), error


scheduled = workflow()
once(scheduled)
definitions(scheduled)
refusals(scheduled)
scheduler.delete_schedule(Name="hourly")
scheduler.delete_schedule_group(Name="boto")
until("the group is gone with its schedules", lambda: not scheduler.list_schedules()["Schedules"])
states.delete_state_machine(stateMachineArn=scheduled)
print("all is well")
