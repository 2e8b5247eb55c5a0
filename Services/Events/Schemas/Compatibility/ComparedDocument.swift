import MeshCore

/// One of the two documents of a comparison.
struct ComparedDocument {
    private(set) var index: SchemaIndex
    let root: SchemaPlace

    /// How many references may follow each other.
    private static let chainLimit = 64

    init(_ schema: JSONValue, _ options: SchemaOptions) throws(SchemaError) {
        var index = SchemaIndex(options)
        root = try index.add(schema, at: URIReference(options.baseURI))
        self.index = index
    }

    /// The schema at a place, with what it refers to.
    mutating func schema(at place: SchemaPlace) throws(SchemaError) -> ComparedSchema {
        var parts: [(place: SchemaPlace, object: JSONObject)] = []
        var next = place
        while parts.count < Self.chainLimit, let schema = index[next] {
            switch schema.value {
            case .bool(let verdict):
                return parts.isEmpty || !verdict
                    ? ComparedSchema(parts: [], verdict: verdict) : ComparedSchema(parts: parts)
            case .object(let object):
                let dialect = index.resources[schema.resource].profile.dialect
                let reference = object["$ref"] ?? object["$dynamicRef"] ?? object["$recursiveRef"]
                // A bare reference is the schema that it leads to.
                let isBare = object.count == 1 || dialect == .draft7
                if reference == nil || !isBare { parts.append((next, object)) }
                guard let text = reference?.stringValue else { return ComparedSchema(parts: parts) }
                next = try index.target(of: text, from: next)
            case .null, .int, .double, .string, .array: return ComparedSchema(parts: parts)
            }
        }
        return ComparedSchema(parts: parts)
    }

    /// The schema of a keyword; nil when it is not there.
    mutating func schema(
        _ keyword: String, _ tokens: [String] = [], of parent: ComparedSchema
    ) throws(SchemaError) -> ComparedSchema? {
        guard var place = parent.place(of: keyword) else { return nil }
        for token in tokens { place = place.appending(token) }
        guard index[place] != nil else { return nil }
        return try schema(at: place)
    }

    /// The schema of the first of some keywords that is there; one that takes everything when none is.
    mutating func schema(first keywords: [String], of parent: ComparedSchema) throws(SchemaError) -> ComparedSchema {
        for keyword in keywords {
            if let schema = try schema(keyword, of: parent) { return schema }
        }
        return .anything
    }

    /// The schemas of a keyword that holds a list.
    mutating func schemas(_ keyword: String, of parent: ComparedSchema) throws(SchemaError) -> [ComparedSchema] {
        var schemas: [ComparedSchema] = []
        for position in (parent[keyword]?.arrayValue ?? []).indices {
            if let schema = try schema(keyword, [String(position)], of: parent) { schemas.append(schema) }
        }
        return schemas
    }
}
