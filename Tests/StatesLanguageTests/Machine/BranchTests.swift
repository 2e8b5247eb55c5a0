import MeshCore
import Testing

@testable import StatesLanguage

@Suite("Parallel and Map states")
struct BranchTests {
    static let task: JSONValue = ["Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true]

    static func branch(_ state: JSONValue, named name: String = "S") -> JSONValue {
        ["StartAt": .string(name), "States": .object([name: state])]
    }

    static func machine(_ state: JSONObject) -> JSONValue {
        ["StartAt": "Fan", "States": ["Fan": .object(state), "After": ["Type": "Pass", "End": true]]]
    }

    @Test("Branches take turns, and the state ends with the last of them")
    func parallel() throws {
        let pass: JSONValue = ["Type": "Pass", "End": true]
        let run = try Rehearsal(
            Self.machine([
                "Type": "Parallel", "End": true, "Branches": [Self.branch(pass), Self.branch(pass, named: "T")],
            ]),
            input: ["a": 1])
        #expect(
            run.lines == [
                "1 ExecutionStarted ← 0", "2 ParallelStateEntered ← 0", "3 ParallelStateStarted ← 2",
                "4 PassStateEntered ← 3", "5 PassStateExited ← 4", "6 PassStateEntered ← 3", "7 PassStateExited ← 6",
                "8 ParallelStateSucceeded ← 7", "9 ParallelStateExited ← 7", "10 ExecutionSucceeded ← 9",
            ])
        #expect(run.outcome == .succeeded(output: Payload([["a": 1], ["a": 1]])))
    }

