import MeshCore

/// Keywords for arrays.
extension Validation {
    mutating func apply(
        _ keyword: SchemaKeyword, of node: SchemaNode, _ elements: [JSONValue], _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        switch keyword {
        case .items(let rules): return try items(rules, elements, &marks)
        case .contains(let rule): return try contains(rule, of: node, elements, &marks)
        case .minItems(let count):
            return elements.count >= count
                || fail("minItems", of: node, "must have at least \(count) elements; it has \(elements.count)")
        case .maxItems(let count):
            return elements.count <= count
                || fail("maxItems", of: node, "must have at most \(count) elements; it has \(elements.count)")
        case .uniqueItems:
            try spend(elements.count)
            guard let (first, second) = Self.equalPair(elements) else { return true }
            return fail(
                "uniqueItems", of: node, "must have no element twice: those at \(first) and \(second) are equal")
        case .unevaluatedItems(let target):
            var isValid = true
            for (position, element) in elements.enumerated() where !(marks?.contains(position) ?? false) {
                guard try !descend(target, element, to: .position(position), by: .name("unevaluatedItems")) else {
                    continue
                }
                isValid = false
                if mayStop { return false }
            }
            marks?.markAll()
            return isValid
        default: preconditionFailure("only keywords for arrays come here")
        }
    }

    private mutating func items(
        _ rules: ItemRules, _ elements: [JSONValue], _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        var isValid = true
        for (position, element) in elements.enumerated() {
            let isFitting: Bool
            if position < rules.prefix.count {
                isFitting = try descend(
                    rules.prefix[position], element, to: .position(position), by: .name(rules.prefixKeyword),
                    at: .position(position))
                marks?.mark(position)
            } else if let rest = rules.rest {
                isFitting = try descend(rest, element, to: .position(position), by: .name(rules.restKeyword))
            } else {
                break
            }
            guard !isFitting else { continue }
            isValid = false
            if mayStop { return false }
        }
        if rules.rest != nil { marks?.markAll() }
        return isValid
    }

    private mutating func contains(
        _ rule: ContainsRule, of node: SchemaNode, _ elements: [JSONValue], _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        let isWatched = rule.marks && marks != nil
        var count = 0
        for (position, element) in elements.enumerated() {
            var none: Marks = nil
            guard try test(rule.node, element, &none) else { continue }
            count += 1
            if isWatched { marks?.mark(position) }
            if !isWatched, trace == nil, rule.maximum.map({ count > $0 }) ?? (count >= rule.minimum) { break }
        }
        if count < rule.minimum {
            let keyword = rule.minimum == 1 ? "contains" : "minContains"
            return fail(
                keyword, of: node,
                "must have at least \(rule.minimum) elements that fit the schema under `contains`; it has \(count)")
        }
        if let maximum = rule.maximum, count > maximum {
            return fail(
                "maxContains", of: node,
                "must have at most \(maximum) elements that fit the schema under `contains`; it has \(count)")
        }
        return true
    }

    private static func equalPair(_ elements: [JSONValue]) -> (Int, Int)? {
        guard elements.count > 16 else {
            for second in elements.indices {
                for first in 0..<second where ComparedValue.areEqual(elements[first], elements[second]) {
                    return (first, second)
                }
            }
            return nil
        }
        var places: [ComparedValue: Int] = [:]
        for (position, element) in elements.enumerated() {
            if let first = places.updateValue(position, forKey: ComparedValue(element)) { return (first, position) }
        }
        return nil
    }
}
