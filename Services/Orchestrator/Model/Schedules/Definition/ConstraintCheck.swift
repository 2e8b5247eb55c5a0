import MeshCore

/// Holds members of a request against the constraints of the API's model, and words what they break as AWS does.
struct ConstraintCheck {
    private var findings: [String] = []

    /// - Throws: ``SchedulerError/validation(_:)`` with all that was found.
    func finish() throws(SchedulerError) {
        guard !findings.isEmpty else { return }
        let head = findings.count == 1 ? "1 validation error" : "\(findings.count) validation errors"
        throw .validation("\(head) detected: \(findings.joined(separator: "; "))")
    }

    /// A text within its bounds; nil when there is none.
    mutating func text(
        _ value: JSONValue?, at path: String, length: ClosedRange<Int>, isRequired: Bool = false
    ) -> String? {
        guard let value = present(value, at: path, isRequired: isRequired) else { return nil }
        guard let text = value.stringValue else {
            add(value, path, "Member must be a string")
            return nil
        }
        if text.count < length.lowerBound {
            add(value, path, "Member must have length greater than or equal to \(length.lowerBound)")
        } else if text.count > length.upperBound {
            add(value, path, "Member must have length less than or equal to \(length.upperBound)")
        }
        return text
    }

    /// A text that has to match one of the model's patterns.
    mutating func text(
        _ value: JSONValue?, at path: String, length: ClosedRange<Int>, pattern: String, isRequired: Bool = false,
        _ matches: (String) -> Bool
    ) -> String? {
        guard let text = text(value, at: path, length: length, isRequired: isRequired) else { return nil }
        if !matches(text) {
            add(.string(text), path, "Member must satisfy regular expression pattern: \(pattern)")
        }
        return text
    }

    /// One of the model's words.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ value: JSONValue?, at path: String, of type: Choice.Type, isRequired: Bool = false
    ) -> Choice? {
        guard let value = present(value, at: path, isRequired: isRequired) else { return nil }
        if let choice = value.stringValue.flatMap(Choice.init(rawValue:)) { return choice }
        let words = Choice.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        add(value, path, "Member must satisfy enum value set: [\(words)]")
        return nil
    }

    /// A whole number within its bounds.
    mutating func number(_ value: JSONValue?, at path: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = present(value, at: path, isRequired: false) else { return nil }
        guard let number = value.intValue.flatMap(Int.init(exactly:)) else {
            add(value, path, "Member must be an integer")
            return nil
        }
        if number < range.lowerBound {
            add(value, path, "Member must have value greater than or equal to \(range.lowerBound)")
        } else if number > range.upperBound {
            add(value, path, "Member must have value less than or equal to \(range.upperBound)")
        }
        return number
    }

    /// A moment in seconds since 1970, or in RFC 3339.
    mutating func moment(_ value: JSONValue?, at path: String) -> Timestamp? {
        guard let value = present(value, at: path, isRequired: false) else { return nil }
        if let seconds = value.doubleValue, seconds.magnitude < 1e11 {
            return Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
        }
        if let moment = value.stringValue.flatMap(Timestamp.init) { return moment }
        add(value, path, "Member must be a timestamp")
        return nil
    }

    /// A structure.
    mutating func object(_ value: JSONValue?, at path: String, isRequired: Bool = false) -> JSONValue? {
        guard let value = present(value, at: path, isRequired: isRequired) else { return nil }
        if value.objectValue == nil {
            add(value, path, "Member must be a structure")
            return nil
        }
        return value
    }

    mutating func add(_ value: JSONValue, _ path: String, _ constraint: String) {
        let shown = value.stringValue ?? value.description
        findings.append("Value '\(shown)' at '\(path)' failed to satisfy constraint: \(constraint)")
    }

    private mutating func present(_ value: JSONValue?, at path: String, isRequired: Bool) -> JSONValue? {
        if let value, value != .null { return value }
        if isRequired {
            findings.append("Value null at '\(path)' failed to satisfy constraint: Member must not be null")
        }
        return nil
    }
}

extension ConstraintCheck {
    static let namePattern = "^[0-9a-zA-Z-_.]+$"

    /// A name of a schedule or a group.
    mutating func name(_ value: String?, at path: String, isRequired: Bool = false) -> String? {
        text(
            value.map(JSONValue.string), at: path, length: 1...64, pattern: Self.namePattern, isRequired: isRequired,
            Self.hasNameCharacters)
    }

    mutating func clientToken(_ value: JSONValue?) -> String? {
        text(value, at: "clientToken", length: 1...64, pattern: "^[a-zA-Z0-9-_]+$") { text in
            Self.hasNameCharacters(text) && !text.contains(".")
        }
    }

    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.count) && hasNameCharacters(text)
    }

    private static func hasNameCharacters(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E: true
            default: false
            }
        }
    }
}
