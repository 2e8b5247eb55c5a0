import MeshCore
import Testing

@testable import StatesLanguage

@Suite("Task states")
struct TaskTests {
    static func machine(_ fields: JSONObject) -> JSONValue {
        var task: JSONObject = ["Type": "Task", "End": true]
        for (name, value) in fields { task[name] = value }
        return ["StartAt": "Work", "States": ["Work": .object(task), "After": ["Type": "Succeed"]]]
    }

    static let function: JSONValue = "arn:aws:lambda:us-east-1:000000000000:function:f"

    @Test("A function's task has the events of functions")
    func functionEvents() throws {
        let run = try Rehearsal(Self.machine(["Resource": Self.function, "TimeoutSeconds": 5]), input: ["a": 1]) {
            task in
            [.taskStarted(task.id), .taskSucceeded(task.id, output: Payload("done"))]
        }
        #expect(
            run.lines == [
                "1 ExecutionStarted ← 0", "2 TaskStateEntered ← 0", "3 LambdaFunctionScheduled ← 2",
                "4 LambdaFunctionStarted ← 3", "5 LambdaFunctionSucceeded ← 4", "6 TaskStateExited ← 5",
                "7 ExecutionSucceeded ← 6",
            ])
        #expect(run.outcome == .succeeded(output: Payload("done")))
        #expect(run.history[2].details.json?["timeoutInSeconds"] == 5)
        #expect(run.timers.isEmpty)
        #expect(run.faults == [])
    }

    @Test("An integration's task names its service, and one that waits for a token gets one")
    func serviceEvents() throws {
        let task = Self.machine([
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "HeartbeatSeconds": 10,
            "Parameters": ["Token.$": "$$.Task.Token"],
        ])
        let run = try Rehearsal(task) { task in
            [.taskStarted(task.id), .taskSubmitted(task.id, output: Payload([:]))]
        }
        let order = try #require(run.tasks.first)
        #expect(order.arguments.value["Token"]?.stringValue == order.taskToken)
        #expect(order.taskToken?.count == 64)
        #expect(order.heartbeat == .seconds(10))
        run.give(.taskSucceeded(order.id, output: Payload(7)))
        #expect(
            run.types.dropFirst(2) == [
                .taskScheduled, .taskStarted, .taskSubmitted, .taskSucceeded, .taskStateExited, .executionSucceeded,
            ])
        #expect(
            run.history[3].details.json
                == ["resourceType": "sqs", "resource": "sendMessage.waitForTaskToken"])
    }

    @Test("A task that ends without having started is recorded as started")
    func impliedStart() throws {
        let run = try Rehearsal(Self.machine(["Resource": Self.function])) { task in
            [.taskFailed(task.id, error: "Broken", cause: "why")]
        }
        #expect(run.types.suffix(3) == [.lambdaFunctionStarted, .lambdaFunctionFailed, .executionFailed])
        #expect(run.outcome == .failed(error: "Broken", cause: "why"))
    }

    @Test("A task is given up when its time is over, and whoever works on it is told")
    func timeout() throws {
        let run = try Rehearsal(Self.machine(["Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 5]))
        run.run()
        #expect(run.types.suffix(2) == [.taskTimedOut, .executionFailed])
        #expect(run.outcome == .failed(error: "States.Timeout", cause: nil))
        #expect(run.now == Rehearsal.start + .seconds(5))
        #expect(run.cancelledTasks == run.tasks.map(\.id))
        #expect(run.faults == [])
    }

    @Test("Heartbeats put the end off; an activity's count from when a worker has it")
    func heartbeats() throws {
        let activity: JSONValue = "arn:aws:states:us-east-1:000000000000:activity:pack"
        let run = try Rehearsal(Self.machine(["Resource": activity, "HeartbeatSeconds": 10, "TimeoutSeconds": 100]))
        #expect(run.timers.count == 1)
        let task = try #require(run.tasks.first?.id)
        run.give(.taskStarted(task, worker: "w-1"))
        #expect(run.timers.count == 2)
        #expect(run.history.last?.details.json == ["workerName": "w-1"])
        run.run(until: Rehearsal.start + .seconds(9))
        run.give(.taskHeartbeat(task))
        #expect(run.timers.count == 2)
        run.run()
        #expect(run.outcome == .failed(error: "States.HeartbeatTimeout", cause: nil))
        #expect(run.history.suffix(2).map(\.type) == [.activityTimedOut, .executionFailed])
    }

    @Test("Events of tasks that nobody waits for change nothing")
    func lateEvents() throws {
        let run = try Rehearsal(Self.machine(["Resource": Self.function, "TimeoutSeconds": 1]))
        let task = try #require(run.tasks.first?.id)
        run.run()
        let events = run.history.count
        run.give(.taskSucceeded(task, output: Payload(1)))
        run.give(.taskHeartbeat(task))
        run.give(.timerFired(TimerID(999)))
        #expect(run.history.count == events)
    }

    @Test("Each retrier counts for itself, waits longer each time, and enters the state no more")
    func retries() throws {
        let task = Self.machine([
            "Resource": Self.function,
            "Retry": [
                ["ErrorEquals": ["Odd"], "IntervalSeconds": 3, "MaxAttempts": 1],
                ["ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "BackoffRate": 3, "MaxDelaySeconds": 5],
            ],
        ])
        var attempts = 0
        var delays: [Duration] = []
        let run = try Rehearsal(task) { task in
            attempts += 1
            return [.taskFailed(task.id, error: attempts == 1 ? "Odd" : "Even", cause: nil)]
        }
        while run.outcome == nil, let timer = run.timers.first {
            delays.append(run.now.duration(to: timer.value))
            run.run(until: timer.value)
        }
        // 3 for the first retrier; then 1, 3 and, for 9 is too long, 5 for the second.
        #expect(delays == [.seconds(3), .seconds(1), .seconds(3), .seconds(5)])
        #expect(attempts == 5)
        #expect(run.tasks.map(\.retryCount) == [0, 1, 2, 3, 4])
        #expect(Set(run.tasks.map(\.idempotencyToken)).count == 5)
        #expect(run.types.filter { $0 == .taskStateEntered }.count == 1)
        #expect(run.outcome == .failed(error: "Even", cause: nil))
        #expect(run.faults == [])
    }

    @Test("Full jitter waits some part of the delay")
    func jitter() throws {
        let retrier = Retrier(
            errors: ErrorMatcher(names: ["States.ALL"]), maxAttempts: 3, intervalSeconds: 10, backoffRate: 2,
            maxDelaySeconds: 30, hasFullJitter: true)
        var randomness: any RandomNumberGenerator = SplitMix64(seed: 1)
        let delays = (0..<200).map { _ in retrier.delay(after: 4, drawing: &randomness) }
        #expect(delays.allSatisfy { $0 >= .zero && $0 <= .seconds(30) })
        #expect(Set(delays).count > 150)
    }

    @Test(
        "Names of errors are matched as the language says",
        arguments: [
            ("States.ALL", "Any", true), ("States.ALL", "States.Runtime", false),
            ("States.ALL", "States.DataLimitExceeded", false), ("States.ALL", "States.Timeout", true),
            ("States.TaskFailed", "Any", true), ("States.TaskFailed", "States.Timeout", false),
            ("States.Timeout", "States.HeartbeatTimeout", true), ("States.HeartbeatTimeout", "States.Timeout", false),
            ("States.DataLimitExceeded", "States.DataLimitExceeded", true), ("Other", "Any", false),
        ])
    func matching(name: String, error: String, expected: Bool) {
        #expect(ErrorMatcher(names: [name]).matches(error) == expected)
    }

    @Test("A catcher gives the error to its state, where its path says")
    func catching() throws {
        let task = Self.machine([
            "Resource": Self.function,
            "Catch": [
                ["ErrorEquals": ["Broken"], "Next": "After", "ResultPath": "$.problem", "Assign": ["e.$": "$.Error"]]
            ],
        ])
        let run = try Rehearsal(task, input: ["a": 1]) { [.taskFailed($0.id, error: "Broken", cause: "why")] }
        #expect(
            run.outcome
                == .succeeded(output: Payload(["a": 1, "problem": ["Error": "Broken", "Cause": "why"]])))
        #expect(run.types.contains(.taskStateExited))
        let exit = run.history.first { $0.type == .taskStateExited }
        #expect(exit?.details.json?["assignedVariables"] == ["e": "\"Broken\""])
    }

    @Test("A result that is too long is a failure that only its own name catches")
    func longResult() throws {
        let long = Payload(.string(String(repeating: "é", count: 140_000)))
        for (name, isCaught) in [("States.ALL", false), ("States.DataLimitExceeded", true)] {
            let task = Self.machine([
                "Resource": Self.function, "Catch": [["ErrorEquals": [.string(name)], "Next": "After"]],
            ])
            let run = try Rehearsal(task) { [.taskSucceeded($0.id, output: long)] }
            #expect(run.types.contains(.lambdaFunctionFailed))
            if case .succeeded = run.outcome { #expect(isCaught) } else { #expect(!isCaught) }
            let unbounded = try Rehearsal(task, limits: .unbounded) { [.taskSucceeded($0.id, output: long)] }
            #expect(unbounded.outcome == .succeeded(output: long))
        }
    }

    @Test("Credentials, timeouts and arguments are worked out in JSONata too")
    func jsonata() throws {
        let task = Self.machine([
            "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": ["n": "{% $states.input.n + 1 %}"], "TimeoutSeconds": "{% $states.input.n %}",
            "Credentials": ["RoleArn": "{% $states.input.role %}"], "Output": "{% $states.result.v %}",
        ])
        let run = try Rehearsal(task, input: ["n": 7, "role": "arn:r"]) {
            [.taskSucceeded($0.id, output: Payload(["v": 5]))]
        }
        #expect(run.tasks.first?.arguments == Payload(["n": 8]))
        #expect(run.tasks.first?.credentials == ["RoleArn": "arn:r"])
        #expect(run.tasks.first?.timesOut == Rehearsal.start + .seconds(7))
        #expect(run.history[2].details.json?["taskCredentials"] == ["roleArn": "arn:r"])
        #expect(run.outcome == .succeeded(output: Payload(5)))
    }

    @Test("Resources are read into whom they call")
    func resources() throws {
        let cases: [(String, TaskTarget, TaskPattern)] = [
            ("arn:aws:states:::states:startExecution.sync:2", .service("states", operation: "startExecution"), .sync2),
            ("arn:aws:states:::states:startExecution.sync", .service("states", operation: "startExecution"), .sync),
            (
                "arn:aws:states:::aws-sdk:sfn:sendTaskSuccess", .service("aws-sdk:sfn", operation: "sendTaskSuccess"),
                .requestResponse
            ),
            ("arn:aws:states:::http:invoke", .service("http", operation: "invoke"), .requestResponse),
        ]
        for (arn, target, pattern) in cases {
            let resource = try #require(TaskResource(arn: arn))
            #expect(resource.target == target)
            #expect(resource.pattern == pattern)
        }
        for arn in ["", "arn:aws:s3:::bucket", "arn:aws:states:::lambda", "lambda:invoke"] {
            #expect(TaskResource(arn: arn) == nil)
        }
    }
}
