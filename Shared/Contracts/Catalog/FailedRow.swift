package import MeshCore

/// A row of an import that could not be taken.
package struct FailedRow: Codable, Sendable, Equatable {
    /// The line of the file on which the row begins, from 1.
    package var line: Int64
    /// The row's sku, if that much could be read.
    package var sku: String?
    package var errors: [FieldError]

    package init(line: Int64, sku: String?, errors: [FieldError]) {
        self.line = line
        self.sku = sku
        self.errors = errors
    }

    /// The row as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["line": .int(line)]
        object["sku"] = sku.map { .string($0) }
        object["errors"] = .array(errors.map(\.json))
        return .object(object)
    }
}

extension FailedRow: Described {
    package static let schema = JSONSchema.object(
        "FailedRow", description: "A row of an import that could not be taken.",
        [
            .required("line", .integer(1..., description: "The line of the file on which the row begins.")),
            .optional("sku", .string(description: "The row's sku, if that much could be read.")),
            .required("errors", .array(of: FieldError.schema)),
        ])
}
