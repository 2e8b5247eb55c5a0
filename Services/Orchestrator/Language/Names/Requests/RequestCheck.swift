package import MeshCore

/// Holds the requests of the Step Functions API against the bounds of their members, in AWS's words.
package struct RequestCheck: Sendable {
    private let members: [RequestMember]

    /// Knows the members of an operation's request; nil when there is no such operation.
    package init?(operation: String) {
        guard let members = StepFunctionsRequests.members(of: operation) else { return nil }
        self.members = members
    }

    /// The names of all operations.
    package static var operations: [String] { StepFunctionsRequests.operations }

    /// Looks at a request.
    ///
    /// - Throws: ``RequestFault/serialization(_:)`` over the first member of another type,
    ///   ``RequestFault/validation(_:)`` over all that are out of bounds.
    package func check(_ request: JSONValue) throws(RequestFault) {
        guard case .object(let object) = request else {
            throw .serialization("Unexpected token: a request is an object")
        }
        let faults = try faults(in: object, members, at: "")
        guard !faults.isEmpty else { return }
        let count = faults.count == 1 ? "1 validation error" : "\(faults.count) validation errors"
        throw .validation("\(count) detected: \(faults.joined(separator: "; "))")
    }

    private func faults(
        in object: JSONObject, _ members: [RequestMember], at path: String
    ) throws(RequestFault) -> [String] {
        var result: [String] = []
        for member in members {
            let place = path + member.name
            guard let value = object[member.name], value != .null else {
                if member.isRequired { result.append(Self.fault("null", place, "Member must not be null")) }
                continue
            }
            result += try faults(of: value, member.shape, at: place)
        }
        return result
    }

    private func faults(of value: JSONValue, _ shape: RequestShape, at place: String) throws(RequestFault) -> [String] {
        switch shape {
        case .text(let length, let rule): return try textFaults(of: value, length, rule, at: place)
        case .secret(let length):
            return Self.lengthFault(try text(value), length).map { [Self.fault(nil, place, $0)] } ?? []
        case .payload(let most):
            guard try text(value).utf8.count > most else { return [] }
            return [
                Self.fault(nil, place, "Member must have size less than or equal to \(most) bytes in UTF-8 encoding")
            ]
        case .choice(let names):
            let text = try text(value)
            guard !names.contains(text) else { return [] }
            return [
                Self.fault("'\(text)'", place, "Member must satisfy enum value set: [\(names.joined(separator: ", "))]")
            ]
        case .whole(let range):
            guard let number = value.intValue else { throw mismatch(value, "an Integer") }
            return Self.boundFaults(number, range, at: place)
        case .number(let range):
            guard let number = value.doubleValue else { throw mismatch(value, "a Float") }
            return Self.boundFaults(number, range, at: place)
        case .flag:
            guard value.boolValue != nil else { throw mismatch(value, "a Boolean") }
            return []
        case .list(let element, let count): return try listFaults(of: value, element, count, at: place)
        case .structure(let members):
            guard case .object(let object) = value else { throw .serialization("Unexpected field type") }
            return try faults(in: object, members, at: "\(place).")
        }
    }

    private func textFaults(
        of value: JSONValue, _ length: ClosedRange<Int>, _ rule: TextRule?, at place: String
    ) throws(RequestFault) -> [String] {
        let text = try text(value)
        var complaints = Self.lengthFault(text, length).map { [$0] } ?? []
        if let rule, !rule.accepts(text) {
            complaints.append("Member must satisfy regular expression pattern: \(rule.pattern)")
        }
        return complaints.map { Self.fault("'\(text)'", place, $0) }
    }

    private func listFaults(
        of value: JSONValue, _ element: RequestShape, _ count: ClosedRange<Int>, at place: String
    ) throws(RequestFault) -> [String] {
        guard let elements = value.arrayValue else { throw .serialization("Unexpected field type") }
        var result: [String] = []
        if let complaint = Self.countComplaint(elements.count, count) {
            result.append(Self.fault("'\(value)'", place, complaint))
        }
        for (index, value) in elements.enumerated() {
            result += try faults(of: value, element, at: "\(place).\(index + 1).member")
        }
        return result
    }

    private static func lengthFault(_ text: String, _ range: ClosedRange<Int>) -> String? {
        countComplaint(text.utf16.count, range)
    }

    private static func countComplaint(_ count: Int, _ range: ClosedRange<Int>) -> String? {
        if count > range.upperBound { return "Member must have length less than or equal to \(range.upperBound)" }
        if count < range.lowerBound { return "Member must have length greater than or equal to \(range.lowerBound)" }
        return nil
    }

    private static func boundFaults<Number: Comparable>(
        _ number: Number, _ range: ClosedRange<Number>, at place: String
    ) -> [String] {
        if number > range.upperBound {
            return [fault("'\(number)'", place, "Member must have value less than or equal to \(range.upperBound)")]
        }
        if number < range.lowerBound {
            return [fault("'\(number)'", place, "Member must have value greater than or equal to \(range.lowerBound)")]
        }
        return []
    }

    private static func fault(_ value: String?, _ place: String, _ complaint: String) -> String {
        "Value \(value.map { "\($0) " } ?? "")at '\(place)' failed to satisfy constraint: \(complaint)"
    }

    private func text(_ value: JSONValue) throws(RequestFault) -> String {
        guard let text = value.stringValue else { throw mismatch(value, "a String") }
        return text
    }

    private func mismatch(_ value: JSONValue, _ wanted: String) -> RequestFault {
        let kind: String? =
            switch value {
            case .null: "NULL_VALUE"
            case .bool(true): "TRUE_VALUE"
            case .bool(false): "FALSE_VALUE"
            case .int: "NUMBER_VALUE"
            case .double: "DECIMAL_VALUE"
            case .string: "STRING_VALUE"
            case .array: nil
            case .object: nil
            }
        if let kind { return .serialization("\(kind) can not be converted to \(wanted)") }
        return .serialization("Start of structure or map found where not expected.")
    }
}
