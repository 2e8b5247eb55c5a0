import MeshCore

/// Reads from a history what of the definition was reached: events name states and errors, and the chain of events
/// tells where a failure led.
struct HistoryTrace: Sendable {
    private let states: [String: OutlinedState]
    /// The state around each state's machine; nil of those of the whole machine.
    private let holders: [String: String]
    /// The state to which each event belongs.
    private var owners: [Int64: String] = [:]
    /// The failures that may still be retried or caught, by their events.
    private var failures: [Int64: String?] = [:]
    /// The choices that were left, by the events of their ends.
    private var choices: [Int64: String] = [:]
    /// The states that were left over a failure, by the events of their ends.
    private var caught: [Int64: (state: String, error: String?)] = [:]

    init(outline: DefinitionOutline) {
        states = Dictionary(outline.states.map { ($0.name, $0) }) { first, _ in first }
        holders = Dictionary(
            outline.states.compactMap { state in
                outline.scopes[state.scope].holder.map { (state.name, outline.states[$0].name) }
            }
        ) { first, _ in first }
    }

    /// What an event shows to be reached.
    mutating func follow(_ event: HistoryEvent) -> [CoverageItem] {
        let before = event.previousEventID
        switch event.details {
        case .stateEntered(let name, _):
            owners[event.id] = name
            return [.state(name)] + way(from: before, to: name)
        case .stateExited(let name, _, _):
            owners[event.id] = name
            if states[name]?.type == .choice { choices[event.id] = name }
            if let error = failures[before] {
                caught[event.id] = (name, error)
                return handler(of: name, "Catch", for: error).map { [.catcher(state: name, $0)] } ?? []
            }
            return []
        case .failure(let error, _), .taskFailure(_, _, let error, _):
            failures[event.id] = .some(error)
        case .evaluationFailed(let error, _, _, let state):
            owners[event.id] = state
            failures[event.id] = .some(error)
            return []
        case .none, .executionStarted, .output, .executionRedriven, .functionScheduled, .activityScheduled,
            .activityStarted, .taskScheduled, .taskStarted, .taskOutput, .mapStateStarted, .mapIteration,
            .mapRunStarted,
            .mapRunRedriven:
            break
        }
        return own(event, before)
    }

    /// Gives an event that names no state to the one of the event before it, and looks whether it tries a state again.
    private mutating func own(_ event: HistoryEvent, _ before: Int64) -> [CoverageItem] {
        guard let inner = owners[before] else { return [] }
        let owner = Self.wholeStates[event.type].map { holder(of: inner, $0) } ?? inner
        owners[event.id] = owner
        if Self.wholeFailures.contains(event.type), failures[event.id] == nil, let error = failures[before] {
            failures[event.id] = error
        }
        guard Self.beginnings.contains(event.type), let error = failures[before] else { return [] }
        return handler(of: owner, "Retry", for: error).map { [.retrier(state: owner, $0)] } ?? []
    }

    /// The way of a choice that leads from one state to another.
    private func way(from before: Int64, to target: String) -> [CoverageItem] {
        guard let name = choices[before], let state = states[name] else { return [] }
        let rules = state.elements("Choices")
        let position = rules.firstIndex { $0.object["Next"]?.stringValue == target }
        let isDefault = state.members["Default"]?.stringValue == target
        guard let position else { return isDefault ? [.defaultRule(state: name)] : [] }
        return [.rule(state: name, position)] + (isDefault ? [.defaultRule(state: name)] : [])
    }

    /// The first handler of a state that takes an error.
    private func handler(of name: String, _ field: String, for error: String?) -> Int? {
        states[name]?.elements(field).firstIndex { handler, _ in
            ErrorMatcher(names: (handler["ErrorEquals"]?.arrayValue ?? []).compactMap(\.stringValue)).matches(error)
        }
    }

    /// The nearest state of a type that holds a state, or is it.
    private func holder(of name: String, _ type: GrammarObject) -> String {
        var candidate: String? = name
        while let current = candidate {
            if states[current]?.type == type { return current }
            candidate = holders[current]
        }
        return name
    }

    /// Events of a whole parallel or map state, whose chain may come from inside.
    private static let wholeStates: [HistoryEventType: GrammarObject] = [
        .parallelStateFailed: .parallel, .parallelStateSucceeded: .parallel, .parallelStateStarted: .parallel,
        .parallelStateAborted: .parallel, .mapStateFailed: .map, .mapStateSucceeded: .map, .mapStateStarted: .map,
        .mapStateAborted: .map, .mapIterationFailed: .map, .mapIterationStarted: .map, .mapIterationSucceeded: .map,
        .mapRunFailed: .map, .mapRunStarted: .map, .mapRunSucceeded: .map,
    ]

    private static let wholeFailures: Set<HistoryEventType> = [
        .parallelStateFailed, .mapStateFailed, .mapIterationFailed, .mapRunFailed,
    ]

    /// Events by which a state begins its work, and begins it again when it is retried.
    private static let beginnings: Set<HistoryEventType> = [
        .taskScheduled, .lambdaFunctionScheduled, .activityScheduled, .parallelStateStarted, .mapStateStarted,
        .mapRunStarted,
    ]
}
