import MeshCore

/// A document that a client sent, read member by member; what is wrong is told as AWS tells it.
struct LambdaDocument: Sendable {
    let members: JSONObject

    /// - Throws: ``FunctionsError/serialization(_:)`` when it is no JSON object.
    init(_ value: JSONValue) throws(FunctionsError) {
        guard case .object(let members) = value else { throw .serialization("Start of structure expected.") }
        self.members = members
    }

    /// Whether a member is there and not null.
    func has(_ name: String) -> Bool { member(name) != nil }

    private func member(_ name: String) -> JSONValue? {
        guard let value = members[name], value != .null else { return nil }
        return value
    }

    func string(_ name: String) throws(FunctionsError) -> String? {
        guard let value = member(name) else { return nil }
        guard let text = value.stringValue else { throw .serialization("\(name) is expected to be a string.") }
        return text
    }

    func string(_ name: String, upTo limit: Int) throws(FunctionsError) -> String? {
        guard let text = try string(name) else { return nil }
        guard text.unicodeScalars.count <= limit else {
            throw Self.broken(name, text, "Member must have length less than or equal to \(limit)")
        }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(FunctionsError) -> Int? {
        guard let value = member(name) else { return nil }
        guard let number = value.intValue.flatMap({ Int(exactly: $0) }) else {
            throw .serialization("\(name) is expected to be an integer.")
        }
        if number < range.lowerBound {
            throw Self.broken(
                name, "\(number)", "Member must have value greater than or equal to \(range.lowerBound)")
        }
        if number > range.upperBound {
            throw Self.broken(name, "\(number)", "Member must have value less than or equal to \(range.upperBound)")
        }
        return number
    }

    func flag(_ name: String) throws(FunctionsError) -> Bool? {
        guard let value = member(name) else { return nil }
        guard let flag = value.boolValue else { throw .serialization("\(name) is expected to be a boolean.") }
        return flag
    }

    func document(_ name: String) throws(FunctionsError) -> LambdaDocument? {
        guard let value = member(name) else { return nil }
        return try LambdaDocument(value)
    }

    func strings(_ name: String) throws(FunctionsError) -> [String]? {
        guard let value = member(name) else { return nil }
        guard let items = value.arrayValue?.map(\.stringValue), !items.contains(nil) else {
            throw .serialization("\(name) is expected to be a list of strings.")
        }
        return items.compactMap(\.self)
    }

    /// A map from strings to strings.
    func texts(_ name: String) throws(FunctionsError) -> [String: String]? {
        guard let value = member(name) else { return nil }
        guard let object = value.objectValue else { throw .serialization("\(name) is expected to be a map.") }
        var texts: [String: String] = [:]
        for (key, value) in object {
            guard let text = value.stringValue else {
                throw .serialization("\(name).\(key) is expected to be a string.")
            }
            texts[key] = text
        }
        return texts
    }

    /// - Throws: ``FunctionsError/validation(_:)`` when it is missing.
    static func required<Value>(_ name: String, _ value: Value?) throws(FunctionsError) -> Value {
        guard let value else {
            throw .validation("Value null at '\(lowered(name))' failed to satisfy constraint: Member must not be null")
        }
        return value
    }

    static func broken(_ name: String, _ value: String, _ rule: String) -> FunctionsError {
        .validation("Value '\(value)' at '\(lowered(name))' failed to satisfy constraint: \(rule)")
    }

    /// AWS names members in its messages with a small letter.
    private static func lowered(_ name: String) -> String { name.prefix(1).lowercased() + name.dropFirst() }
}
