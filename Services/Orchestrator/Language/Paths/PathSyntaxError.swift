/// Why a text is no path, intrinsic call, payload template or choice rule of the language; found before anything runs.
package struct PathSyntaxError: Error, Hashable, Sendable {
    /// What is wrong, for people.
    package let message: String
    /// The name of the field in which the text stands, such as `x.$` or `Variable`; nil for a text by itself.
    package let field: String?

    package init(_ message: String, field: String? = nil) {
        self.message = message
        self.field = field
    }
}

extension PathSyntaxError: CustomStringConvertible {
    package var description: String { field.map { "\($0): \(message)" } ?? message }
}
