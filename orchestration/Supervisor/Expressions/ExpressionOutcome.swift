import MeshCore

/// What an expression has come to.
enum ExpressionOutcome {
    /// nil when there is no result.
    case value(JSONValue?)
    case error(code: String, token: String?, message: String?)

    /// Whether this is what is expected: of errors what the expectation tells, of numbers their values.
    func fits(_ expected: ExpressionOutcome, isUnordered: Bool) -> Bool {
        switch (self, expected) {
        case (.value(nil), .value(nil)): true
        case (.value(let value?), .value(let expected?)):
            Self.same(value, expected) || isUnordered && Self.sameUnordered(value, expected)
        case (.error(let code, let token, let message), .error(let expectedCode, let expectedToken, let words)):
            code == expectedCode && (expectedToken == nil || token == expectedToken)
                && (words == nil || message == words)
        case (.value, .value), (.value, .error), (.error, .value): false
        }
    }

    private static func same(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.int, .double), (.double, .int): left.doubleValue == right.doubleValue
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { same($0, $1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { name, value in right[name].map { same(value, $0) } ?? false }
        default: left == right  // Everything else is compared as it is.
        }
    }

    private static func sameUnordered(_ left: JSONValue, _ right: JSONValue) -> Bool {
        guard var rest = left.arrayValue, let expected = right.arrayValue else { return false }
        for element in expected {
            guard let place = rest.firstIndex(where: { same($0, element) }) else { return false }
            rest.remove(at: place)
        }
        return rest.isEmpty
    }
}

extension ExpressionOutcome: CustomStringConvertible {
    var description: String {
        switch self {
        case .value(let value): value.map { "\($0)" } ?? "nothing"
        case .error(let code, let token, let message):
            ["error \(code)", token.map { "at \($0)" }, message].compactMap { $0 }.joined(separator: ": ")
        }
    }
}
