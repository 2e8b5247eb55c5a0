/// A configuration key whatever its type: what help, and the check of names and values, need to know.
package protocol AnyConfigurationKey: Sendable {
    /// Dotted, in lowerCamelCase (`http.port`): the flag is `--http-port`, the environment variable `HTTP_PORT`.
    var name: String { get }
    var meaning: String { get }
    /// What values look like, for help and errors (`an integer from 1 to 100`).
    var form: String { get }
    /// The default as it would be written; nil when there is none.
    var standardText: String? { get }
    /// Whether a text is a value of it.
    func takes(_ text: String) -> Bool
}
