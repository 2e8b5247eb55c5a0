extension JSONSchema {
    package static func any(description: String? = nil) -> JSONSchema {
        JSONSchema(.any, description: description)
    }

    package static func boolean(description: String? = nil) -> JSONSchema {
        JSONSchema(.boolean, description: description)
    }

    /// A whole number, without bounds of its own; printed and held as 64 bits.
    package static func integer(description: String? = nil) -> JSONSchema {
        JSONSchema(.integer(minimum: nil, maximum: nil), description: description)
    }

    package static func integer(_ bounds: ClosedRange<Int64>, description: String? = nil) -> JSONSchema {
        JSONSchema(.integer(minimum: bounds.lowerBound, maximum: bounds.upperBound), description: description)
    }

    package static func integer(_ bounds: PartialRangeFrom<Int64>, description: String? = nil) -> JSONSchema {
        JSONSchema(.integer(minimum: bounds.lowerBound, maximum: nil), description: description)
    }

    package static func number(description: String? = nil) -> JSONSchema {
        JSONSchema(.number(minimum: nil, maximum: nil), description: description)
    }

    package static func number(_ bounds: ClosedRange<Double>, description: String? = nil) -> JSONSchema {
        JSONSchema(.number(minimum: bounds.lowerBound, maximum: bounds.upperBound), description: description)
    }

    /// A string.
    ///
    /// - Parameters:
    ///   - length: How many Unicode scalars it has.
    ///   - pattern: What must occur in it (``TextPattern``); a malformed one is a fault of the program and ends it.
    ///   - format: A format that is checked.
    ///   - description: What it says.
    package static func string(
        _ length: ClosedRange<Int>? = nil, pattern: String? = nil, format: JSONFormat? = nil, description: String? = nil
    ) -> JSONSchema {
        let compiled = pattern.map { source in
            guard let compiled = TextPattern(source) else {
                preconditionFailure("malformed pattern in a schema: \(source)")
            }
            return compiled
        }
        let rules = StringRules(
            minimumLength: length.flatMap { $0.lowerBound > 0 ? $0.lowerBound : nil },
            maximumLength: length?.upperBound,
            pattern: compiled, format: format)
        return JSONSchema(.string(rules), description: description)
    }

    /// One of some words.
    package static func enumeration(_ words: [String], description: String? = nil) -> JSONSchema {
        var schema = JSONSchema.string(description: description)
        schema.allowed = words.map { .string($0) }
        return schema
    }

    /// One of the words of an enum.
    package static func enumeration<Word: CaseIterable & RawRepresentable<String>>(
        _ type: Word.Type, description: String? = nil
    ) -> JSONSchema {
        enumeration(type.allCases.map(\.rawValue), description: description)
    }

    /// One value only.
    package static func constant(_ value: JSONValue, description: String? = nil) -> JSONSchema {
        var schema = JSONSchema(.any, description: description)
        schema.allowed = [value]
        return schema
    }

    /// The id of an entity, as text.
    package static func id<Entity>(_ type: ID<Entity>.Type, description: String? = nil) -> JSONSchema {
        string(pattern: "^\(Entity.idPrefix)_[0-7][0-9a-hjkmnp-tv-zA-HJKMNP-TV-Z]{25}$", description: description)
    }

    package static func array(
        of items: JSONSchema, count: ClosedRange<Int>? = nil, unique isUnique: Bool = false, description: String? = nil
    ) -> JSONSchema {
        let minimum = count.flatMap { $0.lowerBound > 0 ? $0.lowerBound : nil }
        return JSONSchema(
            .array(
                ArrayRules(items: items, minimumCount: minimum, maximumCount: count?.upperBound, isUnique: isUnique)),
            description: description)
    }

    /// An object with a name under the components; members that it does not name are refused unless `additional` says
    /// else.
    package static func object(
        _ name: String, description: String? = nil, additional: AdditionalProperties = .refused,
        _ properties: [JSONProperty]
    ) -> JSONSchema {
        object(description: description, additional: additional, properties).named(name)
    }

    /// An object that is printed where it stands; members that it does not name are refused unless `additional` says
    /// else.
    package static func object(
        description: String? = nil, additional: AdditionalProperties = .refused, _ properties: [JSONProperty]
    ) -> JSONSchema {
        JSONSchema(
            .object(ObjectRules(properties: properties, additional: additional, maximumCount: nil)),
            description: description)
    }

    /// An object with names of its own and one kind of value.
    ///
    /// - Parameters:
    ///   - values: What each member is.
    ///   - names: What its name is, a string.
    ///   - maximumCount: How many members there are at most.
    ///   - description: What it says.
    package static func map(
        of values: JSONSchema, names: JSONSchema = .string(), maximumCount: Int? = nil, description: String? = nil
    ) -> JSONSchema {
        let additional = AdditionalProperties.described(values, names: names)
        return JSONSchema(
            .object(ObjectRules(properties: [], additional: additional, maximumCount: maximumCount)),
            description: description)
    }

    package static func oneOf(_ choices: [JSONSchema], description: String? = nil) -> JSONSchema {
        JSONSchema(.oneOf(choices), description: description)
    }

    /// The schema of a type that contains itself.
    package static func reference(_ name: String, to type: any Described.Type) -> JSONSchema {
        JSONSchema(.reference(name: name, type: type))
    }

    /// The same, and null.
    package var nullable: JSONSchema { with { $0.isNullable = true } }

    /// The same under a name of its own.
    package func named(_ name: String) -> JSONSchema { with { $0.name = name } }

    package func describing(_ description: String) -> JSONSchema { with { $0.description = description } }

    package func defaulting(to value: JSONValue) -> JSONSchema { with { $0.defaultValue = value } }

    package func example(_ value: JSONValue) -> JSONSchema { with { $0.examples.append(value) } }

    /// The same, set by the server.
    package var readOnly: JSONSchema { with { $0.isReadOnly = true } }

    package var deprecated: JSONSchema { with { $0.isDeprecated = true } }

    private func with(_ change: (inout JSONSchema) -> Void) -> JSONSchema {
        var schema = self
        change(&schema)
        return schema
    }
}
