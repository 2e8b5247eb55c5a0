import MeshCore

extension ComparedDocument {
    /// What a schema says of the member of a name: by name, by the first pattern that fits, or as of any other one.
    mutating func member(_ name: String, of schema: ComparedSchema) throws(SchemaError) -> ComparedSchema {
        if let member = try self.schema("properties", [name], of: schema) { return member }
        for source in schema["patternProperties"]?.objectValue?.names ?? [] {
            // A pattern that cannot be read or is too costly here takes no name.
            var steps = 100_000
            let isFitting = (try? ECMAPattern(source).matches(name, stepsLeft: &steps)) ?? false
            if isFitting, let member = try self.schema("patternProperties", [source], of: schema) { return member }
        }
        return try additional(of: schema)
    }

    /// What a schema says of members that it does not name.
    mutating func additional(of schema: ComparedSchema) throws(SchemaError) -> ComparedSchema {
        try self.schema(first: ["additionalProperties", "unevaluatedProperties"], of: schema)
    }
}
