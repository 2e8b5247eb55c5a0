import MeshCore

/// Keywords that say something of a value by themselves.
extension SchemaCompiler {
    mutating func assertions(_ reading: KeywordReading) throws(SchemaError) -> [SchemaKeyword] {
        var keywords: [SchemaKeyword] = []
        if let value = reading.object["type"] { keywords.append(.type(try types(value, reading))) }
        if let value = reading.object["enum"] {
            guard let values = value.arrayValue else { throw error(reading, "enum", "must be an array of values") }
            keywords.append(.enumeration(ConstantSet(values)))
        }
        if let value = reading.object["const"] { keywords.append(.constant(value)) }
        keywords += try numberAssertions(reading)
        if let count = try count("minLength", reading) { keywords.append(.minLength(count)) }
        if let count = try count("maxLength", reading) { keywords.append(.maxLength(count)) }
        if let value = reading.object["pattern"] {
            guard let source = value.stringValue else {
                throw error(reading, "pattern", "must be a string with a regular expression")
            }
            keywords.append(.pattern(try pattern(source, "pattern", reading)))
        }
        if let count = try count("minItems", reading) { keywords.append(.minItems(count)) }
        if let count = try count("maxItems", reading) { keywords.append(.maxItems(count)) }
        if try flag("uniqueItems", reading) { keywords.append(.uniqueItems) }
        return keywords + (try objectAssertions(reading))
    }

    private func objectAssertions(_ reading: KeywordReading) throws(SchemaError) -> [SchemaKeyword] {
        var keywords: [SchemaKeyword] = []
        if let count = try count("minProperties", reading) { keywords.append(.minProperties(count)) }
        if let count = try count("maxProperties", reading) { keywords.append(.maxProperties(count)) }
        if let value = reading.object["required"] {
            let names = try strings(value, "required", reading)
            if !names.isEmpty { keywords.append(.required(names)) }
        }
        if reading.profile.dialect != .draft7, let value = reading.object["dependentRequired"] {
            guard let members = value.objectValue else {
                throw error(reading, "dependentRequired", "must be an object of arrays of names")
            }
            var dependencies: [(name: String, needs: [String])] = []
            for (name, value) in members {
                dependencies.append((name, try strings(value, "dependentRequired", reading)))
            }
            keywords.append(.dependentRequired(keyword: "dependentRequired", dependencies))
        }
        return keywords
    }

    private func numberAssertions(_ reading: KeywordReading) throws(SchemaError) -> [SchemaKeyword] {
        var keywords: [SchemaKeyword] = []
        if let value = try number("multipleOf", reading) {
            guard let decimal = DecimalNumber(value), decimal.significand > 0, !decimal.isNegative else {
                throw error(reading, "multipleOf", "must be a number above 0")
            }
            keywords.append(.multipleOf(decimal, written: value))
        }
        if let bound = try number("minimum", reading) { keywords.append(.minimum(bound)) }
        if let bound = try number("exclusiveMinimum", reading) { keywords.append(.exclusiveMinimum(bound)) }
        if let bound = try number("maximum", reading) { keywords.append(.maximum(bound)) }
        if let bound = try number("exclusiveMaximum", reading) { keywords.append(.exclusiveMaximum(bound)) }
        return keywords
    }

    /// The check of `format`; nil when it is only a note, or not known.
    func format(_ reading: KeywordReading) -> SchemaKeyword? {
        guard let name = reading.object["format"]?.stringValue else { return nil }
        switch options.formats {
        case .asserted: break
        case .asDeclared: guard reading.profile.has(.formatAssertion) else { return nil }
        }
        return SchemaFormat(rawValue: name).map { .format($0) }
    }

    private func types(_ value: JSONValue, _ reading: KeywordReading) throws(SchemaError) -> TypeSet {
        let names = value.arrayValue ?? [value]
        var types: TypeSet = []
        for name in names {
            guard let type = name.stringValue.flatMap({ TypeSet.named($0) }) else {
                throw error(
                    reading, "type",
                    "must be one of \(TypeSet.names.map(\.name).joined(separator: ", ")), or an array of them, not \(name)"
                )
            }
            types.formUnion(type)
        }
        return types
    }

    func count(_ keyword: String, _ reading: KeywordReading) throws(SchemaError) -> Int? {
        guard let value = reading.object[keyword] else { return nil }
        guard let number = value.doubleValue, number >= 0, number.rounded() == number else {
            throw error(reading, keyword, "must be a whole number of at least 0")
        }
        return Int(exactly: number) ?? .max
    }

    private func number(_ keyword: String, _ reading: KeywordReading) throws(SchemaError) -> JSONValue? {
        guard let value = reading.object[keyword] else { return nil }
        guard value.doubleValue != nil else { throw error(reading, keyword, "must be a number") }
        return value
    }

    private func flag(_ keyword: String, _ reading: KeywordReading) throws(SchemaError) -> Bool {
        guard let value = reading.object[keyword] else { return false }
        guard let flag = value.boolValue else { throw error(reading, keyword, "must be true or false") }
        return flag
    }

    func strings(
        _ value: JSONValue, _ keyword: String, _ reading: KeywordReading
    ) throws(SchemaError) -> [String] {
        let strings = value.arrayValue?.compactMap(\.stringValue)
        guard let strings, strings.count == value.arrayValue?.count else {
            throw error(reading, keyword, "must be an array of names")
        }
        return strings
    }

    func pattern(
        _ source: String, _ keyword: String, _ reading: KeywordReading
    ) throws(SchemaError) -> ECMAPattern {
        do throws(PatternError) {
            return try ECMAPattern(source)
        } catch {
            throw self.error(reading, keyword, "the regular expression \(source) is malformed: \(error.reason)")
        }
    }
}
