extension JSONSchema {
    /// The schema as it is printed where it is used: a reference when it has a name.
    ///
    /// - Parameter components: Takes the schemas with names, each once, and those that they use.
    package func json(collecting components: inout JSONObject) -> JSONValue {
        guard let name = referencedName else { return printed(collecting: &components) }
        if components[name] == nil {
            // The place is taken first, so that a schema that contains itself ends here.
            components[name] = .object([:])
            components[name] = component.printed(collecting: &components)
        }
        var reference: JSONObject = ["$ref": .string("#/components/schemas/\(name)")]
        if isNullable {
            return ["anyOf": [.object(reference), ["type": "null"]]]
        }
        if isReadOnly { reference["readOnly"] = true }
        if isDeprecated { reference["deprecated"] = true }
        return .object(reference)
    }

    /// The schema in full, with the schemas that it names under `$defs`: a document of its own.
    package var json: JSONValue {
        var components = JSONObject()
        var object = printed(collecting: &components).objectValue ?? [:]
        if !components.isEmpty { object["$defs"] = .object(components) }
        return .object(object)
    }

    private var referencedName: String? {
        if case .reference(let name, _) = kind { return name }
        return name
    }

    /// What stands under the components for this use of it: the use's own marks do not belong there.
    private var component: JSONSchema {
        var schema = self
        if case .reference(let name, let type) = kind { schema = type.schema.named(name) }
        schema.isNullable = false
        schema.isReadOnly = false
        schema.isDeprecated = false
        return schema
    }

    private func printed(collecting components: inout JSONObject) -> JSONValue {
        var object = JSONObject()
        if let description { object["description"] = .string(description) }
        printRules(into: &object, collecting: &components)
        if isNullable { printNull(into: &object) }
        if let allowed {
            if allowed.count == 1, !isNullable {
                object["const"] = allowed[0]
            } else {
                object["enum"] = .array(allowed + (isNullable && !allowed.contains(.null) ? [.null] : []))
            }
        }
        if let defaultValue { object["default"] = defaultValue }
        if !examples.isEmpty { object["examples"] = .array(examples) }
        if isReadOnly { object["readOnly"] = true }
        if isDeprecated { object["deprecated"] = true }
        return .object(object)
    }

    private func printNull(into object: inout JSONObject) {
        if let type = object["type"] { object["type"] = [type, "null"] }
        if case .array(let choices)? = object["oneOf"] { object["oneOf"] = .array(choices + [["type": "null"]]) }
    }

    private func printRules(into object: inout JSONObject, collecting components: inout JSONObject) {
        switch kind {
        case .any: break
        case .boolean: object["type"] = "boolean"
        case .integer(let minimum, let maximum):
            object["type"] = "integer"
            object["format"] = "int64"
            object["minimum"] = minimum.map { .int($0) }
            object["maximum"] = maximum.map { .int($0) }
        case .number(let minimum, let maximum):
            object["type"] = "number"
            object["minimum"] = minimum.map { .double($0) }
            object["maximum"] = maximum.map { .double($0) }
        case .string(let rules):
            object["type"] = "string"
            object["format"] = rules.format.map { .string($0.rawValue) }
            object["minLength"] = rules.minimumLength.map { .int(Int64($0)) }
            object["maxLength"] = rules.maximumLength.map { .int(Int64($0)) }
            object["pattern"] = rules.pattern.map { .string($0.source) }
        case .array(let rules):
            object["type"] = "array"
            object["items"] = rules.items.json(collecting: &components)
            object["minItems"] = rules.minimumCount.map { .int(Int64($0)) }
            object["maxItems"] = rules.maximumCount.map { .int(Int64($0)) }
            if rules.isUnique { object["uniqueItems"] = true }
        case .object(let rules):
            printObject(rules, into: &object, collecting: &components)
        case .oneOf(let choices):
            object["oneOf"] = .array(choices.map { $0.json(collecting: &components) })
        case .reference(_, let type):
            object = type.schema.printed(collecting: &components).objectValue ?? [:]
        }
    }

    private func printObject(
        _ rules: ObjectRules, into object: inout JSONObject, collecting components: inout JSONObject
    ) {
        object["type"] = "object"
        if !rules.properties.isEmpty {
            var properties = JSONObject()
            for property in rules.properties {
                properties[property.name] = property.schema.json(collecting: &components)
            }
            object["properties"] = .object(properties)
        }
        let required = rules.properties.filter(\.isRequired)
        if !required.isEmpty { object["required"] = .array(required.map { .string($0.name) }) }
        object["maxProperties"] = rules.maximumCount.map { .int(Int64($0)) }
        switch rules.additional {
        case .refused: object["additionalProperties"] = false
        case .allowed: break
        case .described(let schema, let names):
            object["additionalProperties"] = schema.json(collecting: &components)
            var rules = names.json(collecting: &components).objectValue ?? [:]
            // Names are nothing but strings.
            rules["type"] = nil
            if rules["maxLength"] == nil { rules["maxLength"] = .int(Int64(JSONSchema.maximumNameLength)) }
            object["propertyNames"] = .object(rules)
        }
    }

    /// How long the names of a map may be, in Unicode scalars.
    static let maximumNameLength = 256
}
