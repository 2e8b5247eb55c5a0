package import MeshCore

/// The test of one state: TestState as a pure function.
package struct StateTest: Sendable {
    let subject: StateTestSubject
    let mock: StateMock?
    let configuration: StateTestConfiguration
    private let variables: JSONObject
    private var visit: StateEvaluation

    private var state: StateDefinition { subject.state }

    /// Prepares a test.
    ///
    /// - Parameters:
    ///   - context: The context object; nil makes one as an execution would have.
    ///   - identity: The execution that the context object tells of.
    ///   - now: When the state is entered.
    /// - Throws: ``StateTestRefusal`` when the state, its mock and the role do not go together.
    package init(
        _ subject: StateTestSubject, input: Payload, mock: StateMock? = nil,
        configuration: StateTestConfiguration = StateTestConfiguration(), variables: JSONObject = [:],
        context: JSONValue? = nil, identity: ExecutionIdentity, now: Timestamp,
        randomness: inout some RandomNumberGenerator
    ) throws(StateTestRefusal) {
        self.subject = subject
        self.mock = mock
        self.configuration = configuration
        self.variables = variables
        try Self.check(subject, mock, identity)
        let scope = StateScope(
            input: input.value, context: context ?? Self.context(of: subject, input, identity, now, configuration),
            variables: Dictionary(variables.map { ($0.name, $0.value) }) { _, last in last }, seed: randomness.next(),
            now: now)
        visit = StateEvaluation(
            state: subject.state, input: input, scope: scope, payloadLimit: ExecutionLimits.aws.payloadBytes,
            inspection: StateInspection())
        visit.note("input", CarriedValue(input))
    }

    /// Runs the state as far as it goes without the world.
    package mutating func run() -> StateTestStep {
        do throws(StateTrouble) {
            guard case .task(let fields) = state.kind else { return .finished(try runAlone()) }
            let call = try visit.call(fields)
            guard let mock else { return .call(resource: fields.resource, arguments: call.arguments) }
            return .finished(finish(mock))
        } catch {
            return .finished(failed(of: error))
        }
    }

    /// Runs a state that is no Task.
    private mutating func runAlone() throws(StateTrouble) -> StateTestResult {
        switch state.kind {
        case .task: preconditionFailure("a task is called")
        case .parallel, .map: return try runMocked()
        case .fail(let fields):
            let failure = try visit.failure(fields)
            return failed(failure)
        case .pass(let result):
            let exit = try visit.pass(result: result)
            return succeeded(exit, next: state.next)
        case .choice(let fields):
            guard let way = try visit.choose(fields) else { throw .noChoice }
            return succeeded(way.exit, next: way.next)
        case .wait(let fields):
            _ = try visit.waitsUntil(fields, entered: visit.scope.now)
            return try passThrough()
        case .succeed: return try passThrough()
        }
    }

    private mutating func passThrough() throws(StateTrouble) -> StateTestResult {
        let exit = try visit.exit(assigning: state.assign, output: visit.outputTemplate)
        return succeeded(exit, next: state.next)
    }

    /// Takes the outcome of the task's call.
    package mutating func finish(_ outcome: StateMock) -> StateTestResult {
        switch outcome {
        case .failure(let error, let cause): return failed(StateFailure(error: error, cause: cause))
        case .result(let result):
            do {
                let carried = CarriedValue(result)
                if subject.isTask, case .paths = state.flow { visit.note("result", carried) }
                let exit = try visit.exit(with: carried)
                return succeeded(exit, next: state.next)
            } catch {
                return failed(of: error)
            }
        }
    }

    /// A Parallel or Map state, whose branches are mocked as a whole.
    private mutating func runMocked() throws(StateTrouble) -> StateTestResult {
        guard let mock else { return failed(StateFailure(error: nil, cause: nil)) }
        guard case .map(let fields) = state.kind else { return finish(mock) }
        let items =
            if let read = configuration.mapItemReaderData {
                try visit.read(read, fields)
            } else {
                try visit.items(fields).value.arrayValue ?? []
            }
        let tolerance = try visit.settings(fields).tolerance
        try visit.noteInputs(of: items, fields)
        let isTolerant = tolerance.count != nil || tolerance.percentage != nil
        let failures = Int64(configuration.mapIterationFailureCount)
        if case .result = mock, isTolerant, tolerance.isExceeded(failures: failures, of: Int64(items.count)) {
            return failed(.toleranceExceeded)
        }
        return finish(mock)
    }
}

/// Results, with what became of the data.
extension StateTest {
    private func result(
        _ status: StateTestStatus, output: Payload? = nil, next: String? = nil, failure: StateFailure? = nil,
        assigned: [(name: String, value: Payload)] = [], errorDetails: JSONObject = [:]
    ) -> StateTestResult {
        var inspection = visit.inspection?.steps ?? [:]
        var variables = variables
        for (name, value) in assigned { variables[name] = value.value }
        if !variables.isEmpty { inspection["variables"] = .string(SpacedText.of(.object(variables))) }
        if !errorDetails.isEmpty { inspection["errorDetails"] = .object(errorDetails) }
        return StateTestResult(
            status: status, output: output, nextState: next, error: failure?.error, cause: failure?.cause,
            inspection: inspection)
    }

    private func succeeded(_ exit: StateExit, next: String?) -> StateTestResult {
        result(.succeeded, output: exit.output, next: next, assigned: exit.assigned)
    }

    private mutating func failed(of trouble: StateTrouble) -> StateTestResult {
        failed(trouble.failure(ofState: state.name, enteredAt: 0))
    }

    private mutating func failed(_ failure: StateFailure) -> StateTestResult {
        var details = JSONObject()
        if let number = state.retriers.firstIndex(where: { $0.errors.matches(failure.error) }) {
            details["retryIndex"] = .int(Int64(number))
            let retrier = state.retriers[number]
            if configuration.retrierRetryCount < retrier.maxAttempts {
                let seconds = retrier.delay(after: configuration.retrierRetryCount)
                details["retryBackoffIntervalSeconds"] = .int(Int64(seconds.rounded()))
                return result(.retriable, failure: failure, errorDetails: details)
            }
        }
        guard let number = state.catchers.firstIndex(where: { $0.errors.matches(failure.error) }) else {
            return result(.failed, failure: failure, errorDetails: details)
        }
        details["catchIndex"] = .int(Int64(number))
        let catcher = state.catchers[number]
        do {
            let exit = try visit.caught(failure, by: catcher, number: number)
            return result(
                .caughtError, output: exit.output, next: catcher.next, failure: failure, assigned: exit.assigned,
                errorDetails: details)
        } catch {
            return result(
                .failed, failure: error.failure(ofState: state.name, enteredAt: 0), errorDetails: details)
        }
    }
}
