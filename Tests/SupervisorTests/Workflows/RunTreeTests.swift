import MeshCore
import MeshRuntime
import Testing

@testable import Supervisor

@Suite("The tree of a run")
struct RunTreeTests {
    static let start = Timestamp(milliseconds: 1_700_000_000_000)

    /// Events from rows of (previous, type, details), a tenth of a second apart.
    static func events(_ rows: [(Int, String, JSONObject)]) -> [RunEvent] {
        rows.enumerated().map { index, row in
            RunEvent(
                id: index + 1, previous: row.0, time: start + .milliseconds(100 * index), type: row.1, details: row.2)
        }
    }

    static func report(_ rows: [(Int, String, JSONObject)], status: String, output: String? = nil) -> RunReport {
        var description: JSONObject = [
            "executionArn": "arn:x", "name": "run-1",
            "stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:demo",
            "status": .string(status), "startDate": .epochSeconds(start),
        ]
        if status != "RUNNING" {
            description["stopDate"] = .epochSeconds(start + .milliseconds(100 * (rows.count - 1)))
        }
        description["output"] = output.map(JSONValue.string)
        return RunReport(.object(description), RunTree(events(rows)))
    }

    static func draw(_ report: RunReport) -> String {
        RunDrawing(isColoured: false, now: start + .seconds(60)).text(report)
    }

    static let task: JSONObject = ["resourceType": "lambda", "resource": "invoke"]
    static let failure: JSONObject = ["error": "Timeout", "cause": "too slow"]

