import MeshCore
import Testing

@testable import StatesLanguage

@Suite("The life of an execution")
struct LifeTests {
    static let loop: JSONValue = [
        "StartAt": "A", "States": ["A": ["Type": "Pass", "Next": "B"], "B": ["Type": "Pass", "Next": "A"]],
    ]

    @Test("The event at the limit is the execution's failure")
    func eventLimit() throws {
        let run = try Rehearsal(Self.loop)
        #expect(run.history.count == 25_000)
        #expect(run.history.last?.id == 25_000)
        #expect(run.history.last?.type == .executionFailed)
        #expect(
            run.outcome
                == .failed(
                    error: "States.Runtime",
                    cause: "The execution reached the maximum number of history events (25000)."))
        #expect(run.faults == [])
    }

    @Test("A loop without a wait comes back, and its state does not grow")
    func flatState() throws {
        var randomness = SplitMix64(seed: 1)
        var machine = ExecutionMachine(
            definition: try Definition(Self.loop), identity: .rehearsed(at: Rehearsal.start), limits: .unbounded)
        _ = machine.handle(.start(input: Payload([:])), at: Rehearsal.start, randomness: &randomness)
        var sizes: Set<Int> = []
        for _ in 0..<400 {
            #expect(machine.state.hasMoreToDo)
            _ = machine.handle(.proceed, at: Rehearsal.start, randomness: &randomness)
            sizes.insert(machine.state.encoded.count)
        }
        #expect(machine.state.eventCount > 200_000)
        #expect((sizes.max() ?? 0) < 80)
    }

    @Test("The whole execution times out after exactly its time")
    func timeout() throws {
        let run = try Rehearsal([
            "TimeoutSeconds": 3, "StartAt": "W", "States": ["W": ["Type": "Wait", "Seconds": 10, "End": true]],
        ])
        run.run()
        #expect(run.outcome == .timedOut)
        #expect(run.now == Rehearsal.start + .seconds(3))
        #expect(run.history.last?.type == .executionTimedOut)
        #expect(run.history.last?.details.json == ["error": "States.Timeout"])
        #expect(run.timers.isEmpty)
    }

    @Test("Stopping calls everything off")
    func stop() throws {
        let run = try Rehearsal([
            "StartAt": "P",
            "States": [
                "P": [
                    "Type": "Parallel", "End": true,
                    "Branches": [
                        ["StartAt": "W", "States": ["W": ["Type": "Wait", "Seconds": 10, "End": true]]],
                        BranchTests.branch(BranchTests.task),
                    ],
                ]
            ],
        ])
        run.give(.stop(error: "Enough", cause: nil))
        #expect(run.outcome == .aborted(error: "Enough", cause: nil))
        #expect(run.timers.isEmpty)
        #expect(run.cancelledTasks == run.tasks.map(\.id))
        #expect(run.history.last?.type == .executionAborted)
        run.give(.timerFired(TimerID(1)))
        #expect(run.history.last?.type == .executionAborted)
    }

    @Test("A redrive goes on where it failed, and keeps what succeeded")
    func redrive() throws {
        var isRepaired = false
        let run = try Rehearsal([
            "StartAt": "P",
            "States": [
                "P": [
                    "Type": "Parallel", "Next": "End",
                    "Branches": [
                        BranchTests.branch(BranchTests.task, named: "Good"),
                        BranchTests.branch(BranchTests.task, named: "Bad"),
                    ],
                ],
                "End": ["Type": "Pass", "Parameters": ["count.$": "$$.Execution.RedriveCount"], "End": true],
            ],
        ]) { task in
            task.stateName == "Good" || isRepaired
                ? [.taskSucceeded(task.id, output: Payload(1))] : [.taskFailed(task.id, error: "Broken", cause: nil)]
        }
        #expect(run.outcome == .failed(error: "Broken", cause: nil))
        isRepaired = true
        run.redrive()
        #expect(run.outcome == .succeeded(output: Payload(["count": 1])))
        #expect(run.tasks.map(\.stateName) == ["Good", "Bad", "Bad"])
        #expect(run.types.contains(.executionRedriven))
        #expect(run.history.map(\.id) == Array(1...Int64(run.history.count)))
        #expect(run.faults == [])
        let events = run.history.count
        run.give(.redrive())
        #expect(run.history.count == events)
    }

    @Test("A state whose catcher failed begins anew when it is redriven", arguments: [true, false])
    func redriveOfCatcher(isParallel: Bool) throws {
        var isRepaired = false
        var state: JSONObject =
            isParallel
            ? ["Type": "Parallel", "Branches": [BranchTests.branch(BranchTests.task, named: "Bad")]]
            : ["Type": "Map", "Iterator": BranchTests.branch(BranchTests.task, named: "Bad")]
        // No member can be set in a list.
        state["Catch"] = [["ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Never"]]
        state["End"] = true
        let run = try Rehearsal(
            ["StartAt": "P", "States": ["P": .object(state), "Never": ["Type": "Succeed"]]], input: [1]
        ) { task in
            isRepaired
                ? [.taskSucceeded(task.id, output: Payload(2))] : [.taskFailed(task.id, error: "Broken", cause: nil)]
        }
        guard case .failed(error: "States.ReferencePathConflict", _)? = run.outcome else {
            Issue.record("it ended as \(String(describing: run.outcome))")
            return
        }
        isRepaired = true
        run.redrive()
        #expect(run.outcome == .succeeded(output: Payload([2])))
        #expect(run.faults == [])
    }

    @Test("A failed map run is redriven as a whole, under its ARN")
    func mapRunRedrive() throws {
        var isRepaired = false
        let run = try Rehearsal(
            BranchTests.machine([
                "Type": "Map", "End": true,
                "ItemProcessor": [
                    "ProcessorConfig": ["Mode": "DISTRIBUTED"], "StartAt": "S", "States": ["S": BranchTests.task],
                ],
            ]), input: [1]
        ) { task in
            isRepaired
                ? [.taskSucceeded(task.id, output: Payload(2))] : [.taskFailed(task.id, error: "Broken", cause: nil)]
        }
        #expect(run.outcome == .failed(error: "Broken", cause: nil))
        isRepaired = true
        run.redrive()
        #expect(run.outcome == .succeeded(output: Payload([2])))
        #expect(run.mapRuns.map(\.redriveCount) == [0, 1])
        #expect(Set(run.mapRuns.map(\.arn)).count == 1)
        #expect(run.types.contains(.mapRunRedriven))
    }

    @Test(
        "Waits end when they say",
        arguments: [
            (["Seconds": 5], 5), (["SecondsPath": "$.s"], 7), (["Timestamp": "2027-01-15T08:00:09Z"], 9),
            (["TimestampPath": "$.t"], 11), (["QueryLanguage": "JSONata", "Seconds": "{% $states.input.s * 2 %}"], 14),
        ] as [(JSONObject, Int64)])
    func waits(fields: JSONObject, seconds: Int64) throws {
        var wait: JSONObject = ["Type": "Wait", "End": true]
        for (name, value) in fields { wait[name] = value }
        let run = try Rehearsal(
            ["StartAt": "W", "States": ["W": .object(wait)]], input: ["s": 7, "t": "2027-01-15T08:00:11.000Z"])
        run.run()
        #expect(run.outcome == .succeeded(output: Payload(["s": 7, "t": "2027-01-15T08:00:11.000Z"])))
        #expect(run.now == Rehearsal.start + .seconds(seconds))
    }

    @Test("A year's wait takes no time")
    func longWait() throws {
        let run = try Rehearsal(
            ["StartAt": "W", "States": ["W": ["Type": "Wait", "Seconds": 31_536_000, "End": true]]])
        run.run()
        #expect(run.now == Rehearsal.start + .seconds(31_536_000))
    }

    @Test(
        "What a state cannot evaluate is told with the state and its event",
        arguments: [
            (
                ["Type": "Wait", "SecondsPath": "$.s", "End": true],
                "The SecondsPath parameter cannot be parsed as a long value: $.s == \"x\""
            ),
            (
                ["Type": "Pass", "InputPath": "$.none", "End": true],
                "Invalid path '$.none' : No results for path: $['none']"
            ),
            (
                [
                    "Type": "Map", "ItemsPath": "$.s",
                    "ItemProcessor": ["StartAt": "B", "States": ["B": ["Type": "Succeed"]]], "End": true,
                ],
                "Reference path \"$.s\" must point to array."
            ),
        ] as [(JSONValue, String)])
    func runtimeFailures(state: JSONValue, detail: String) throws {
        let run = try Rehearsal(["StartAt": "A", "States": ["A": state]], input: ["s": "x"])
        #expect(
            run.outcome
                == .failed(
                    error: "States.Runtime",
                    cause: "An error occurred while executing the state 'A' (entered at the event id #2). \(detail)"))
    }

    @Test("A failed expression has an event of its own, and can be caught")
    func evaluationFailure() throws {
        let run = try Rehearsal([
            "QueryLanguage": "JSONata", "StartAt": "T",
            "States": [
                "T": [
                    "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Arguments": ["a": ["b": ["{% 1 + 'x' %}"]]], "End": true,
                    "Catch": [
                        [
                            "ErrorEquals": ["States.QueryEvaluationError"], "Next": "Caught",
                            "Output": "{% $states.errorOutput.Error %}",
                        ]
                    ],
                ],
                "Caught": ["Type": "Pass", "End": true],
            ],
        ])
        #expect(run.types.dropFirst(2).prefix(2) == [.evaluationFailed, .taskStateExited])
        #expect(run.history[2].previousEventID == 0)
        #expect(run.history[2].details.json?["location"] == "Arguments/a/b[0]")
        #expect(
            run.history[2].details.json?["cause"]?.stringValue
                == "An error occurred while executing the state 'T' (entered at the event id #2). The JSONata expression "
                + "'1 + 'x'' specified for the field 'Arguments/a/b[0]' threw an error during evaluation. T2002: "
                + "\"+\" needs a number on its right")
        #expect(run.outcome == .succeeded(output: Payload("States.QueryEvaluationError")))
    }

    @Test("Output and variables are worked out of what was there on entry")
    func assignBesideOutput() throws {
        let run = try Rehearsal([
            "QueryLanguage": "JSONata", "StartAt": "A",
            "States": [
                "A": ["Type": "Pass", "Assign": ["x": 1], "Next": "B"],
                "B": ["Type": "Pass", "Assign": ["x": "{% $x + 1 %}"], "Output": "{% $x %}", "Next": "C"],
                "C": ["Type": "Pass", "Output": ["was": "{% $states.input %}", "is": "{% $x %}"], "End": true],
            ],
        ])
        #expect(run.outcome == .succeeded(output: Payload(["was": 1, "is": 2])))
    }

    @Test("A choice without a way out fails")
    func noChoice() throws {
        let run = try Rehearsal([
            "StartAt": "C",
            "States": [
                "C": ["Type": "Choice", "Choices": [["Variable": "$.a", "IsPresent": true, "Next": "E"]]],
                "E": ["Type": "Succeed"],
            ],
        ])
        #expect(
            run.outcome
                == .failed(
                    error: "States.Runtime",
                    cause: "An error occurred while executing the state 'C' (entered at the event id #2). Failed to "
                        + "transition out of the state. The state does not point to a next state."))
    }

    @Test("A value nested too deep ends the execution, not the process")
    func depth() throws {
        let run = try Rehearsal(
            [
                "StartAt": "A", "States": ["A": ["Type": "Pass", "Parameters": ["a.$": "$"], "Next": "A"]],
            ], limits: .unbounded)
        guard case .failed(let error, _)? = run.outcome else {
            Issue.record("the execution did not fail")
            return
        }
        #expect(error == "States.Runtime")
        #expect(run.faults == [])
    }

    @Test(
        "Definitions that cannot run are refused",
        arguments: [
            #"{"States":{}}"#, #"{"StartAt":"A","States":{"B":{"Type":"Succeed"}}}"#,
            #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"C"}}}"#,
            #"{"StartAt":"A","States":{"A":{"Type":"Pass"}}}"#,
            #"{"StartAt":"A","States":{"A":{"Type":"Odd","End":true}}}"#, "nonsense",
            #"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"x","End":true}}}"#,
            #"{"StartAt":"A","States":{"A":{"Type":"Pass","QueryLanguage":"JSONata","Output":"{% 1 + %}","End":true}}}"#,
        ])
    func refusals(text: String) {
        #expect(throws: DefinitionError.self) { try Definition(parsing: text) }
    }

    @Test("Bytes that are no state are refused")
    func decoding() throws {
        let run = try Rehearsal(Self.loop, limits: ExecutionLimits(payloadBytes: nil, eventCount: 50))
        let bytes = run.machine.state.encoded
        for length in bytes.indices {
            #expect(throws: StateDecodingError.self) { try ExecutionState(decoding: Array(bytes[..<length])) }
        }
        #expect(throws: StateDecodingError.self) { try ExecutionState(decoding: bytes + [0]) }
    }
}
