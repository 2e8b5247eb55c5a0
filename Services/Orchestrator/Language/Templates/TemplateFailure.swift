/// Why a state fails over its paths, templates or conditions: what `error` and `cause` of the execution say.
package struct TemplateFailure: Error, Hashable, Sendable {
    /// The name of the error, such as `States.Runtime`.
    package let error: String
    /// The cause as AWS words it, without the words before it that name the state (`An error occurred while …`).
    package let message: String

    package init(error: String = "States.Runtime", _ message: String) {
        self.error = error
        self.message = message
    }

    /// The whole cause, as it stands in the history: for `States.Runtime` it names the state first.
    ///
    /// - Parameters:
    ///   - state: The name of the state that fails.
    ///   - event: The number of the event with which it was entered.
    package func cause(state: String, enteredAt event: Int64) -> String {
        guard error == "States.Runtime" else { return message }
        return "An error occurred while executing the state '\(state)' (entered at the event id #\(event)). \(message)"
    }
}