    @Test("tells of a task's tries, and of what was caught")
    func tries() {
        let report = Self.report(
            [
                (0, "ExecutionStarted", [:]), (0, "TaskStateEntered", ["name": "Pay"]),
                (2, "TaskScheduled", Self.task), (3, "TaskStarted", Self.task), (4, "TaskFailed", Self.failure),
                (5, "TaskScheduled", Self.task), (6, "TaskStarted", Self.task), (7, "TaskFailed", Self.failure),
                (8, "TaskStateExited", ["name": "Pay"]), (9, "PassStateEntered", ["name": "Undo"]),
                (10, "PassStateExited", ["name": "Undo"]), (11, "ExecutionSucceeded", [:]),
            ], status: "SUCCEEDED", output: "{}")
        #expect(
            Self.draw(report) == """
                demo/run-1  SUCCEEDED  1.10 s  arn:x
                ├─ ↷ Pay  Task  700 ms  2 tries  lambda:invoke  Timeout, Timeout: too slow
                └─ ✔ Undo  Pass  100 ms
                  {}
                """)
    }

    @Test("has the branches of a Parallel and their states, and what failed in them")
    func parallel() {
        let report = Self.report(
            [
                (0, "ExecutionStarted", [:]), (0, "ParallelStateEntered", ["name": "Both"]),
                (2, "ParallelStateStarted", [:]), (3, "PassStateEntered", ["name": "A"]),
                (3, "TaskStateEntered", ["name": "B"]), (4, "PassStateExited", ["name": "A"]),
                (6, "WaitStateEntered", ["name": "C"]), (5, "LambdaFunctionScheduled", ["resource": "arn:f"]),
                (8, "LambdaFunctionFailed", Self.failure), (9, "ParallelStateFailed", Self.failure),
                (10, "ExecutionFailed", Self.failure),
            ], status: "FAILED")
        #expect(
            Self.draw(report) == """
                demo/run-1  FAILED  1.00 s  arn:x
                └─ ✘ Both  Parallel  900 ms  Timeout: too slow
                   ├─ ■ branch 1  700 ms
                   │  ├─ ✔ A  Pass  200 ms
                   │  └─ ■ C  Wait  400 ms
                   └─ ✘ branch 2  600 ms
                      └─ ✘ B  Task  600 ms  arn:f  Timeout: too slow
                  Timeout: too slow
                """)
    }

    @Test("has a branch as over once its last state is left, while the others go on")
    func unevenBranches() {
        let rows: [(Int, String, JSONObject)] = [
            (0, "ExecutionStarted", [:]), (0, "ParallelStateEntered", ["name": "Both"]),
            (2, "ParallelStateStarted", [:]), (3, "PassStateEntered", ["name": "A"]),
            (3, "WaitStateEntered", ["name": "B"]), (4, "PassStateExited", ["name": "A"]),
            (6, "PassStateEntered", ["name": "C"]), (7, "PassStateExited", ["name": "C"]),
            (5, "WaitStateExited", ["name": "B"]), (9, "ParallelStateSucceeded", [:]),
            (10, "ParallelStateExited", ["name": "Both"]), (11, "ExecutionSucceeded", [:]),
        ]
        #expect(
            Self.draw(Self.report(Array(rows.prefix(8)), status: "RUNNING")) == """
                demo/run-1  RUNNING  1m 00s  arn:x
                └─ ● Both  Parallel  59.90 s
                   ├─ ✔ branch 1  400 ms
                   │  ├─ ✔ A  Pass  200 ms
                   │  └─ ✔ C  Pass  100 ms
                   └─ ● branch 2  59.60 s
                      └─ ● B  Wait  59.60 s
                """)
        #expect(
            Self.draw(Self.report(rows, status: "SUCCEEDED")) == """
                demo/run-1  SUCCEEDED  1.10 s  arn:x
                └─ ✔ Both  Parallel  900 ms
                   ├─ ✔ branch 1  400 ms
                   │  ├─ ✔ A  Pass  200 ms
                   │  └─ ✔ C  Pass  100 ms
                   └─ ✔ branch 2  400 ms
                      └─ ✔ B  Wait  400 ms
                """)
    }

    @Test("has a Fail state in a branch as what failed there, also when that was caught")
    func failInBranch() {
        let report = Self.report(
            [
                (0, "ExecutionStarted", [:]), (0, "ParallelStateEntered", ["name": "Both"]),
                (2, "ParallelStateStarted", [:]), (3, "FailStateEntered", ["name": "No"]),
                (4, "ParallelStateFailed", [:]), (5, "ParallelStateExited", ["name": "Both"]),
                (6, "ExecutionSucceeded", [:]),
            ], status: "SUCCEEDED")
        #expect(
            Self.draw(report) == """
                demo/run-1  SUCCEEDED  600 ms  arn:x
                └─ ↷ Both  Parallel  400 ms
                   └─ ✘ branch 1  200 ms
                      └─ ✘ No  Fail  300 ms
                """)
    }

    @Test("has the iterations of a Map, one after the other")
    func map() {
        let item: JSONObject = ["name": "Each", "index": 0]
        let next: JSONObject = ["name": "Each", "index": 1]
        let report = Self.report(
            [
                (0, "ExecutionStarted", [:]), (0, "MapStateEntered", ["name": "Each"]),
                (2, "MapStateStarted", ["length": 2]), (3, "MapIterationStarted", item),
                (4, "PassStateEntered", ["name": "P"]), (5, "PassStateExited", ["name": "P"]),
                (6, "MapIterationSucceeded", item), (6, "MapIterationStarted", next),
                (8, "PassStateEntered", ["name": "P"]), (9, "PassStateExited", ["name": "P"]),
                (10, "MapIterationSucceeded", next), (11, "MapStateSucceeded", [:]),
                (12, "MapStateExited", ["name": "Each"]), (13, "SucceedStateEntered", ["name": "Done"]),
                (14, "SucceedStateExited", ["name": "Done"]),
            ], status: "RUNNING")
        #expect(
            Self.draw(report) == """
                demo/run-1  RUNNING  1m 00s  arn:x
                ├─ ✔ Each  Map  1.10 s  2 items
                │  ├─ ✔ #0  300 ms
                │  │  └─ ✔ P  Pass  100 ms
                │  └─ ✔ #1  300 ms
                │     └─ ✔ P  Pass  100 ms
                └─ ✔ Done  Succeed  100 ms
                """)
    }

    @Test("goes on where a redriven run was taken up")
    func redriven() {
        let report = Self.report(
            [
                (0, "ExecutionStarted", [:]), (0, "TaskStateEntered", ["name": "T"]), (2, "TaskScheduled", Self.task),
                (3, "TaskFailed", Self.failure), (4, "ExecutionFailed", Self.failure), (5, "ExecutionRedriven", [:]),
                (6, "TaskScheduled", Self.task), (7, "TaskSucceeded", Self.task), (8, "TaskStateExited", ["name": "T"]),
            ], status: "RUNNING")
        #expect(report.tree.redrives == 1)
        #expect(report.tree.nodes.map(\.outcome) == [.succeeded])
        #expect(report.tree.nodes.first?.tries == 2)
    }

    @Test("is JSON for programs")
    func json() {
        let report = Self.report(
            [
                (0, "ExecutionStarted", [:]), (0, "FailStateEntered", ["name": "No"]),
                (2, "ExecutionFailed", ["error": "E", "cause": "why"]),
            ], status: "FAILED")
        #expect(report.json["error"] == "E" && report.json["cause"] == "why")
        #expect(report.json["states"]?[0]?["outcome"] == "failed")
        #expect(report.json["states"]?[0]?["milliseconds"] == 100)
    }

    @Test("of a Map of many items shows those that did not succeed")
    func manyItems() {
        var rows: [(Int, String, JSONObject)] = [
            (0, "ExecutionStarted", [:]), (0, "MapStateEntered", ["name": "Each"]),
            (2, "MapStateStarted", ["length": 30]),
        ]
        for index in 0..<30 {
            rows.append((3, "MapIterationStarted", ["name": "Each", "index": .int(Int64(index))]))
            let outcome = index == 7 ? "MapIterationFailed" : "MapIterationSucceeded"
            rows.append((rows.count, outcome, ["name": "Each", "index": .int(Int64(index))]))
        }
        let lines = Self.draw(Self.report(rows, status: "RUNNING")).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[2].contains("✘ #7") && lines[3].contains("and 29 more"))
    }
}
