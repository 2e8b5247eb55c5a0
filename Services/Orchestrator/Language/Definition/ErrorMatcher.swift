/// The `ErrorEquals` of a retrier or a catcher.
struct ErrorMatcher: Hashable, Sendable {
    let names: [String]

    /// Whether a failure is one of these.
    ///
    /// `States.Runtime` is never: an execution cannot go on from it. `States.DataLimitExceeded` only by its own name.
    func matches(_ error: String?) -> Bool {
        if error == "States.Runtime" { return false }
        return names.contains { name in
            switch name {
            case "States.ALL": error != "States.DataLimitExceeded"
            case "States.TaskFailed":
                error == name
                    || !["States.Timeout", "States.HeartbeatTimeout", "States.DataLimitExceeded"].contains(error)
            case "States.Timeout": error == name || error == "States.HeartbeatTimeout"
            default: error == name
            }
        }
    }
}
