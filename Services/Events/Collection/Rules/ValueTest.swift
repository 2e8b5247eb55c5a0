import MeshCore

/// A test of one value. Of a value that is not there only ``isNot`` and ``exists(_:)`` can hold.
enum ValueTest: Sendable {
    case `is`(JSONValue)
    case isNot(JSONValue)
    case isOneOf([JSONValue])
    case contains(String)
    case startsWith(String)
    case endsWith(String)
    case matches(TextPattern)
    case atLeast(Double)
    case atMost(Double)
    case exists(Bool)

    /// The names that tests have in a document.
    static let names = [
        "is", "isNot", "in", "contains", "startsWith", "endsWith", "matches", "atLeast", "atMost", "exists",
    ]

    func holds(for value: JSONValue?) -> Bool {
        switch self {
        case .is(let other): Self.equal(value, other)
        case .isNot(let other): !Self.equal(value, other)
        case .isOneOf(let others): others.contains { Self.equal(value, $0) }
        case .contains(let part): value?.stringValue?.contains(part) ?? false
        case .startsWith(let start): value?.stringValue?.hasPrefix(start) ?? false
        case .endsWith(let end): value?.stringValue?.hasSuffix(end) ?? false
        case .matches(let pattern): value?.stringValue.map(pattern.matches) ?? false
        case .atLeast(let bound): value?.doubleValue.map { $0 >= bound } ?? false
        case .atMost(let bound): value?.doubleValue.map { $0 <= bound } ?? false
        case .exists(let expected): (value != nil) == expected
        }
    }

    /// Whether two values are the same; numbers by what they are worth.
    private static func equal(_ value: JSONValue?, _ other: JSONValue) -> Bool {
        if let number = value?.doubleValue, let expected = other.doubleValue { return number == expected }
        return value == other
    }
}
