package import MeshCore

/// The members of an input, read under their constraints.
///
/// A member of another type ends the reading, as it does at AWS; broken constraints are gathered, and told together by
/// ``check()``. Members that nobody reads are ignored, and `null` is as good as absent.
package struct AWSMembers: Sendable {
    /// All of them, as they came.
    package let object: JSONObject
    /// How long the caller would wait for an outcome, beyond what the operation asks (`Prefer: wait`); nil for not at all.
    package let patience: Duration?
    private var violations: [String] = []

    package init(_ object: JSONObject, patience: Duration? = nil) {
        self.object = object
        self.patience = patience
    }

    /// A member as it is; nil when it is absent.
    package subscript(_ name: String) -> JSONValue? {
        guard let value = object[name], value != .null else { return nil }
        return value
    }

    /// Tells of everything that was found wrong.
    ///
    /// - Throws: `ValidationException`.
    package func check() throws(AWSError) {
        guard !violations.isEmpty else { return }
        let noun = violations.count == 1 ? "error" : "errors"
        throw .validation("\(violations.count) validation \(noun) detected: \(violations.joined(separator: "; "))")
    }

    /// Takes note of a broken constraint.
    ///
    /// - Parameters:
    ///   - name: The member.
    ///   - constraint: What it must satisfy (`Member must not be null`).
    package mutating func violate(_ name: String, _ constraint: String) {
        let value =
            switch self[name] {
            case nil: "null"
            case .string(let text)?: "'\(text)'"
            case let other?: "'\(other)'"
            }
        violations.append("Value \(value) at '\(name)' failed to satisfy constraint: \(constraint)")
    }

    /// A text; nil when it is absent.
    ///
    /// - Parameter length: How many characters (UTF-16 code units) it may have.
    /// - Throws: `SerializationException` when it is no text.
    package mutating func string(_ name: String, length: ClosedRange<Int>? = nil) throws(AWSError) -> String? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value else { throw Self.mismatch(value, "a String") }
        if let length {
            let count = text.utf16.count
            if count < length.lowerBound {
                violate(name, "Member must have length greater than or equal to \(length.lowerBound)")
            } else if count > length.upperBound {
                violate(name, "Member must have length less than or equal to \(length.upperBound)")
            }
        }
        return text
    }

    /// A text that must be there; empty when it is not, of which ``check()`` tells.
    package mutating func requiredString(_ name: String, length: ClosedRange<Int>? = nil) throws(AWSError) -> String {
        guard let text = try string(name, length: length) else {
            violate(name, "Member must not be null")
            return ""
        }
        return text
    }

    /// One of some words; nil when it is absent or another, of which ``check()`` tells.
    package mutating func choice<Word: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Word.Type
    ) throws(AWSError) -> Word? where Word.RawValue == String {
        guard let text = try string(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            violate(name, "Member must satisfy enum value set: [\(words)]")
            return nil
        }
        return word
    }

    /// A whole number; nil when it is absent.
    package mutating func integer(_ name: String, in range: ClosedRange<Int>? = nil) throws(AWSError) -> Int? {
        guard let value = self[name] else { return nil }
        guard let number = value.intValue, let number = Int(exactly: number) else {
            throw Self.mismatch(value, "an Integer")
        }
        if let range {
            if number < range.lowerBound {
                violate(name, "Member must have value greater than or equal to \(range.lowerBound)")
            } else if number > range.upperBound {
                violate(name, "Member must have value less than or equal to \(range.upperBound)")
            }
        }
        return number
    }

    /// True or false; nil when it is absent.
    package func boolean(_ name: String) throws(AWSError) -> Bool? {
        guard let value = self[name] else { return nil }
        guard case .bool(let flag) = value else { throw Self.mismatch(value, "a Boolean") }
        return flag
    }

    /// A time in seconds since 1970; nil when it is absent.
    package func timestamp(_ name: String) throws(AWSError) -> Timestamp? {
        guard let value = self[name] else { return nil }
        guard let seconds = value.doubleValue, let time = EpochSeconds.timestamp(seconds) else {
            throw Self.mismatch(value, "a Timestamp")
        }
        return time
    }

    /// A structure; nil when it is absent.
    package func object(_ name: String) throws(AWSError) -> JSONObject? {
        guard let value = self[name] else { return nil }
        guard case .object(let object) = value else { throw Self.mismatch(value, "a Structure") }
        return object
    }

    /// A list; nil when it is absent.
    package mutating func array(_ name: String, count: ClosedRange<Int>? = nil) throws(AWSError) -> [JSONValue]? {
        guard let value = self[name] else { return nil }
        guard case .array(let elements) = value else { throw Self.mismatch(value, "a List") }
        if let count, !count.contains(elements.count) {
            let isShort = elements.count < count.lowerBound
            let bound =
                isShort ? "greater than or equal to \(count.lowerBound)" : "less than or equal to \(count.upperBound)"
            violate(name, "Member must have length \(bound)")
        }
        return elements
    }

    private static func mismatch(_ value: JSONValue, _ wanted: String) -> AWSError {
        let found =
            switch value {
            case .null: "NULL_VALUE"
            case .bool(true): "TRUE_VALUE"
            case .bool(false): "FALSE_VALUE"
            case .int: "NUMBER_VALUE"
            case .double: "DECIMAL_VALUE"
            case .string: "STRING_VALUE"
            case .array: "START_ARRAY"
            case .object: "START_OBJECT"
            }
        return .serialization("\(found) can not be converted to \(wanted)")
    }
}
