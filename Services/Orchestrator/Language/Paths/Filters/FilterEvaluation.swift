import MeshCore

/// Asks a filter about one element.
struct FilterEvaluation {
    let root: JSONValue
    let element: JSONValue
    let budget: PathBudget

    func holds(_ expression: FilterExpression) -> Bool {
        switch expression {
        case .or(let parts): parts.contains(where: holds)
        case .and(let parts): parts.allSatisfy(holds)
        case .not(let part): !holds(part)
        case .exists(let operand): exists(operand)
        case .comparison(let left, let relation, let right): compare(left, relation, right)
        }
    }

    /// The value of an operand; nil where its path leads nowhere.
    private func value(of operand: FilterOperand) -> JSONValue? {
        switch operand {
        case .literal(let value): return value
        case .pattern: return nil
        case .element(let path): return value(of: path, from: element)
        case .root(let path): return value(of: path, from: root)
        }
    }

    private func value(of path: JSONPath, from start: JSONValue) -> JSONValue? {
        var evaluation = PathEvaluation(root: root, steps: path.steps, lookup: .strict, budget: budget)
        // A path that fails, for whatever reason, leads nowhere: the filter does not hold for this element.
        return try? evaluation.value(from: start)
    }

    private func exists(_ operand: FilterOperand) -> Bool {
        guard let value = value(of: operand) else { return false }
        switch operand {
        case .element(let path) where !path.isDefinite, .root(let path) where !path.isDefinite:
            return value != .array([])
        case .element, .root, .literal, .pattern:
            return true
        }
    }

    private func compare(_ left: FilterOperand, _ relation: FilterOperator, _ right: FilterOperand) -> Bool {
        if relation == .matches { return matches(left, right) }
        let comparison = FilterComparison(left: value(of: left), right: value(of: right))
        budget.charge(comparison.cost)
        return comparison.holds(relation)
    }

    /// One side is a pattern, the other a text, a number, a boolean, or an array of which one element matches.
    private func matches(_ left: FilterOperand, _ right: FilterOperand) -> Bool {
        let pattern: FilterPattern
        let other: FilterOperand
        if case .pattern(let found) = left {
            (pattern, other) = (found, right)
        } else if case .pattern(let found) = right {
            (pattern, other) = (found, left)
        } else {
            return false
        }
        if case .pattern = other { return false }
        let value = value(of: other) ?? .null
        guard case .array(let elements) = value else { return matches(pattern, value) }
        return elements.contains { matches(pattern, $0) }
    }

    private func matches(_ pattern: FilterPattern, _ value: JSONValue) -> Bool {
        let text = Self.text(of: value)
        budget.charge(1 + pattern.source.utf8.count * text.utf8.count / 8)
        return pattern.matches(text)
    }

    private static func text(of value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .bool, .int, .double: StatesText.java(value)
        case .null, .array, .object: ""
        }
    }
}
