/// Why a definition cannot run.
package struct DefinitionError: Error, Hashable, Sendable {
    /// Where: a JSON pointer such as `/States/Ship/Retry/0`.
    package let location: String
    package let message: String

    package init(_ message: String, at location: String) {
        self.message = message
        self.location = location
    }
}

extension DefinitionError: CustomStringConvertible {
    package var description: String { "\(location): \(message)" }
}
