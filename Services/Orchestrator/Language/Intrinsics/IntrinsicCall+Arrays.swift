import MeshCore

extension IntrinsicCall {
    /// How many elements `States.ArrayRange` may make.
    static let maximumRangeLength = 1000

    /// `States.ArrayPartition`: chunks of a length, the last of which may be shorter.
    func partition(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 2, case .array(let elements) = values[0] else { throw refusal }
        let length = try wholeNumber(values[1])
        guard length > 0 else { throw refusal }
        let chunks = stride(from: 0, to: elements.count, by: length).map { start in
            JSONValue.array(Array(elements[start..<min(start + length, elements.count)]))
        }
        return .array(chunks)
    }

    /// `States.ArrayContains`, by how Step Functions prints the values: 1 equals "1", and `{a=1, b=2}` is another object
    /// than `{b=2, a=1}`.
    func contains(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 2, case .array(let elements) = values[0] else { throw refusal }
        let wanted = StatesText.java(values[1])
        return .bool(elements.contains { StatesText.java($0).utf8.elementsEqual(wanted.utf8) })
    }

    /// `States.ArrayRange`: from the first number to the second, both included, by steps of the third.
    func range(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 3 else { throw refusal }
        let first = try wholeNumber(values[0])
        let last = try wholeNumber(values[1])
        let step = try wholeNumber(values[2])
        guard step != 0 else { throw refusal }
        let count = (last - first) / step + 1
        guard (last - first).signum() * step.signum() >= 0 else { return .array([]) }
        guard count <= Self.maximumRangeLength else { throw refusal }
        return .array(stride(from: first, through: last, by: step).map { .int(Int64($0)) })
    }

    /// `States.ArrayGetItem`; an empty array has null wherever it is asked.
    func item(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 2, case .array(let elements) = values[0] else { throw refusal }
        let position = try wholeNumber(values[1])
        if elements.isEmpty, position >= 0 { return .null }
        guard elements.indices.contains(position) else { throw refusal }
        return elements[position]
    }

    /// `States.ArrayLength`
    func length(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 1, case .array(let elements) = values[0] else { throw refusal }
        return .int(Int64(elements.count))
    }

    /// `States.ArrayUnique`, in the order of Java's hash set.
    func unique(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 1, case .array(let elements) = values[0] else { throw refusal }
        return .array(JavaHashSet(elements).elements)
    }

    /// `States.JsonMerge`: members of the second object beside those of the first; merging in depth is not offered.
    func merged(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 3, case .object(var merged) = values[0], case .object(let second) = values[1],
            values[2] != .bool(true)
        else { throw refusal }
        for (name, value) in second { merged[name] = value }
        return .object(merged)
    }

    /// A number of 32 bits, cut toward zero.
    func wholeNumber(_ value: JSONValue) throws(IntrinsicRefusal) -> Int {
        guard let number = value.doubleValue, let whole = Int32(exactly: number.rounded(.towardZero)) else {
            throw refusal
        }
        return Int(whole)
    }
}
