import MeshCore

/// The comparison of a variable with a value; values of another kind than asked for compare as false.
struct ChoiceComparison {
    let left: JSONValue
    let right: JSONValue

    func holds(_ kind: ChoiceOperator.Kind, _ relation: ChoiceOperator.Relation) -> Bool {
        guard let order = order(as: kind) else { return false }
        switch relation {
        case .equals: return order == 0
        case .lessThan: return order < 0
        case .greaterThan: return order > 0
        case .lessThanEquals: return order <= 0
        case .greaterThanEquals: return order >= 0
        }
    }

    /// Below, at or above 0 as the left comes before, with or after the right; nil when one is of another kind.
    private func order(as kind: ChoiceOperator.Kind) -> Int? {
        switch kind {
        case .string:
            guard case .string(let left) = left, case .string(let right) = right else { return nil }
            return StatesText.order(left, right)
        case .numeric:
            if case .int(let left) = left, case .int(let right) = right { return Self.order(left, right) }
            guard let left = left.doubleValue, let right = right.doubleValue else { return nil }
            return Self.order(left, right)
        case .boolean:
            guard case .bool(let left) = left, case .bool(let right) = right else { return nil }
            return left == right ? 0 : 1
        case .timestamp:
            guard case .string(let left) = left, case .string(let right) = right,
                let left = OffsetDateTime(left), let right = OffsetDateTime(right)
            else { return nil }
            return Self.order(left, right)
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }
}
