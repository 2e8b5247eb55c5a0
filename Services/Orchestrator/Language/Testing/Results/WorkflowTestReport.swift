import MeshCore

/// What came out of all cases of a test file, and what of the definition they reached.
package struct WorkflowTestReport: Sendable {
    package let results: [WorkflowTestResult]
    package let coverage: WorkflowCoverage

    package var hasPassed: Bool { results.allSatisfy(\.hasPassed) }

    /// The report as people read it: a line for each case with what is wrong below it, then what was reached.
    package var text: String {
        var lines: [String] = []
        for result in results {
            lines.append("\(result.hasPassed ? "✔" : "✘") \(result.name) (\(Self.text(result.took)))")
            lines += result.complaints.map { "    \($0)" }
        }
        let passed = results.count(where: \.hasPassed)
        lines.append("\(passed) passed, \(results.count - passed) failed")
        let counts = CoverageKind.allCases.compactMap { kind -> String? in
            let (reached, all) = coverage.counts(of: kind)
            return all == 0 ? nil : "\(reached) of \(all) \(kind.rawValue)"
        }
        lines.append("reached: \(counts.joined(separator: ", "))")
        lines += coverage.missed.map { "    never: \($0)" }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A duration in days, hours, minutes and seconds, without those that are none.
    static func text(_ duration: Duration) -> String {
        let milliseconds = duration.wholeMilliseconds
        let seconds = milliseconds / 1000
        let parts = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let rest = milliseconds % 60_000
        guard rest > 0 || parts.isEmpty else { return parts.joined(separator: " ") }
        let last = rest % 1000 == 0 ? "\(rest / 1000) s" : "\(Double(rest) / 1000) s"
        return (parts + [last]).joined(separator: " ")
    }
}
