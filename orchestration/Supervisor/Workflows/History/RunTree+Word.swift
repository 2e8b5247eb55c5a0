extension RunTree {
    /// What an event's type says of the tree.
    enum Word: Equatable {
        case stateEntered(type: String)
        case stateExited
        case iterationStarted
        case iterationEnded(RunNode.Outcome)
        /// A task was begun, once more maybe.
        case scheduled
        /// Something has failed, for the time being or for good.
        ///
        /// - Parameter state: The type of the state that it is about, where that may lie further out than the place.
        case failed(state: String?)
        case aborted(state: String?)
        case mapStarted
        case executionEnded
        case redriven
        case other

        init(_ type: String) {
            switch type {
            case "MapIterationStarted": self = .iterationStarted
            case "MapIterationSucceeded": self = .iterationEnded(.succeeded)
            case "MapIterationFailed": self = .iterationEnded(.failed)
            case "MapIterationAborted": self = .iterationEnded(.aborted)
            case "MapStateStarted": self = .mapStarted
            case "ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted":
                self = .executionEnded
            case "ExecutionRedriven": self = .redriven
            case "TaskScheduled", "LambdaFunctionScheduled", "ActivityScheduled": self = .scheduled
            case "MapStateFailed": self = .failed(state: "Map")
            case "ParallelStateFailed": self = .failed(state: "Parallel")
            case "MapStateAborted": self = .aborted(state: "Map")
            case "ParallelStateAborted": self = .aborted(state: "Parallel")
            default: self = Self(suffixOf: type)
            }
        }

        private init(suffixOf type: String) {
            if type.hasSuffix("StateEntered") {
                self = .stateEntered(type: String(type.dropLast("StateEntered".count)))
            } else if type.hasSuffix("StateExited") {
                self = .stateExited
            } else if type.hasSuffix("Failed") || type.hasSuffix("TimedOut") {
                self = .failed(state: nil)
            } else if type.hasSuffix("StateAborted") {
                self = .aborted(state: nil)
            } else {
                self = .other
            }
        }
    }
}
