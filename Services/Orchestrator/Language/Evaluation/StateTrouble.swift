/// Why a state could not be evaluated: its paths, expressions or limits, not what it called.
struct StateTrouble: Error, Hashable {
    /// The name of the error.
    let error: String
    /// What went wrong, without the words that name the state.
    let detail: String
    /// The field whose expression failed, such as `Output/total[0]`; JSONata's failures have one nearly always.
    var field: String?
    let kind: Kind

    enum Kind: Hashable {
        /// A path, an intrinsic function or a field's value in JSONPath mode.
        case runtime
        /// An expression in JSONata mode: the history gets an event of its own.
        case evaluation
        /// A payload that is too long; its cause does not name the state's event.
        case limit
    }

    init(error: String, detail: String, field: String? = nil, kind: Kind) {
        self.error = error
        self.detail = detail
        self.field = field
        self.kind = kind
    }

    static func runtime(_ detail: String) -> StateTrouble {
        StateTrouble(error: "States.Runtime", detail: detail, kind: .runtime)
    }

    static func evaluation(_ detail: String, field: String? = nil) -> StateTrouble {
        StateTrouble(error: "States.QueryEvaluationError", detail: detail, field: field, kind: .evaluation)
    }

    /// No condition of a Choice state holds, and it has no default.
    static let noChoice = runtime("Failed to transition out of the state. The state does not point to a next state.")

    init(_ failure: TemplateFailure) {
        self.init(error: failure.error, detail: failure.message, kind: .runtime)
    }

    /// - Parameter name: Of the state, or of the resource that a task called.
    static func tooLong(resultOf name: String) -> StateTrouble {
        StateTrouble(
            error: "States.DataLimitExceeded",
            detail: "The state/task '\(name)' returned a result with a size exceeding the maximum number of bytes "
                + "service limit.",
            kind: .limit)
    }

    static func tooMuchAssigned(by name: String) -> StateTrouble {
        StateTrouble(
            error: "States.DataLimitExceeded",
            detail: "The state/task '\(name)' assigned variables with a size exceeding the maximum number of bytes "
                + "service limit.",
            kind: .limit)
    }

    /// The failure with the state named, as AWS words it.
    func failure(ofState name: String, enteredAt eventID: Int64) -> StateFailure {
        switch kind {
        case .limit: StateFailure(error: error, cause: detail)
        case .runtime, .evaluation:
            StateFailure(
                error: error,
                cause: "An error occurred while executing the state '\(name)' (entered at the event id #\(eventID)). "
                    + detail)
        }
    }
}
