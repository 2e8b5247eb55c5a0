"""Drives the three services with the AWS CLI, as people type it.

    command_line.py AWS…    the words that start the CLI
"""

import json
import os
import subprocess
import sys
import tempfile

from mesh_clients import archive, until

AWS = sys.argv[1:]
ROLE = "arn:aws:iam::000000000000:role/anybody"
PASS = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1, "End": true}}}'
FAIL = '{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "Broken", "Cause": "as it was told"}}}'
HANDLER = "def handler(event, context):\n    print('some words')\n    return {'sum': event['a'] + event['b']}\n"


def run(*words):
    return subprocess.run([*AWS, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120, check=False)


def aws(*words):
    done = run(*words)
    assert done.returncode == 0, (words, done)
    return json.loads(done.stdout) if done.stdout.strip() else None


def refused(name, *words):
    """The CLI ends with 254 (the second version) or 255 (the first), and says the exception's name and message."""
    done = run(*words)
    assert done.returncode in (254, 255) and f"({name})" in done.stderr, (words, done)
    assert done.stderr.strip().split(": ", 1)[1:], done


def check_workflows():
    arn = aws("stepfunctions", "create-state-machine", "--name", "cli", "--definition", PASS, "--role-arn", ROLE)[
        "stateMachineArn"]
    execution = aws("stepfunctions", "start-execution", "--state-machine-arn", arn, "--input", "{}")["executionArn"]
    until("it ends", lambda: aws("stepfunctions", "describe-execution", "--execution-arn", execution)["status"] == "SUCCEEDED")
    # The CLI follows the pages by itself.
    events = aws("stepfunctions", "get-execution-history", "--execution-arn", execution, "--page-size", "2")["events"]
    assert [event["id"] for event in events] == [1, 2, 3, 4], events
    aws("stepfunctions", "update-state-machine", "--state-machine-arn", arn, "--definition", FAIL, "--publish")
    execution = aws("stepfunctions", "start-execution", "--state-machine-arn", arn + ":1")["executionArn"]
    until("it ends", lambda: aws("stepfunctions", "describe-execution", "--execution-arn", execution)["status"] == "FAILED")
    refused("StateMachineDoesNotExist", "stepfunctions", "describe-state-machine", "--state-machine-arn", arn + "x")
    name = aws("stepfunctions", "create-state-machine", "--name", "cli-express", "--definition", PASS, "--role-arn", ROLE,
               "--type", "EXPRESS")["stateMachineArn"]
    assert aws("stepfunctions", "start-sync-execution", "--state-machine-arn", name)["output"] == "1"
    return arn


def check_functions(folder):
    code, answer = os.path.join(folder, "code.zip"), os.path.join(folder, "answer.json")
    with open(code, "wb") as file:
        file.write(archive({"app.py": HANDLER}))
    aws("lambda", "create-function", "--function-name", "cli", "--runtime", "python3.12", "--handler", "app.handler",
        "--role", ROLE, "--zip-file", f"fileb://{code}")
    assert run("lambda", "wait", "function-active-v2", "--function-name", "cli").returncode == 0
    with open(os.path.join(folder, "payload.json"), "w") as file:
        file.write('{"a": 1, "b": 2}')
    told = aws("lambda", "invoke", "--function-name", "cli", "--payload", f"fileb://{file.name}", "--log-type", "Tail", answer)
    with open(answer) as file:
        assert told["StatusCode"] == 200 and json.load(file) == {"sum": 3}, told
    told = aws("lambda", "invoke", "--function-name", "cli", answer)
    with open(answer) as file:
        assert told["FunctionError"] == "Unhandled" and json.load(file)["errorType"] == "KeyError", told
    told = aws("lambda", "invoke", "--function-name", "cli", "--invocation-type", "Event", answer)
    assert told["StatusCode"] == 202, told
    refused("ResourceNotFoundException", "lambda", "get-function", "--function-name", "nobody")
    aws("lambda", "delete-function", "--function-name", "cli")


def check_schedules(arn):
    target = json.dumps({"Arn": arn, "RoleArn": ROLE})
    aws("scheduler", "create-schedule", "--name", "cli", "--schedule-expression", "rate(5 minutes)",
        "--flexible-time-window", "Mode=OFF", "--target", target)
    assert aws("scheduler", "get-schedule", "--name", "cli")["State"] == "ENABLED"
    assert [one["Name"] for one in aws("scheduler", "list-schedules")["Schedules"]] == ["cli"]
    refused("ValidationException", "scheduler", "create-schedule", "--name", "bad", "--schedule-expression", "sometimes",
            "--flexible-time-window", "Mode=OFF", "--target", target)
    aws("scheduler", "delete-schedule", "--name", "cli")


with tempfile.TemporaryDirectory() as folder:
    check_schedules(check_workflows())
    check_functions(folder)
print("all is well")
