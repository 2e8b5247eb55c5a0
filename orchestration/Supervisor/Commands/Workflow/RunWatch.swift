/// Looks at an execution until it is over.
struct RunWatch: Sendable {
    let desk: WorkflowDesk
    let execution: String

    /// People see what happens within the second; short runs are over sooner.
    private static let firstPause = Duration.milliseconds(20)
    private static let longestPause = Duration.seconds(1)

    /// Waits for the end.
    ///
    /// - Parameter tell: Shown each new state of things.
    /// - Returns: How it is then.
    func end(tell: (RunReport) -> Void = { _ in }) async throws -> RunReport {
        var log = RunLog()
        var pause = Self.firstPause
        while true {
            let report = try await desk.report(execution, &log)
            tell(report)
            if report.isOver { return report }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }
}
