/// A version of JSON Schema.
package enum SchemaDialect: String, CaseIterable, Hashable, Sendable {
    /// Draft 7 (draft-handrews-json-schema-01).
    case draft7 = "7"
    /// Draft 2019-09 (draft-handrews-json-schema-02).
    case draft2019 = "2019-09"
    /// Draft 2020-12 (draft-bhutton-json-schema-01).
    case draft2020 = "2020-12"

    /// What `$schema` says for it.
    package var metaschema: String {
        switch self {
        case .draft7: "http://json-schema.org/draft-07/schema"
        case .draft2019: "https://json-schema.org/draft/2019-09/schema"
        case .draft2020: "https://json-schema.org/draft/2020-12/schema"
        }
    }

    /// The dialect of a metaschema's URI without its fragment; nil for other metaschemas.
    init?(metaschema uri: String) {
        guard let dialect = Self.allCases.first(where: { $0.metaschema == uri }) else { return nil }
        self = dialect
    }

    /// Which keywords hold schemas, and how.
    var subschemas: [String: SubschemaShape] {
        var shapes: [String: SubschemaShape] = [
            "additionalProperties": .schema, "not": .schema, "contains": .schema, "propertyNames": .schema,
            "if": .schema, "then": .schema, "else": .schema, "allOf": .list, "anyOf": .list, "oneOf": .list,
            "properties": .map, "patternProperties": .map, "definitions": .map, "dependencies": .map,
        ]
        switch self {
        case .draft7:
            shapes["items"] = .schemaOrList
            shapes["additionalItems"] = .schema
            return shapes
        case .draft2019:
            shapes["items"] = .schemaOrList
            shapes["additionalItems"] = .schema
        case .draft2020:
            shapes["items"] = .schema
            shapes["prefixItems"] = .list
        }
        for name in ["unevaluatedItems", "unevaluatedProperties", "contentSchema"] { shapes[name] = .schema }
        for name in ["$defs", "dependentSchemas"] { shapes[name] = .map }
        return shapes
    }

    /// What a base URI of a metaschema's vocabularies begins with; draft 7 has none.
    private var vocabularyPrefix: String {
        switch self {
        case .draft7: ""
        case .draft2019: "https://json-schema.org/draft/2019-09/vocab/"
        case .draft2020: "https://json-schema.org/draft/2020-12/vocab/"
        }
    }

    /// The vocabulary that a URI of `$vocabulary` names; nil for one that is not known here.
    func vocabularies(named uri: String) -> Set<Vocabulary>? {
        guard !vocabularyPrefix.isEmpty, uri.hasPrefix(vocabularyPrefix) else { return nil }
        let name = String(uri.dropFirst(vocabularyPrefix.count))
        switch (self, name) {
        // In 2019-09 the applicators hold what became a vocabulary of its own.
        case (.draft2019, "applicator"): return [.applicator, .unevaluated]
        case (.draft2019, "format"): return [.formatAnnotation]
        case (.draft7, _), (.draft2019, _), (.draft2020, _): return Vocabulary(rawValue: name).map { [$0] }
        }
    }
}
