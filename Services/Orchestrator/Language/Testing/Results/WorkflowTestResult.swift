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

    /// - Parameter states: The names of all states of the definition.
    init(_ testCase: WorkflowTestCase, _ record: WorkflowRunRecord, states: Set<String>) {
        name = testCase.name
        took = record.started.duration(to: record.ended)
        status = record.outcome?.status
        path = (record.histories.first ?? []).compactMap(\.enteredState)
        let entered = record.histories.joined().compactMap(\.enteredState)
        // A name that is misspelt would otherwise be a mock that nobody calls, or a state that is rightly never entered.
        let named = Set(testCase.mocks.keys).union(testCase.expectation.visits.keys)
        let unknown = named.subtracting(states).sorted().map { "no state is called '\($0)'" }
        complaints =
            unknown + record.problems + testCase.expectation.complaints(about: record, took: took, path, entered)
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
            let why = got.cause.map { " (\($0))" } ?? ""
            result.append("the error is \(got.error ?? "none") and should be \(error)\(why)")
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
            result.append(
                "it takes \(WorkflowTestReport.text(took)) and should take at most \(WorkflowTestReport.text(within))")
        }
        return result
    }
}
