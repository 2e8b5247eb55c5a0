/// The names of errors that the language reserves, and which of them handlers can take.
enum ErrorNames {
    /// The wildcard.
    static let all = "States.ALL"

    /// All names that start with `States.` and mean something (the language's appendix A, and AWS's guide).
    private static let reserved: Set<String> = [
        all, "States.BranchFailed", "States.DataLimitExceeded", "States.ExceedToleratedFailureThreshold",
        "States.HeartbeatTimeout", "States.Http.Socket", "States.Http.StatusCode", "States.IntrinsicFailure",
        "States.ItemReaderFailed", "States.NoChoiceMatched", "States.ParameterPathFailure", "States.Permissions",
        "States.QueryEvaluationError", "States.ResultPathMatchFailure", "States.ResultWriterFailed",
        "States.Runtime", "States.TaskFailed", "States.Timeout",
    ]

    /// What a handler's name makes one doubt; nil when nothing.
    ///
    /// - Parameter taken: The names in the handlers before, which are asked first.
    static func doubt(about name: String, among taken: [String]) -> (code: DiagnosticCode, message: String)? {
        if name.hasPrefix("States."), !reserved.contains(name), !isStatusCode(name) {
            return (.unknownErrorName, "No error is called \"\(name)\": names that start with \"States.\" are reserved")
        }
        if name == "States.NoChoiceMatched" {
            return (.handlerNeverMatches, "\"\(name)\" is raised in Choice states, which have no handlers")
        }
        if taken.contains(name) {
            return (.handlerNeverMatches, "\"\(name)\" is handled before: this handler is never asked")
        }
        if taken.contains("States.TaskFailed"), !name.hasPrefix("States.") {
            return (.handlerNeverMatches, "\"States.TaskFailed\" before it takes \"\(name)\" too: it is never asked")
        }
        if taken.contains("States.Timeout"), name == "States.HeartbeatTimeout" {
            return (.handlerNeverMatches, "\"States.Timeout\" before it takes \"\(name)\" too: it is never asked")
        }
        return nil
    }

    /// `States.Http.StatusCode.404` and its kind.
    private static func isStatusCode(_ name: String) -> Bool {
        name.hasPrefix("States.Http.StatusCode.")
    }
}
