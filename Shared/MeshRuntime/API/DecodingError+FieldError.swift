import MeshCore

extension DecodingError {
    /// The error in words that are safe for the outside, with the path of the member.
    var fieldError: FieldError {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            FieldError(field: Self.path(context.codingPath), code: "invalid", message: "The value cannot be taken.")
        case .keyNotFound(let key, let context):
            FieldError(
                field: Self.path(context.codingPath + [key]), code: "required", message: "This member is required.")
        @unknown default:
            FieldError(field: "", code: "invalid", message: "The body cannot be taken.")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
    }
}
