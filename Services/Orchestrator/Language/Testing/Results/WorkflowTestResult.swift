import MeshCore

/// What came out of one case.
package struct WorkflowTestResult: Hashable, Sendable {
    package let name: String
    /// What is not as it should be; none when the case passed.
    package let complaints: [String]
    /// How long it took in the test's time.
    package let took: Duration
    /// How the execution ended, as its status is called; nil when it did not.
    package let status: String?
    /// The states that were entered.
    package let path: [String]

    package var hasPassed: Bool { complaints.isEmpty }

    init(_ testCase: WorkflowTestCase, _ record: WorkflowRunRecord) {
        name = testCase.name
        took = record.started.duration(to: record.ended)
        status = record.outcome?.status
        path = (record.histories.first ?? []).compactMap(\.enteredState)
        let entered = record.histories.joined().compactMap(\.enteredState)
        complaints = record.problems + testCase.expectation.complaints(about: record, took: took, path, entered)
    }
}

extension HistoryEvent {
    fileprivate var enteredState: String? {
        guard case .stateEntered(let name, _) = details else { return nil }
        return name
    }
}

extension ExecutionOutcome {
    fileprivate var status: String {
        switch self {
        case .succeeded: "SUCCEEDED"
        case .failed: "FAILED"
        case .timedOut: "TIMED_OUT"
        case .aborted: "ABORTED"
        }
    }

    fileprivate var failure: (error: String?, cause: String?)? {
        switch self {
        case .succeeded, .timedOut: nil
        case .failed(let error, let cause), .aborted(let error, let cause): (error, cause)
        }
    }
}

extension WorkflowExpectation {
    /// What is not as it is expected.
    fileprivate func complaints(
        about record: WorkflowRunRecord, took: Duration, _ path: [String], _ entered: [String]
    ) -> [String] {
        var result: [String] = []
        let failure = record.outcome?.failure
        if let status, let got = record.outcome?.status, got != status {
            let why = failure.map { " (\($0.error ?? "no error"): \($0.cause ?? "no cause"))" } ?? ""
            result.append("the status is \(got) and should be \(status)\(why)")
        }
        if let output, case .succeeded(let payload) = record.outcome,
            let difference = JSONDifference(of: payload.value, from: output)
        {
            result.append("the output differs: \(difference)")
        }
        if let error, let got = failure, got.error != error {
            result.append("the error is \(got.error ?? "none") and should be \(error)")
        }
        if let cause, let got = failure, got.cause != cause {
            result.append("the cause is \(got.cause ?? "none") and should be \(cause)")
        }
        if let expected = self.path, expected != path {
            result.append(
                "the path is \(path.joined(separator: " → ")) and should be \(expected.joined(separator: " → "))")
        }
        for (name, count) in visits.sorted(by: { $0.key < $1.key }) {
            let got = entered.count { $0 == name }
            if got != count { result.append("state '\(name)' is entered \(got) times and should be \(count)") }
        }
        if let within, took > within {
            result.append("it takes \(took.seconds) s and should take at most \(within.seconds) s")
        }
        return result
    }
}

extension Duration {
    /// Seconds, in whole milliseconds.
    fileprivate var seconds: String {
        let milliseconds = wholeMilliseconds
        let rest = milliseconds % 1000
        return rest == 0 ? "\(milliseconds / 1000)" : "\(Double(milliseconds) / 1000)"
    }
}
