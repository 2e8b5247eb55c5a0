import MeshCore

extension Evaluation {
    /// A result as JSON; nil when there is none.
    func result(_ value: Value) throws(JSONataError) -> JSONValue? {
        if case .number(let number) = value, !number.isFinite { throw JSONataError("D1001", value: .null) }
        guard let json = try json(value) ?? value.shownJSON() else { return nil }
        // A value can hold another many times over, in each other, and be small until somebody writes it down.
        if constructionCount > Self.fewConstructions { try measure(json) }
        return json
    }

    /// With so few arrays and objects made, a result cannot be much larger than the expression and its input.
    private static let fewConstructions: UInt64 = 4

    private func measure(_ json: JSONValue) throws(JSONataError) {
        switch json {
        case .array(let elements):
            try spend(bytes: elements.count * 8)
            try spend(steps: elements.count / 4 + 1)
            for element in elements { try measure(element) }
        case .object(let object):
            try spend(bytes: object.count * 16)
            try spend(steps: object.count / 4 + 1)
            for (_, value) in object { try measure(value) }
        case .string(let text): try spend(bytes: text.utf8.count)
        case .null, .bool, .int, .double: return
        }
    }

    /// A value as plain JSON; nil when it is nothing, or holds functions or infinite numbers.
    func json(_ value: Value) throws(JSONataError) -> JSONValue? {
        guard case .list(let list) = value else { return value.json }
        try spend(bytes: 64 + list.items.count * MemoryLayout<JSONValue>.stride)
        try spend(steps: list.items.count / 4 + 1)
        var elements: [JSONValue] = []
        elements.reserveCapacity(list.items.count)
        for item in list.items {
            guard let json = try json(item) else { return nil }
            elements.append(json)
        }
        return .array(elements)
    }
}
