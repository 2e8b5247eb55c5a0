/// Why a file of networks cannot be used.
package struct GeographyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1; nil when the fault is in no line alone.
    package let line: Int?
    package let message: String

    init(line: Int?, _ message: String) {
        self.line = line
        self.message = message
    }

    package var description: String { line.map { "line \($0) \(message)" } ?? message }
}