    @Test("A branch that fails stops the others, and the state with them")
    func parallelFailure() throws {
        let wait: JSONValue = ["Type": "Wait", "Seconds": 100, "End": true]
        let run = try Rehearsal(
            Self.machine([
                "Type": "Parallel", "End": true, "Branches": [Self.branch(Self.task), Self.branch(wait, named: "W")],
                "Catch": [["ErrorEquals": ["Broken"], "Next": "After", "ResultPath": "$.e"]],
            ]))
        let task = try #require(run.tasks.first)
        #expect(task.path == ["Fan[0]", "S"])
        #expect(run.timers.count == 1)
        run.give(.taskFailed(task.id, error: "Broken", cause: nil))
        #expect(run.timers.isEmpty)
        #expect(
            run.types.suffix(8) == [
                .taskStarted, .taskFailed, .waitStateAborted, .parallelStateFailed, .parallelStateExited,
                .passStateEntered, .passStateExited, .executionSucceeded,
            ])
        #expect(run.outcome == .succeeded(output: Payload(["e": ["Error": "Broken", "Cause": ""]])))
        #expect(run.faults == [])
    }

    @Test("Inner branches fail through to the outer state, and a retry starts it anew")
    func nestedRetry() throws {
        let inner: JSONValue = ["Type": "Parallel", "End": true, "Branches": [Self.branch(Self.task, named: "Deep")]]
        var attempts = 0
        let run = try Rehearsal(
            Self.machine([
                "Type": "Parallel", "End": true, "Branches": [Self.branch(inner, named: "Inner")],
                "Retry": [["ErrorEquals": ["Broken"], "IntervalSeconds": 2]],
            ])
        ) { task in
            attempts += 1
            return attempts < 3
                ? [.taskFailed(task.id, error: "Broken", cause: nil)]
                : [.taskSucceeded(task.id, output: Payload(attempts.json))]
        }
        run.run()
        #expect(run.outcome == .succeeded(output: Payload([[3]])))
        #expect(run.types.filter { $0 == .parallelStateStarted }.count == 6)
        #expect(run.types.filter { $0 == .parallelStateFailed }.count == 2)
        #expect(run.now == Rehearsal.start + .seconds(6))
        #expect(run.faults == [])
    }

    @Test("Iterations follow each other as far as they may run at once", arguments: [0, 1, 2])
    func iterations(concurrency: Int) throws {
        var running = 0
        var most = 0
        let run = try Rehearsal(
            Self.machine([
                "Type": "Map", "End": true, "MaxConcurrency": concurrency.json, "ItemsPath": "$.items",
                "ItemSelector": ["n.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index", "of.$": "$.of"],
                "ItemProcessor": Self.branch(Self.task),
            ]), input: ["items": [5, 6, 7], "of": "x"])
        var answered = 0
        while run.outcome == nil {
            running = run.tasks.count - answered
            most = max(most, running)
            let task = run.tasks[answered]
            #expect(task.arguments.value["i"] == answered.json)
            #expect(task.arguments.value["of"] == "x")
            answered += 1
            run.give(.taskSucceeded(task.id, output: Payload(task.arguments.value["n"] ?? .null)))
        }
        #expect(most == (concurrency == 0 ? 3 : concurrency))
        #expect(run.outcome == .succeeded(output: Payload([5, 6, 7])))
        #expect(run.faults == [])
    }

    @Test("Failed items are tolerated as far as the state says")
    func tolerance() throws {
        let state: JSONObject = [
            "Type": "Map", "End": true, "ToleratedFailureCount": 1, "MaxConcurrency": 1,
            "ItemProcessor": Self.branch(Self.task),
        ]
        for failing in 0...3 {
            let run = try Rehearsal(Self.machine(state), input: [0, 1, 2]) { task in
                guard let item = task.arguments.value.intValue, item < failing else {
                    return [.taskSucceeded(task.id, output: task.arguments)]
                }
                return [.taskFailed(task.id, error: "Broken", cause: nil)]
            }
            switch failing {
            case 0: #expect(run.outcome == .succeeded(output: Payload([0, 1, 2])))
            case 1: #expect(run.outcome == .succeeded(output: Payload([nil, 1, 2])))
            default:
                #expect(
                    run.outcome
                        == .failed(
                            error: "States.ExceedToleratedFailureThreshold",
                            cause: "The specified tolerated failure threshold was exceeded"))
            }
            #expect(run.faults == [])
        }
    }

    @Test(
        "Thresholds of failures",
        arguments: [
            (nil, nil, 1, true), (nil, nil, 0, false), (2, nil, 2, false), (2, nil, 3, true), (nil, 50.0, 5, false),
            (nil, 50.0, 6, true), (0, 50.0, 4, false), (1, 50.0, 4, true),
        ] as [(Int64?, Double?, Int64, Bool)])
    func thresholds(count: Int64?, percentage: Double?, failures: Int64, expected: Bool) {
        #expect(
            FailureTolerance(count: count, percentage: percentage).isExceeded(failures: failures, of: 10) == expected)
    }

    @Test("A distributed map is ordered with its items, batches and settings, and made again from the state")
    func distributedMap() throws {
        let run = try Rehearsal(
            Self.machine([
                "Type": "Map", "Next": "After", "Label": "Ship", "ItemsPath": "$.items", "MaxConcurrencyPath": "$.at",
                "ToleratedFailurePercentage": 10, "ItemBatcher": ["MaxItemsPerBatch": 2, "BatchInput": ["k.$": "$.k"]],
                "ResultWriter": [
                    "Resource": "arn:aws:states:::s3:putObject", "Parameters": ["Bucket.$": "$.k"],
                ],
                "ItemSelector": ["v.$": "$$.Map.Item.Value"],
                "ItemProcessor": [
                    "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"], "StartAt": "S",
                    "States": ["S": ["Type": "Pass", "End": true]],
                ],
            ]), input: ["items": [1, 2, 3], "at": 4, "k": "b"])
        let order = try #require(run.mapRuns.first)
        #expect(order.arn.hasPrefix("arn:aws:states:us-east-1:000000000000:mapRun:rehearsed/Ship:"))
        #expect(order.source == .items([1, 2, 3]))
        #expect(order.batching == MapItemBatching(maxItems: 2, maxBytes: nil, batchInput: ["k": "b"]))
        #expect(order.resultWriter?.arguments == ["Bucket": "b"])
        #expect(order.maxConcurrency == 4)
        #expect(order.executionType == .express)
        #expect(
            run.outcome
                == .succeeded(
                    output: Payload([
                        ["BatchInput": ["k": "b"], "Items": [["v": 1], ["v": 2]]],
                        ["BatchInput": ["k": "b"], "Items": [["v": 3]]],
                    ])))
        #expect(
            run.types.dropFirst(2).prefix(5) == [
                .mapStateStarted, .mapRunStarted, .mapRunSucceeded, .mapStateSucceeded, .mapStateExited,
            ])
    }

    @Test(
        "The way out of a distributed map follows its run's end, and behind other states its run's start",
        arguments: [true, false])
    func distributedMapChain(isFirst: Bool) throws {
        let run = try Rehearsal(
            [
                "StartAt": isFirst ? "Map" : "Before",
                "States": [
                    "Before": ["Type": "Pass", "Next": "Map"],
                    "Map": [
                        "Type": "Map", "End": true, "ItemsPath": "$.items",
                        "ItemProcessor": [
                            "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"], "StartAt": "S",
                            "States": ["S": ["Type": "Pass", "End": true]],
                        ],
                    ],
                ],
            ], input: ["items": [1]])
        let exit = try #require(run.history.first { $0.type == .mapStateExited })
        let wanted: HistoryEventType = isFirst ? .mapRunSucceeded : .mapRunStarted
        #expect(run.history.first { $0.type == wanted }?.id == exit.previousEventID)
    }

    @Test("A reader is ordered with its arguments, and its failure is the state's")
    func itemReader() throws {
        let run = try Rehearsal(
            Self.machine([
                "Type": "Map", "End": true,
                "ItemReader": [
                    "Resource": "arn:aws:states:::s3:getObject", "Parameters": ["Key.$": "$.key"],
                    "ReaderConfig": ["InputType": "CSV", "MaxItemsPath": "$.most"],
                ],
                "Catch": [["ErrorEquals": ["States.ItemReaderFailed"], "Next": "After"]],
                "ItemProcessor": [
                    "ProcessorConfig": ["Mode": "DISTRIBUTED"], "StartAt": "S",
                    "States": ["S": ["Type": "Pass", "End": true]],
                ],
            ]), input: ["key": "k", "most": 9])
        guard case .reader(let resource, let arguments, let configuration)? = run.mapRuns.first?.source else {
            Issue.record("the map run has no reader")
            return
        }
        #expect(resource.arn == "arn:aws:states:::s3:getObject")
        #expect(arguments == ["Key": "k"])
        #expect(configuration == ["InputType": "CSV", "MaxItems": 9])
        #expect(run.types.contains(.mapRunFailed))
        #expect(run.types.contains(.mapStateFailed))
        if case .succeeded = run.outcome {} else { Issue.record("the failure was not caught") }
    }

    @Test("Batches end where they are full")
    func batches() {
        let batching = MapItemBatching(maxItems: 3, maxBytes: 40, batchInput: nil)
        let items: [JSONValue] = ["a", "b", "c", "d", .string(String(repeating: "x", count: 60)), "e"]
        #expect(batching.batches(of: items).map(\.count) == [3, 1, 1, 1])
    }

    @Test("Inner scopes read outer variables, hide them, and leave them as they were")
    func scopes() throws {
        let inner: JSONValue = [
            "StartAt": "A",
            "States": [
                "A": ["Type": "Pass", "Assign": ["y.$": "$x", "x": "inner"], "Next": "B"],
                "B": ["Type": "Pass", "Parameters": ["x.$": "$x", "y.$": "$y"], "End": true],
            ],
        ]
        let definition: JSONValue = [
            "StartAt": "Set",
            "States": [
                "Set": ["Type": "Pass", "Assign": ["x": "outer"], "Next": "Fan"],
                "Fan": ["Type": "Parallel", "Branches": [inner], "Next": "Read"],
                "Read": ["Type": "Pass", "Parameters": ["x.$": "$x", "was.$": "$[0]"], "End": true],
            ],
        ]
        let run = try Rehearsal(definition)
        #expect(run.outcome == .succeeded(output: Payload(["x": "outer", "was": ["x": "inner", "y": "outer"]])))
        #expect(run.faults == [])
    }
}

extension Int {
    var json: JSONValue { .int(Int64(self)) }
}
