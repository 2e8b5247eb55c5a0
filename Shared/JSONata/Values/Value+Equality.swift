import MeshCore

extension Value {
    /// Whether two values are the same, however they are kept; objects are compared without their order.
    func equals(_ other: Value, _ run: Evaluation) throws(JSONataError) -> Bool {
        switch (self, other) {
        case (.undefined, .undefined), (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.number(let left), .number(let right)): return left == right
        case (.string(let left), .string(let right)): return Text.same(left, right)
        case (.function(let left), .function(let right)): return left === right
        case (.object, .object), (.object, .record), (.record, .object), (.record, .record):
            return try Self.sameMembers(self, other, run)
        case (.array, .array), (.array, .list), (.list, .array), (.list, .list):
            let count = elementCount
            guard count == other.elementCount else { return false }
            // Lists can hold the same list many times over, in each other.
            try run.spend(steps: count)
            for index in 0..<count where try !element(index).equals(other.element(index), run) { return false }
            return true
        default: return false  // Values of different kinds are never the same.
        }
    }

    /// Whether two values are one and the same, as `in` asks. Arrays never are; the language compares them by where they
    /// lie, and so objects, but one object of the input must be found among those of the input.
    func isIdentical(to other: Value, _ run: Evaluation) throws(JSONataError) -> Bool {
        if isArray { return false }
        return try equals(other, run)
    }

    private static func sameMembers(
        _ left: Value, _ right: Value, _ run: Evaluation
    ) throws(JSONataError) -> Bool {
        guard let leftMembers = left.members, let rightMembers = right.members, leftMembers.count == rightMembers.count
        else { return false }
        try run.spend(steps: leftMembers.count)
        for (name, value) in leftMembers {
            let counterpart = right.member(name)
            if counterpart.isUndefined { return false }
            if try !value.equals(counterpart, run) { return false }
        }
        return true
    }
}
