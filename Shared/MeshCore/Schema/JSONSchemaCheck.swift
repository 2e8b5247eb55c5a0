/// One check of a value against a schema: collects what is wrong.
struct JSONSchemaCheck {
    /// More errors than a person reads at once are no help, and cost.
    private static let maximumErrors = 32

    private(set) var errors: [FieldError] = []
    /// Without it all errors are told of the field that the check began at.
    private let namesFields: Bool

    init(namesFields: Bool = true) {
        self.namesFields = namesFields
    }

    mutating func check(_ value: JSONValue, against schema: JSONSchema, at field: String) {
        if case .null = value, schema.isNullable { return }
        if let allowed = schema.allowed, !allowed.contains(value) {
            let words = allowed.map(\.description).joined(separator: ", ")
            return report(field, "not_allowed", allowed.count == 1 ? "must be \(words)" : "must be one of \(words)")
        }
        switch schema.kind {
        case .any: break
        case .boolean: if value.boolValue == nil { reportType("a boolean", at: field) }
        case .integer(let minimum, let maximum):
            guard let number = value.intValue else { return reportType("a whole number", at: field) }
            if let minimum, number < minimum { report(field, "too_small", "must be at least \(minimum)") }
            if let maximum, number > maximum { report(field, "too_large", "must be at most \(maximum)") }
        case .number(let minimum, let maximum):
            guard let number = value.doubleValue else { return reportType("a number", at: field) }
            if let minimum, number < minimum { report(field, "too_small", "must be at least \(minimum)") }
            if let maximum, number > maximum { report(field, "too_large", "must be at most \(maximum)") }
        case .string(let rules):
            guard let text = value.stringValue else { return reportType("a string", at: field) }
            check(text, against: rules, at: field)
        case .array(let rules):
            guard let elements = value.arrayValue else { return reportType("an array", at: field) }
            check(elements, against: rules, at: field)
        case .object(let rules):
            guard let object = value.objectValue else { return reportType("an object", at: field) }
            check(object, against: rules, at: field)
        case .oneOf(let choices): check(value, againstOneOf: choices, at: field)
        case .reference(_, let type): check(value, against: type.schema, at: field)
        }
    }

    private mutating func check(_ text: String, against rules: JSONSchema.StringRules, at field: String) {
        if rules.minimumLength != nil || rules.maximumLength != nil {
            let length = text.unicodeScalars.count
            if let minimum = rules.minimumLength, length < minimum {
                report(field, "too_short", "must have at least \(minimum) \(minimum == 1 ? "character" : "characters")")
            }
            if let maximum = rules.maximumLength, length > maximum {
                return report(
                    field, "too_long", "must have at most \(maximum) \(maximum == 1 ? "character" : "characters")")
            }
        }
        if let format = rules.format, !format.matches(text) {
            report(field, "format", "must be of the format \(format.rawValue)")
        }
        if let pattern = rules.pattern, !pattern.matches(text) {
            report(field, "pattern", "must match \(pattern.source)")
        }
    }

    private mutating func check(_ elements: [JSONValue], against rules: JSONSchema.ArrayRules, at field: String) {
        if let minimum = rules.minimumCount, elements.count < minimum {
            report(field, "too_few", "must have at least \(minimum) \(minimum == 1 ? "element" : "elements")")
        }
        if let maximum = rules.maximumCount, elements.count > maximum {
            return report(field, "too_many", "must have at most \(maximum) \(maximum == 1 ? "element" : "elements")")
        }
        var seen: Set<JSONValue> = []
        for (position, element) in elements.enumerated() {
            guard hasRoom else { return }
            if rules.isUnique, !seen.insert(element).inserted {
                report(path(field, position), "duplicate", "must not occur twice")
            }
            check(element, against: rules.items, at: path(field, position))
        }
    }

    private mutating func check(_ object: JSONObject, against rules: JSONSchema.ObjectRules, at field: String) {
        if let maximum = rules.maximumCount, object.count > maximum {
            return report(field, "too_many", "must have at most \(maximum) \(maximum == 1 ? "member" : "members")")
        }
        var known = 0
        for property in rules.properties {
            guard hasRoom else { return }
            if let value = object[property.name] {
                known += 1
                check(value, against: property.schema, at: path(field, property.name))
            } else if property.isRequired {
                report(path(field, property.name), "required", "is required")
            }
        }
        if case .allowed = rules.additional { return }
        guard known < object.count else { return }
        for (name, value) in object where !rules.properties.contains(where: { $0.name == name }) {
            guard hasRoom else { return }
            checkAdditional(name, value, against: rules.additional, at: field)
        }
    }

    private mutating func checkAdditional(
        _ name: String, _ value: JSONValue, against rule: JSONSchema.AdditionalProperties, at field: String
    ) {
        switch rule {
        case .allowed: break
        case .refused: report(path(field, String(name.prefix(64))), "unknown_field", "is not known")
        case .described(let schema, let names):
            guard name.unicodeScalars.count <= JSONSchema.maximumNameLength else {
                return report(field, "name_too_long", "has a member whose name is too long")
            }
            var attempt = JSONSchemaCheck(namesFields: namesFields)
            attempt.check(.string(name), against: names, at: field)
            if let fault = attempt.errors.first {
                return report(field, "invalid_name", "has a member whose name \(fault.message)")
            }
            check(value, against: schema, at: path(field, name))
        }
    }

    private mutating func check(_ value: JSONValue, againstOneOf choices: [JSONSchema], at field: String) {
        var matches = 0
        var fewest: [FieldError] = []
        for choice in choices {
            var attempt = JSONSchemaCheck(namesFields: namesFields)
            attempt.check(value, against: choice, at: field)
            if attempt.errors.isEmpty {
                matches += 1
            } else if fewest.isEmpty || attempt.errors.count < fewest.count {
                fewest = attempt.errors
            }
        }
        switch matches {
        case 1: break
        case 0: for error in fewest { report(error.field, error.code, error.message) }
        default: report(field, "ambiguous", "fits more than one of the forms that are allowed")
        }
    }

    private var hasRoom: Bool { errors.count < Self.maximumErrors }

    private func path(_ field: String, _ name: String) -> String {
        guard namesFields else { return field }
        return field.isEmpty ? name : "\(field).\(name)"
    }

    private func path(_ field: String, _ position: Int) -> String {
        namesFields ? "\(field)[\(position)]" : field
    }

    private mutating func reportType(_ expected: String, at field: String) {
        report(field, "type", "must be \(expected)")
    }

    private mutating func report(_ field: String, _ code: String, _ message: String) {
        guard hasRoom else { return }
        errors.append(FieldError(field: field, code: code, message: message))
    }
}
