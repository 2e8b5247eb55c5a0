/// Bytes that are no message of the protocol, or a value that no message can carry: where, and why.
package struct WireError: Error, Hashable, CustomStringConvertible {
    /// What is wrong with a field.
    package enum Problem: Hashable, Sendable {
        /// The message ends before the field does.
        case truncated
        /// A length below zero, or beyond what the message still holds or may hold.
        case length(Int64)
        /// Null where the version knows no null.
        case null
        /// Text that is not UTF-8.
        case text
        /// A variable-length number of more bytes than its type has.
        case number
        /// A number that stands for nothing.
        case value(Int64)
        /// Tagged fields out of order, or one that does not fill its length.
        case tags
        /// Bytes after the last field.
        case trailing(Int)
    }

    /// The field, from the message down: `topics[2].partitions[0].records`.
    package private(set) var field: String
    package let problem: Problem

    package init(_ problem: Problem, in field: String = "") {
        self.field = field
        self.problem = problem
    }

    /// The same, seen from the structure that has the field.
    func within(_ outer: String) -> WireError {
        var error = self
        error.field =
            if field.isEmpty { outer } else if field.hasPrefix("[") { outer + field } else { "\(outer).\(field)" }
        return error
    }

    package var description: String {
        let reason =
            switch problem {
            case .truncated: "ends too early"
            case .length(let length): "has the impossible length \(length)"
            case .null: "must not be null"
            case .text: "is not UTF-8"
            case .number: "is too long a number"
            case .value(let value): "has the unknown value \(value)"
            case .tags: "has malformed tagged fields"
            case .trailing(let count): "is followed by \(count) bytes too many"
            }
        return "\(field.isEmpty ? "message" : field) \(reason)"
    }
}
