/// Why a test file cannot be understood.
package struct WorkflowTestFileError: Error, Hashable, Sendable {
    package let message: String
    /// Where in the file: `/cases[2]/mocks/Ship`.
    package let place: String

    init(_ message: String, at place: DefinitionPlace) {
        self.message = message
        self.place = place.text
    }
}

extension WorkflowTestFileError: CustomStringConvertible {
    package var description: String { "\(place): \(message)" }
}
