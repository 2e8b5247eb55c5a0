/// Why a handler's process cannot go on.
package enum LambdaRuntimeError: Error, Sendable {
    /// The environment does not name the Runtime API.
    case noRuntimeAPI
    /// The Runtime API cannot be reached any more.
    case disconnected(String)
    /// The Runtime API says what nobody understands.
    case unexpected(status: Int, path: String)
}
