import MeshCore

/// Keywords that apply schemas to the same value.
extension Validation {
    mutating func applyInPlace(
        _ keyword: SchemaKeyword, of node: SchemaNode, _ value: JSONValue, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        switch keyword {
        case .reference(let name, let target): return try inPlace(target, value, by: .name(name), &marks)
        case .dynamicReference(let name, let anchor, let fallback):
            return try inPlace(dynamicTarget(anchor) ?? fallback, value, by: .name(name), &marks)
        case .all(let targets): return try all(targets, value, &marks)
        case .any(let targets): return try any(targets, of: node, value, &marks)
        case .one(let targets): return try one(targets, of: node, value, &marks)
        case .not(let target):
            var none: Marks = nil
            guard try test(target, value, &none) else { return true }
            return fail("not", of: node, "must not be what the schema under `not` describes")
        case .condition(let condition, let then, let otherwise):
            return try choose(condition, then, otherwise, value, &marks)
        case .dependentSchemas(let name, let dependencies):
            guard case .object(let object) = value else { return true }
            var isValid = true
            for (member, target) in dependencies where object[exactly: member] != nil {
                guard try !inPlace(target, value, by: .name(name), at: .name(member), &marks) else { continue }
                isValid = false
                if mayStop { return false }
            }
            return isValid
        default: preconditionFailure("only keywords that apply in place come here")
        }
    }

    private mutating func all(
        _ targets: [Int], _ value: JSONValue, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        var isValid = true
        for (position, target) in targets.enumerated() {
            guard try !inPlace(target, value, by: .name("allOf"), at: .position(position), &marks) else { continue }
            isValid = false
            if mayStop { return false }
        }
        return isValid
    }

    private mutating func any(
        _ targets: [Int], of node: SchemaNode, _ value: JSONValue, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        let before = trace
        var isValid = false
        for (position, target) in targets.enumerated() {
            var own: Marks = marks == nil ? nil : EvaluationMarks()
            guard try inPlace(target, value, by: .name("anyOf"), at: .position(position), &own) else { continue }
            isValid = true
            marks?.formUnion(own)
            // Where somebody asks what was looked at, the others count too.
            if marks == nil { break }
        }
        let causes = takeCauses(since: before)
        if !isValid, trace != nil {
            trace?.add(
                "anyOf", node: node.location, "must fit at least one of \(targets.count) schemas", causes: causes)
        }
        return isValid
    }

    private mutating func one(
        _ targets: [Int], of node: SchemaNode, _ value: JSONValue, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        let before = trace
        var fitting: [Int] = []
        var found: Marks = nil
        for (position, target) in targets.enumerated() {
            var own: Marks = marks == nil ? nil : EvaluationMarks()
            guard try inPlace(target, value, by: .name("oneOf"), at: .position(position), &own) else { continue }
            fitting.append(position)
            found = own
            if fitting.count == 2 { break }
        }
        let causes = takeCauses(since: before)
        if fitting.count == 1 {
            marks?.formUnion(found)
            return true
        }
        guard trace != nil else { return false }
        if fitting.isEmpty {
            trace?.add(
                "oneOf", node: node.location, "must fit exactly one of \(targets.count) schemas, but fits none",
                causes: causes)
        } else {
            trace?.add(
                "oneOf", node: node.location,
                "must fit exactly one of \(targets.count) schemas, but fits numbers \(fitting[0]) and \(fitting[1])")
        }
        return false
    }

    /// What alternatives have found wrong, taken out of the account.
    private mutating func takeCauses(since before: ViolationTrace?) -> [SchemaViolation] {
        guard let before, let after = trace else { return [] }
        trace = before
        return Array(after.violations.dropFirst(before.violations.count))
    }

    private mutating func choose(
        _ condition: Int, _ then: Int?, _ otherwise: Int?, _ value: JSONValue, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        var own: Marks = marks == nil ? nil : EvaluationMarks()
        let holds = try test(condition, value, &own)
        if holds { marks?.formUnion(own) }
        guard let target = holds ? then : otherwise else { return true }
        return try inPlace(target, value, by: .name(holds ? "then" : "else"), &marks)
    }
}
