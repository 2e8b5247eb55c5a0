import MeshCore

/// Keywords that apply schemas.
extension SchemaCompiler {
    mutating func inPlaceApplicators(_ reading: KeywordReading) throws(SchemaError) -> [SchemaKeyword] {
        var keywords: [SchemaKeyword] = []
        if let nodes = try schemas("allOf", reading) { keywords.append(.all(nodes)) }
        if let nodes = try schemas("anyOf", reading) { keywords.append(.any(nodes)) }
        if let nodes = try schemas("oneOf", reading) { keywords.append(.one(nodes)) }
        if let node = try schema("not", reading) { keywords.append(.not(node)) }
        if let test = try schema("if", reading) {
            keywords.append(.condition(if: test, then: try schema("then", reading), else: try schema("else", reading)))
        }
        if reading.profile.dialect != .draft7 {
            let schemas = try namedSchemas("dependentSchemas", reading)
            if !schemas.isEmpty { keywords.append(.dependentSchemas(keyword: "dependentSchemas", schemas)) }
        }
        return keywords + (try dependencies(reading))
    }

    /// `dependencies` of draft 7, which later drafts may keep (Validation 2019-09, appendix A): lists of names or schemas.
    private mutating func dependencies(_ reading: KeywordReading) throws(SchemaError) -> [SchemaKeyword] {
        let keyword = "dependencies"
        guard let value = reading.object[keyword] else { return [] }
        guard let members = value.objectValue else { throw error(reading, keyword, "must be an object") }
        var names: [(name: String, needs: [String])] = []
        var schemas: [(name: String, node: Int)] = []
        for (name, dependency) in members {
            if dependency.arrayValue != nil {
                names.append((name, try strings(dependency, keyword, reading)))
            } else {
                schemas.append((name, node(at: reading.place.appending(keyword).appending(name))))
            }
        }
        var keywords: [SchemaKeyword] = []
        if !names.isEmpty { keywords.append(.dependentRequired(keyword: keyword, names)) }
        if !schemas.isEmpty { keywords.append(.dependentSchemas(keyword: keyword, schemas)) }
        return keywords
    }

    mutating func childApplicators(_ reading: KeywordReading) throws(SchemaError) -> [SchemaKeyword] {
        var keywords: [SchemaKeyword] = []
        if let rules = try memberRules(reading) { keywords.append(.members(rules)) }
        if let node = try schema("propertyNames", reading) { keywords.append(.propertyNames(node)) }
        if let rules = try itemRules(reading) { keywords.append(.items(rules)) }
        if let node = try schema("contains", reading) {
            let hasBounds = reading.profile.dialect != .draft7 && reading.profile.has(.validation)
            let minimum = hasBounds ? try count("minContains", reading) : nil
            let maximum = hasBounds ? try count("maxContains", reading) : nil
            let rule = ContainsRule(
                node: node, minimum: minimum ?? 1, maximum: maximum, marks: reading.profile.dialect == .draft2020)
            keywords.append(.contains(rule))
        }
        return keywords
    }

    private mutating func memberRules(_ reading: KeywordReading) throws(SchemaError) -> MemberRules? {
        var rules = MemberRules()
        for (name, node) in try namedSchemas("properties", reading) {
            rules.named[name] = MemberRule(name: name, node: node)
        }
        for (source, node) in try namedSchemas("patternProperties", reading) {
            rules.patterns.append(
                PatternRule(pattern: try pattern(source, "patternProperties", reading), node: node))
        }
        rules.additional = try schema("additionalProperties", reading)
        return rules.named.isEmpty && rules.patterns.isEmpty && rules.additional == nil ? nil : rules
    }

    private mutating func itemRules(_ reading: KeywordReading) throws(SchemaError) -> ItemRules? {
        var rules = ItemRules()
        switch reading.profile.dialect {
        case .draft2020:
            rules.prefix = try schemas("prefixItems", reading) ?? []
            rules.rest = try schema("items", reading)
        case .draft7, .draft2019:
            guard reading.object["items"]?.arrayValue != nil else {
                rules.rest = try schema("items", reading)
                break
            }
            rules.prefixKeyword = "items"
            rules.restKeyword = "additionalItems"
            rules.prefix = try schemas("items", reading) ?? []
            rules.rest = try schema("additionalItems", reading)
        }
        return rules.prefix.isEmpty && rules.rest == nil ? nil : rules
    }
}
