import MeshCore

/// Why an event, or a whole request, is not taken.
package struct Rejection: Error, Hashable, Sendable {
    /// The kinds of reasons, for programs.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The body is not what its type says.
        case malformed
        case missingField = "missing_field"
        case invalidField = "invalid_field"
        case tooLarge = "too_large"
        case tooMany = "too_many"
        case unknownSite = "unknown_site"
        case wrongSecret = "wrong_secret"
        case tooOld = "too_old"
        case unsupported
        /// It does not fit the schema that its type has.
        case schema
    }

    package var code: Code
    /// The member that is wrong, as a path; empty for the whole.
    package var field: String
    /// In words, for people.
    package var message: String

    package init(_ code: Code, field: String = "", _ message: String) {
        self.code = code
        self.field = field
        self.message = message
    }

    static func missing(_ field: String) -> Rejection {
        Rejection(.missingField, field: field, "\(field) is missing or empty")
    }

    static func malformed(_ error: JSONParseError) -> Rejection {
        Rejection(.malformed, error.description)
    }
}
