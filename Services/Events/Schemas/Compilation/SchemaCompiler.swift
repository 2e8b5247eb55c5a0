import MeshCore

/// Makes a ``SchemaProgram`` of a schema: each place that is reached becomes a node, once.
struct SchemaCompiler {
    var index: SchemaIndex
    let options: SchemaOptions
    private var program = SchemaProgram()
    private var numbers: [SchemaPlace: Int] = [:]
    private var pending: [SchemaPlace] = []
    /// The names that dynamic references look for.
    private var dynamicNames: Set<String> = []

    /// Compiles a schema.
    ///
    /// - Throws: ``SchemaError`` when it is malformed, refers to what is not there, or can never be decided.
    static func compile(_ schema: JSONValue, _ options: SchemaOptions) throws(SchemaError) -> SchemaProgram {
        var compiler = SchemaCompiler(index: SchemaIndex(options), options: options)
        let root = try compiler.index.add(schema, at: URIReference(options.baseURI))
        compiler.program.root = compiler.node(at: root)
        repeat { try compiler.compilePending() } while compiler.reachDynamicAnchors()
        try SchemaCycles.check(compiler.program)
        return compiler.program
    }

    private init(index: SchemaIndex, options: SchemaOptions) {
        self.index = index
        self.options = options
    }

    /// The number of the node of a place, which is compiled later when it is new.
    mutating func node(at place: SchemaPlace) -> Int {
        if let known = numbers[place] { return known }
        guard let schema = index[place] else { preconditionFailure("only indexed schemas are compiled") }
        let number = program.nodes.count
        numbers[place] = number
        program.nodes.append(SchemaNode(resource: schema.resource, location: index.location(place)))
        pending.append(place)
        return number
    }

    private mutating func compilePending() throws(SchemaError) {
        while let place = pending.popLast() {
            guard let number = numbers[place], let schema = index[place] else { continue }
            switch schema.value {
            case .bool(let verdict): program.nodes[number].verdict = verdict
            case .object(let object):
                let reading = KeywordReading(
                    object: object, place: place, profile: index.resources[schema.resource].profile)
                let keywords = try keywords(of: reading)
                program.nodes[number].keywords = keywords
                program.nodes[number].readsMarks = keywords.contains { $0.readsMarks }
            case .null, .int, .double, .string, .array:
                throw SchemaError(at: index.location(place), "a schema is an object, true or false")
            }
        }
    }

    /// Asks for the nodes of all anchors that dynamic references may find; false when none is new.
    private mutating func reachDynamicAnchors() -> Bool {
        program.dynamicAnchors = Array(repeating: [:], count: index.resources.count)
        let reached = Set(program.nodes.map(\.resource))
        for resource in reached {
            for (name, place) in index.resources[resource].dynamicAnchors where dynamicNames.contains(name) {
                program.dynamicAnchors[resource][name] = node(at: place)
            }
        }
        return !pending.isEmpty
    }

    private mutating func keywords(of reading: KeywordReading) throws(SchemaError) -> [SchemaKeyword] {
        var keywords: [SchemaKeyword] = []
        if let reference = try reference("$ref", reading) {
            keywords.append(reference)
            if reading.profile.dialect == .draft7 { return keywords }
        }
        keywords += try dynamicReferences(reading)
        if reading.profile.has(.validation) { keywords += try assertions(reading) }
        if let format = format(reading) { keywords.append(format) }
        if reading.profile.has(.applicator) {
            keywords += try inPlaceApplicators(reading)
            keywords += try childApplicators(reading)
        }
        if reading.profile.dialect != .draft7, reading.profile.has(.unevaluated) {
            if let node = try schema("unevaluatedItems", reading) { keywords.append(.unevaluatedItems(node)) }
            if let node = try schema("unevaluatedProperties", reading) { keywords.append(.unevaluatedProperties(node)) }
        }
        return keywords
    }

    // MARK: - References

    private mutating func reference(
        _ keyword: String, _ reading: KeywordReading
    ) throws(SchemaError) -> SchemaKeyword? {
        guard let value = reading.object[keyword] else { return nil }
        guard let text = value.stringValue else {
            throw error(reading, keyword, "must be a string with a URI reference")
        }
        return .reference(keyword: keyword, node(at: try index.target(of: text, from: reading.place)))
    }

    private mutating func dynamicReferences(_ reading: KeywordReading) throws(SchemaError) -> [SchemaKeyword] {
        switch reading.profile.dialect {
        case .draft7: return []
        case .draft2019:
            guard reading.object["$recursiveRef"] != nil else { return [] }
            return [try dynamicReference("$recursiveRef", anchor: "", reading)]
        case .draft2020:
            guard let text = reading.object["$dynamicRef"]?.stringValue else { return [] }
            return [try dynamicReference("$dynamicRef", anchor: URIReference(text).fragment ?? "", reading)]
        }
    }

    /// A reference that is dynamic when it first leads to a dynamic anchor (Core, section 8.2.3.2).
    private mutating func dynamicReference(
        _ keyword: String, anchor: String, _ reading: KeywordReading
    ) throws(SchemaError) -> SchemaKeyword {
        guard let text = reading.object[keyword]?.stringValue else {
            throw error(reading, keyword, "must be a string with a URI reference")
        }
        let target = try index.target(of: text, from: reading.place)
        let fallback = node(at: target)
        let resource = index[target].map { index.resources[$0.resource] }
        guard resource?.dynamicAnchors[anchor] == target else { return .reference(keyword: keyword, fallback) }
        dynamicNames.insert(anchor)
        return .dynamicReference(keyword: keyword, anchor: anchor, fallback: fallback)
    }

    // MARK: - Words for keywords that hold schemas

    /// The node of a keyword that holds one schema.
    mutating func schema(_ keyword: String, _ reading: KeywordReading) throws(SchemaError) -> Int? {
        guard reading.object[keyword] != nil else { return nil }
        let place = reading.place.appending(keyword)
        guard index[place] != nil else { throw error(reading, keyword, "must be a schema: an object, true or false") }
        return node(at: place)
    }

    /// The nodes of a keyword that holds a list of schemas.
    mutating func schemas(_ keyword: String, _ reading: KeywordReading) throws(SchemaError) -> [Int]? {
        guard let value = reading.object[keyword] else { return nil }
        guard let elements = value.arrayValue else { throw error(reading, keyword, "must be an array of schemas") }
        return elements.indices.map { node(at: reading.place.appending(keyword).appending(String($0))) }
    }

    /// The nodes of a keyword that holds schemas by names.
    mutating func namedSchemas(
        _ keyword: String, _ reading: KeywordReading
    ) throws(SchemaError) -> [(name: String, node: Int)] {
        guard let value = reading.object[keyword] else { return [] }
        guard let members = value.objectValue else { throw error(reading, keyword, "must be an object of schemas") }
        return members.names.map { ($0, node(at: reading.place.appending(keyword).appending($0))) }
    }

    func error(_ reading: KeywordReading, _ keyword: String, _ message: String) -> SchemaError {
        SchemaError(at: index.location(reading.place) + "/" + JSONPointer.escaped(keyword), message)
    }
}
