import JSONata
import MeshCore

/// A file of cases: one in JSON on each line.
struct ExpressionSuite {
    /// What came of running it.
    struct Report {
        var passedCount = 0
        var differences: [String] = []
    }

    let cases: [ExpressionCase]

    /// - Parameters:
    ///   - text: The lines.
    ///   - datasets: The documents that cases name, by their names.
    init(_ text: [UInt8], datasets: JSONValue) throws {
        var cases: [ExpressionCase] = []
        for (index, line) in text.split(separator: 0x0A).enumerated() {
            do {
                cases.append(try ExpressionCase(JSONValue(parsing: line), datasets: datasets))
            } catch {
                throw CommandFailure.failed("line \(index + 1) of the cases: \(error)")
            }
        }
        // What evaluates texts as expressions is left out of the language here, and so are its cases.
        self.cases = cases.filter { $0.group != "function-eval" }
    }

    /// Runs every case once.
    func run(_ environment: JSONataEnvironment) -> Report {
        var report = Report()
        for testCase in cases {
            if let difference = testCase.difference(testCase.outcome(environment)) {
                report.differences.append(difference)
            } else {
                report.passedCount += 1
            }
        }
        return report
    }

    /// How many evaluations per second there are of each group's cases that have a result; they are read before.
    func rates(_ environment: JSONataEnvironment, for duration: Duration) -> JSONObject {
        var groups: [String] = []
        for testCase in cases where !groups.contains(testCase.group) { groups.append(testCase.group) }
        var rates = JSONObject()
        for group in groups {
            // What cannot be read has no evaluation to measure, and shows when the cases are run.
            let evaluations = cases.filter { $0.group == group && $0.expectsResult }.compactMap { try? $0.prepared() }
            guard !evaluations.isEmpty else { continue }
            rates[group] = .double(rate(evaluations, environment, for: duration))
        }
        return rates
    }

    private func rate(
        _ evaluations: [(JSONataEnvironment) throws(JSONataError) -> Void], _ environment: JSONataEnvironment,
        for duration: Duration
    ) -> Double {
        let start = MonotonicInstant.now()
        var count = 0
        var nanoseconds: Int64 = 0
        repeat {
            for evaluation in evaluations {
                // An evaluation that fails is one that was made.
                try? evaluation(environment)
                count += 1
            }
            nanoseconds = start.nanoseconds(to: .now())
        } while .nanoseconds(nanoseconds) < duration
        return (Double(count) * 1e9 / Double(nanoseconds)).rounded()
    }
}
