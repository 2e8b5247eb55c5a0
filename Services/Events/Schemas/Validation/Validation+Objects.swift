import MeshCore

/// Keywords for objects.
extension Validation {
    mutating func apply(
        _ keyword: SchemaKeyword, of node: SchemaNode, _ object: JSONObject, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        switch keyword {
        case .members(let rules): return try members(rules, object, &marks)
        case .propertyNames(let target):
            var isValid = true
            for (name, _) in object {
                guard try !descend(target, .string(name), to: .name(name), by: .name("propertyNames")) else { continue }
                isValid = false
                if mayStop { return false }
            }
            return isValid
        case .required(let names): return require(names, "required", of: node, object)
        case .dependentRequired(let name, let dependencies):
            var isValid = true
            for (member, needs) in dependencies where object[exactly: member] != nil {
                guard !require(needs, name, of: node, object) else { continue }
                isValid = false
                if mayStop { return false }
            }
            return isValid
        case .minProperties(let count):
            return object.count >= count
                || fail("minProperties", of: node, "must have at least \(count) members; it has \(object.count)")
        case .maxProperties(let count):
            return object.count <= count
                || fail("maxProperties", of: node, "must have at most \(count) members; it has \(object.count)")
        case .unevaluatedProperties(let target): return try unevaluatedMembers(target, object, &marks)
        default: preconditionFailure("only keywords for objects come here")
        }
    }

    private mutating func require(
        _ names: [String], _ keyword: String, of node: SchemaNode, _ object: JSONObject
    ) -> Bool {
        var isValid = true
        for name in names where object[exactly: name] == nil {
            isValid = fail(keyword, of: node, "must have the member \(JSONValue.string(name)): add it")
            if mayStop { return false }
        }
        return isValid
    }

    private mutating func members(
        _ rules: MemberRules, _ object: JSONObject, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        var isValid = true
        for (position, (name, value)) in object.enumerated() {
            var isKnown = false
            var isFitting = true
            if let rule = rules.named[name], ComparedValue.areEqual(rule.name, name) {
                isKnown = true
                isFitting = try descend(rule.node, value, to: .name(name), by: .name("properties"), at: .name(name))
            }
            for rule in rules.patterns where try rule.pattern.matches(name, stepsLeft: &stepsLeft) {
                isKnown = true
                let isMatching = try descend(
                    rule.node, value, to: .name(name), by: .name("patternProperties"), at: .name(rule.pattern.source))
                isFitting = isFitting && isMatching
            }
            if !isKnown, let additional = rules.additional {
                isKnown = true
                isFitting = try descend(additional, value, to: .name(name), by: .name("additionalProperties"))
            }
            if isKnown { marks?.mark(position) }
            if !isFitting {
                isValid = false
                if mayStop { return false }
            }
        }
        return isValid
    }

    private mutating func unevaluatedMembers(
        _ target: Int, _ object: JSONObject, _ marks: inout Marks
    ) throws(SchemaLimitError) -> Bool {
        var isValid = true
        for (position, (name, value)) in object.enumerated() where !(marks?.contains(position) ?? false) {
            guard try !descend(target, value, to: .name(name), by: .name("unevaluatedProperties")) else { continue }
            isValid = false
            if mayStop { return false }
        }
        marks?.markAll()
        return isValid
    }
}
