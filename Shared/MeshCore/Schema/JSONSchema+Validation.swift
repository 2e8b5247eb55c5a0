extension JSONSchema {
    /// Holds a value against the schema.
    ///
    /// - Parameters:
    ///   - value: What a client sent.
    ///   - field: What the paths of the errors begin with; empty for a body.
    /// - Returns: What is wrong, in the order of the schema, at most 32 errors; empty when the value is valid.
    package func validate(_ value: JSONValue, field: String = "") -> [FieldError] {
        // Nearly every value is valid, and the names of its members are then put together for nobody.
        var quick = JSONSchemaCheck(namesFields: false)
        quick.check(value, against: self, at: field)
        guard !quick.errors.isEmpty else { return [] }
        var check = JSONSchemaCheck()
        check.check(value, against: self, at: field)
        return check.errors
    }
}
