import MeshCore

/// Why a record of a request cannot be appended, however often it is sent.
struct RecordRejection: Error, Equatable {
    /// At least one; their fields are paths from the body's root.
    let errors: [FieldError]

    init(_ errors: [FieldError]) {
        self.errors = errors
    }

    /// One fault of one field.
    init(field: String, code: String, message: String) {
        self.init([FieldError(field: field, code: code, message: message)])
    }

    /// The first fault in words.
    var reason: String { errors.first.map { "\($0.field): \($0.message)" } ?? "" }
}
