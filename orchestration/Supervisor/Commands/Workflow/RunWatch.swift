/// Looks at an execution until it is over.
struct RunWatch: Sendable {
    let desk: WorkflowDesk
    let execution: String

    /// People see what happens within the second; short runs are over sooner.
    private static let firstPause = Duration.milliseconds(20)
    private static let longestPause = Duration.seconds(1)
    /// How long the orchestrator is asked to hold its answer when only the end matters.
    private static let patience = 8

    /// Waits for the end.
    ///
    /// - Parameter tell: Shown each new state of things; nil when only the end matters, which is then told sooner.
    /// - Returns: How it is then.
    func end(tell: ((RunReport) -> Void)? = nil) async throws -> RunReport {
        var log = RunLog()
        var pause = Self.firstPause
        while true {
            let report = try await desk.report(execution, &log, waiting: tell == nil ? Self.patience : nil)
            tell?(report)
            if report.isOver { return report }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    /// Waits for the end, and says the output.
    ///
    /// - Throws: ``CommandFailure`` with how it ended, when that was not well.
    func sayOutput() async throws {
        try await Self.sayOutput(of: end())
    }

    static func sayOutput(of report: RunReport) throws {
        guard report.status == "SUCCEEDED" else {
            let words = report.error.map { "\($0.error): \($0.cause ?? "")" } ?? ""
            throw CommandFailure.failed("\(report.status) \(words)")
        }
        Terminal.say(report.output ?? "")
    }
}
