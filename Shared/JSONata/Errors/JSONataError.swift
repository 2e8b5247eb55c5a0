package import MeshCore

/// Why an expression cannot be read or evaluated, with the codes and words of the reference implementation.
///
/// Codes begin with `S` when the expression is malformed, with `T` when a value has the wrong type, with `D` for what
/// else can go wrong during the evaluation, and with `U` when it went beyond its bounds.
package struct JSONataError: Error, Hashable, Sendable {
    // One word wide, so that the functions which may throw it, and nearly all may, stay slim.
    private let details: JSONataErrorDetails

    init(
        _ code: String, at position: Int? = nil, token: JSONValue? = nil, value: JSONValue? = nil,
        inserts: [String: JSONValue] = [:]
    ) {
        details = JSONataErrorDetails(code: code, position: position, token: token, value: value, inserts: inserts)
    }

    private init(_ details: JSONataErrorDetails) {
        self.details = details
    }

    /// The code, such as `T2001`.
    package var code: String { details.code }
    /// Where in the expression, in UTF-16 units; the end of the token that is to blame.
    package var position: Int? { details.position }
    /// The token or the name of the function that is to blame.
    package var token: String? { details.token.map { $0.stringValue ?? $0.description } }
    /// The value that does not fit.
    package var value: JSONValue? { details.value }
    /// What happened, for people.
    package var message: String { details.message }

    /// This error at another place, or with another token, unless they are nil.
    func with(position: Int? = nil, token: String? = nil) -> JSONataError {
        JSONataError(
            JSONataErrorDetails(
                code: details.code, position: position ?? details.position,
                token: token.map { .string($0) } ?? details.token, value: details.value, inserts: details.inserts))
    }

    var hasToken: Bool { details.token != nil }
}

extension JSONataError: CustomStringConvertible {
    package var description: String { "\(code): \(message)" }
}
