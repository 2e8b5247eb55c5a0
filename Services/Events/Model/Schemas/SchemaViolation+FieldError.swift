import EventSchemas
import MeshCore

extension SchemaViolation {
    /// The violation as an error of a field, which is told by its JSON pointer (RFC 6901); its code is the keyword.
    var fieldError: FieldError {
        let keyword = keywordLocation.split(separator: "/").last.map(String.init) ?? "schema"
        return FieldError(field: instanceLocation, code: keyword, message: message)
    }
}
