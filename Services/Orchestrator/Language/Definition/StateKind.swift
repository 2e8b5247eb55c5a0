import MeshCore

/// What a state does, with the fields that only its type has.
enum StateKind: Sendable {
    case pass(result: JSONValue?)
    indirect case task(TaskFields)
    case choice(ChoiceFields)
    indirect case wait(WaitFields)
    case succeed
    indirect case fail(FailFields)
    /// - Parameter branches: Numbers of groups of the definition.
    case parallel(branches: [Int])
    indirect case map(MapFields)

    /// The name of the type in definitions.
    var name: String {
        switch self {
        case .pass: "Pass"
        case .task: "Task"
        case .choice: "Choice"
        case .wait: "Wait"
        case .succeed: "Succeed"
        case .fail: "Fail"
        case .parallel: "Parallel"
        case .map: "Map"
        }
    }

    var enteredType: HistoryEventType {
        switch self {
        case .pass: .passStateEntered
        case .task: .taskStateEntered
        case .choice: .choiceStateEntered
        case .wait: .waitStateEntered
        case .succeed: .succeedStateEntered
        case .fail: .failStateEntered
        case .parallel: .parallelStateEntered
        case .map: .mapStateEntered
        }
    }

    /// A Fail state is never left.
    var exitedType: HistoryEventType {
        switch self {
        case .pass: .passStateExited
        case .task: .taskStateExited
        case .choice: .choiceStateExited
        case .wait: .waitStateExited
        case .succeed: .succeedStateExited
        case .parallel: .parallelStateExited
        case .map: .mapStateExited
        case .fail: preconditionFailure("a Fail state is never left")
        }
    }

    /// The event of a state that is left because something beside it failed; nil for states that take no time.
    var abortedType: HistoryEventType? {
        switch self {
        case .task: .taskStateAborted
        case .wait: .waitStateAborted
        case .parallel: .parallelStateAborted
        case .map: .mapStateAborted
        case .pass, .choice, .succeed, .fail: nil
        }
    }

    /// The event of a state that failed with its branches; other states have none of their own.
    var failedType: HistoryEventType? {
        switch self {
        case .parallel: .parallelStateFailed
        case .map: .mapStateFailed
        case .pass, .task, .choice, .wait, .succeed, .fail: nil
        }
    }

    /// Whether the type may have `Retry`: then the context object counts.
    var isRetriable: Bool {
        switch self {
        case .task, .parallel, .map: true
        case .pass, .choice, .wait, .succeed, .fail: false
        }
    }
}
