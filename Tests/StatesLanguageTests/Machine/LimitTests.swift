import MeshCore
import Testing

@testable import StatesLanguage

@Suite("What an execution may use")
struct LimitTests {
    private static let task: JSONValue = [
        "StartAt": "T", "States": ["T": ["Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true]],
    ]

    private func failing(error: String, cause: String, limits: ExecutionLimits) throws -> Rehearsal {
        try Rehearsal(Self.task, limits: limits) { [.taskFailed($0.id, error: error, cause: cause)] }
    }

    @Test("A long error and a long cause are cut, in the history too")
    func cut() throws {
        let run = try failing(
            error: String(repeating: "é", count: 300), cause: String(repeating: "ß", count: 40_000), limits: .aws)
        let error = String(repeating: "é", count: 256)
        let cause = String(repeating: "ß", count: 32_768)
        #expect(run.outcome == .failed(error: error, cause: cause))
        let event = try #require(run.history.first { $0.type == .taskFailed })
        #expect(event.details.json?["error"] == .string(error))
        #expect(event.details.json?["cause"] == .string(cause))
    }

    @Test("Without AWS's quotas nothing is cut")
    func uncut() throws {
        let cause = String(repeating: "c", count: 40_000)
        #expect(
            try failing(error: "E", cause: cause, limits: .unbounded).outcome == .failed(error: "E", cause: cause))
    }

    private static func assigning(_ members: JSONObject, catching: Bool = false) -> JSONValue {
        var state: JSONObject = ["Type": "Pass", "Assign": .object(members), "End": true]
        if catching { state["Catch"] = [["ErrorEquals": ["States.ALL"], "Next": "S"]] }
        return ["StartAt": "S", "States": ["S": .object(state)]]
    }

    @Test("The variables of one Assign have 256 KiB together")
    func assigned() throws {
        let half = JSONValue.string(String(repeating: "x", count: 131_000))
        #expect(try Rehearsal(Self.assigning(["a": half, "b": half])).outcome == .succeeded(output: Payload([:])))
        let run = try Rehearsal(Self.assigning(["a": half, "b": half, "c": half]))
        guard case .failed(let error, _)? = run.outcome else {
            Issue.record("ended with \(String(describing: run.outcome))")
            return
        }
        #expect(error == "States.DataLimitExceeded")
    }

    @Test("All variables together have 10 MiB; those that are replaced do not count")
    func variables() throws {
        let text = JSONValue.string(String(repeating: "x", count: 260_000))
        var states: JSONObject = ["End": ["Type": "Succeed"]]
        for number in 0..<41 {
            states["S\(number)"] = [
                "Type": "Pass", "Assign": ["v\(number % 40)": text],
                "Next": .string(number < 40 ? "S\(number + 1)" : "End"),
            ]
        }
        let fits: JSONValue = ["StartAt": "S0", "States": .object(states)]
        #expect(try Rehearsal(try Definition(fits), isRestored: false).outcome == .succeeded(output: Payload([:])))
        states["S40"] = ["Type": "Pass", "Assign": ["more": text], "Next": "End"]
        let run = try Rehearsal(
            try Definition(["StartAt": "S0", "States": .object(states)]), isRestored: false)
        guard case .failed("States.DataLimitExceeded", _)? = run.outcome else {
            Issue.record("ended with \(String(describing: run.outcome))")
            return
        }
    }

    @Test(
        "An express execution has five minutes, or less when it says so", arguments: [(nil, 300), (60, 60), (900, 300)])
    func express(own: Int64?, seconds: Int64) throws {
        var definition: JSONObject = [
            "StartAt": "W", "States": ["W": ["Type": "Wait", "Seconds": 1000, "End": true]],
        ]
        definition["TimeoutSeconds"] = own.map { .int($0) }
        let run = try Rehearsal(.object(definition), limits: .aws.ofExpress)
        #expect(run.run() == .timedOut)
        #expect(run.now == Rehearsal.start + .seconds(seconds))
    }
}
