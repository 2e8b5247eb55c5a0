import MeshCore

/// The types that a value may have.
struct TypeSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let null = TypeSet(rawValue: 1)
    static let boolean = TypeSet(rawValue: 2)
    static let integer = TypeSet(rawValue: 4)
    /// Numbers that are not whole.
    static let fraction = TypeSet(rawValue: 8)
    static let string = TypeSet(rawValue: 16)
    static let array = TypeSet(rawValue: 32)
    static let object = TypeSet(rawValue: 64)
    static let number: TypeSet = [.integer, .fraction]
    static let anything = TypeSet(rawValue: 127)

    static let names: [(name: String, types: TypeSet)] = [
        ("null", .null), ("boolean", .boolean), ("number", .number), ("integer", .integer), ("string", .string),
        ("array", .array), ("object", .object),
    ]

    /// The types of a name in `type`; nil when there are none of that name.
    static func named(_ name: String) -> TypeSet? {
        names.first { $0.name == name }?.types
    }

    /// The type of a value; a number that is whole is an integer, however it is written (Validation, section 6.1.1).
    @inline(__always)
    static func of(_ value: JSONValue) -> TypeSet {
        switch value {
        case .null: .null
        case .bool: .boolean
        case .int: .integer
        case .double(let number): number.rounded(.towardZero) == number ? .integer : .fraction
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The names of these types, for people.
    var words: String {
        var words: [String] = []
        if isSuperset(of: .number) {
            words.append("a number")
        } else if contains(.integer) {
            words.append("a whole number")
        } else if contains(.fraction) {
            words.append("a number with a fraction")
        }
        if contains(.string) { words.append("a string") }
        if contains(.boolean) { words.append("true or false") }
        if contains(.object) { words.append("an object") }
        if contains(.array) { words.append("an array") }
        if contains(.null) { words.append("null") }
        return words.joined(separator: " or ")
    }
}
