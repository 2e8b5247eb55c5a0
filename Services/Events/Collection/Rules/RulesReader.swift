import MeshCore

/// Reads the lists of a document whose shape is right, and says what cannot be meant.
struct RulesReader {
    private(set) var errors: [FieldError] = []

    /// How deep conditions may lie in each other.
    private static let maximumDepth = 16

    mutating func filters(_ json: JSONValue?) -> [FilterRule] {
        each(json, "filters") { reader, rule, name, field in
            guard let condition = reader.condition(rule["when"], at: "\(field).when"),
                let effect = rule["then"]?.stringValue.flatMap(FilterRule.Effect.init(rawValue:))
            else { return nil }
            return FilterRule(name: name, condition: condition, effect: effect)
        }
    }

    mutating func channels(_ json: JSONValue?) -> [ChannelRule] {
        each(json, "channels") { reader, rule, name, field in
            reader.condition(rule["when"], at: "\(field).when").map { ChannelRule(name: name, condition: $0) }
        }
    }

    mutating func goals(_ json: JSONValue?) -> [GoalRule] {
        each(json, "goals") { reader, rule, name, field in
            reader.condition(rule["when"], at: "\(field).when").map { GoalRule(name: name, condition: $0) }
        }
    }

    mutating func dimensions(_ json: JSONValue?) -> [DimensionRule] {
        // Rules of one dimension may share its name: the first that has a value gives it.
        each(json, "dimensions", isUnique: false) { reader, rule, name, field in
            let origin: DimensionRule.Origin
            switch (rule["from"]?.stringValue, rule["value"]) {
            case (let text?, nil):
                guard let path = reader.path(text, at: "\(field).from") else { return nil }
                origin = .field(path)
            case (nil, let value?): origin = .value(value)
            case (nil, nil), (.some, .some):
                reader.report(field, "invalid", "must have either from or value")
                return nil
            }
            var condition: RowCondition?
            if let told = rule["when"] {
                guard let read = reader.condition(told, at: "\(field).when") else { return nil }
                condition = read
            }
            return DimensionRule(
                name: name, origin: origin, condition: condition, isLowercased: rule["lowercase"]?.boolValue ?? false)
        }
    }

    private mutating func each<Rule>(
        _ json: JSONValue?, _ list: String, isUnique: Bool = true,
        read: (inout RulesReader, JSONValue, _ name: String, _ field: String) -> Rule?
    ) -> [Rule] {
        var names: Set<String> = []
        var rules: [Rule] = []
        for (place, element) in (json?.arrayValue ?? []).enumerated() {
            let field = "\(list)[\(place)]"
            let name = element["name"]?.stringValue ?? ""
            if !names.insert(name).inserted, isUnique {
                report("\(field).name", "duplicate", "\(name) is the name of an earlier rule")
            }
            if let rule = read(&self, element, name, field) { rules.append(rule) }
        }
        return rules
    }

    /// Reads a condition; nil when something is wrong with it, which is reported.
    private mutating func condition(_ json: JSONValue?, at field: String, depth: Int = 0) -> RowCondition? {
        guard let json, let object = json.objectValue else {
            report(field, "required", "is missing")
            return nil
        }
        guard depth < Self.maximumDepth else {
            report(field, "too_deep", "conditions lie in each other too deeply")
            return nil
        }
        let kinds = ["all", "any", "not", "field"].filter { object[$0] != nil }
        guard kinds.count == 1 else {
            report(field, "invalid", "must have exactly one of all, any, not and field")
            return nil
        }
        switch kinds[0] {
        case "field": return test(object, at: field)
        case "not": return condition(object["not"], at: "\(field).not", depth: depth + 1).map { .not($0) }
        case let kind:
            let parts = object[kind]?.arrayValue ?? []
            var read: [RowCondition] = []
            for (place, part) in parts.enumerated() {
                if let part = condition(part, at: "\(field).\(kind)[\(place)]", depth: depth + 1) { read.append(part) }
            }
            guard read.count == parts.count else { return nil }
            return kind == "all" ? .all(read) : .any(read)
        }
    }

    private mutating func test(_ object: JSONObject, at field: String) -> RowCondition? {
        guard let path = path(object["field"]?.stringValue ?? "", at: "\(field).field") else { return nil }
        let names = ValueTest.names.filter { object[$0] != nil }
        guard names.count == 1, let value = object[names[0]] else {
            report(field, "invalid", "must have exactly one of \(ValueTest.names.joined(separator: ", "))")
            return nil
        }
        guard let test = valueTest(names[0], value, at: field) else { return nil }
        return .test(path, test)
    }

    private mutating func valueTest(_ name: String, _ value: JSONValue, at field: String) -> ValueTest? {
        switch name {
        case "is": return .is(value)
        case "isNot": return .isNot(value)
        case "in": return value.arrayValue.map { .isOneOf($0) }
        case "contains": return value.stringValue.map { .contains($0) }
        case "startsWith": return value.stringValue.map { .startsWith($0) }
        case "endsWith": return value.stringValue.map { .endsWith($0) }
        case "atLeast": return value.doubleValue.map { .atLeast($0) }
        case "atMost": return value.doubleValue.map { .atMost($0) }
        case "exists": return value.boolValue.map { .exists($0) }
        case "matches":
            guard let pattern = value.stringValue.flatMap({ TextPattern($0) }) else {
                report("\(field).matches", "pattern", "is no pattern that is understood here")
                return nil
            }
            return .matches(pattern)
        default: return nil
        }
    }

    private mutating func path(_ text: String, at field: String) -> FieldPath? {
        if let path = FieldPath(text) { return path }
        report(field, "unknown_field", "\(text) is no column, and no member of properties, traits or dimensions")
        return nil
    }

    private mutating func report(_ field: String, _ code: String, _ message: String) {
        errors.append(FieldError(field: field, code: code, message: message))
    }
}
