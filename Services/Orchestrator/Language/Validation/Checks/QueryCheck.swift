/// Reads every query of a definition and tells what is wrong with it.
struct QueryCheck: Sendable {
    let queries: [QueryUse]

    func diagnostics() -> [Diagnostic] {
        queries.flatMap { query in
            query.reading.fault.map { Self.diagnostics(for: $0, of: query) } ?? []
        }
    }

    private static func diagnostics(for fault: QueryFault, of query: QueryUse) -> [Diagnostic] {
        let place = query.place.text
        switch fault {
        case .expression(let message): return [Diagnostic(.invalidJSONata, message, at: place)]
        case .unsupported(let messages): return messages.map { Diagnostic(.unsupportedJSONata, $0, at: place) }
        case .malformed, .notReference, .notRooted:
            return [Diagnostic(.schema, complaint(about: fault, in: query.syntax), at: place)]
        }
    }

    /// AWS's words for a path that is none.
    private static func complaint(about fault: QueryFault, in syntax: QuerySyntax) -> String {
        switch syntax {
        case .templateValue(let key): complaint(aboutKey: key)
        case .operand where fault == .notRooted:
            "Value is not a Reference Path: Reference path didn't start with '$'"
        case .operand: "Value is not a Reference Path"
        case .reference where fault == .notReference, .resultPath where fault == .notReference:
            "Value is not a Reference Path"
        case .path, .reference, .resultPath, .pathOrIntrinsic, .jsonata: "Value must be a valid JSONPath."
        }
    }

    /// AWS's words for the value of a template's key that is no path and no call.
    static func complaint(aboutKey key: String) -> String {
        "The value for the field '\(key)' must be a valid JSONPath or a valid intrinsic function call"
    }
}
