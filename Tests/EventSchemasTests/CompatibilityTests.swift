import EventSchemas
import MeshCore
import Testing

@Suite("Compatibility of versions")
struct CompatibilityTests {
    /// What breaks for who reads with the second schema what was written with the first.
    static let rows: [(writer: String, reader: String, changes: [SchemaChange])] = [
        ("{}", "{}", []), ("{}", "true", []), ("false", #"{"type": "null"}"#, []), ("true", "false", [.schemaNarrowed]),
        (#"{"type": "integer"}"#, #"{"type": "number"}"#, []),
        (#"{"type": "number"}"#, #"{"type": "integer"}"#, [.typeNarrowed]),
        (#"{"type": "string"}"#, #"{"type": "integer"}"#, [.typeChanged]),
        (#"{"type": "string"}"#, #"{"type": ["string", "null"]}"#, []),
        (#"{"type": ["string", "null"]}"#, #"{"type": "string"}"#, [.typeNarrowed]),
        ("{}", #"{"type": "string"}"#, [.typeNarrowed]),
        (#"{"title": "a", "description": "b", "default": 1}"#, #"{"title": "c"}"#, []),
        (#"{"enum": ["a"]}"#, #"{"enum": ["a", "b"]}"#, []),
        (#"{"enum": ["a", "b"]}"#, #"{"enum": ["a"]}"#, [.enumNarrowed]),
        (#"{"type": "string"}"#, #"{"type": "string", "enum": ["a"]}"#, [.enumAdded]),
        (#"{"const": 1}"#, #"{"enum": [1.0, 2]}"#, []),
        (#"{"type": "string", "maxLength": 3}"#, #"{"type": "string", "maxLength": 4}"#, []),
        (#"{"type": "string", "maxLength": 4}"#, #"{"type": "string", "maxLength": 3}"#, [.maxLengthDecreased]),
        (
            #"{"type": "string"}"#, #"{"type": "string", "maxLength": 3, "minLength": 1, "pattern": "a"}"#,
            [.maxLengthAdded, .minLengthAdded, .patternAdded]
        ),
        (#"{"type": "string", "minLength": 1}"#, #"{"type": "string", "minLength": 2}"#, [.minLengthIncreased]),
        (#"{"type": "string", "pattern": "a"}"#, #"{"type": "string", "pattern": "b"}"#, [.patternChanged]),
        (#"{"type": "string", "pattern": "a", "minLength": 2}"#, #"{"type": "string", "minLength": 0}"#, []),
        (#"{"type": "number", "minimum": 1, "maximum": 5}"#, #"{"type": "number", "minimum": 0, "maximum": 6}"#, []),
        (
            #"{"type": "number", "minimum": 0, "maximum": 6}"#, #"{"type": "number", "minimum": 1, "maximum": 5}"#,
            [.maximumDecreased, .minimumIncreased]
        ),
        (
            #"{"type": "number"}"#, #"{"type": "number", "minimum": 1, "exclusiveMaximum": 5}"#,
            [.maximumAdded, .minimumAdded]
        ),
        (#"{"type": "number", "minimum": 1}"#, #"{"type": "number", "exclusiveMinimum": 1}"#, [.minimumIncreased]),
        (#"{"type": "number", "exclusiveMinimum": 1}"#, #"{"type": "number", "minimum": 1}"#, []),
        (#"{"type": "number", "multipleOf": 4}"#, #"{"type": "number", "multipleOf": 2}"#, []),
        (#"{"type": "number", "multipleOf": 2}"#, #"{"type": "number", "multipleOf": 4}"#, [.multipleOfChanged]),
        (#"{"type": "number"}"#, #"{"type": "number", "multipleOf": 4}"#, [.multipleOfAdded]),
        (#"{"type": "integer"}"#, #"{"type": "integer", "multipleOf": 1}"#, []),
        // Members, in the three content models.
        (
            #"{"type": "object"}"#, #"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
            [.propertyAddedToOpen]
        ),
        (#"{"type": "object"}"#, #"{"type": "object", "properties": {"a": {}}}"#, []),
        (
            #"{"type": "object", "additionalProperties": false}"#,
            #"{"type": "object", "additionalProperties": false, "properties": {"a": {"type": "string"}}}"#, []
        ),
        (
            #"{"type": "object", "additionalProperties": {"type": "string"}}"#,
            #"{"type": "object", "additionalProperties": {"type": "string"}, "properties": {"a": {"type": "string"}}}"#,
            []
        ),
        (
            #"{"type": "object", "additionalProperties": {"type": "string"}}"#,
            #"{"type": "object", "additionalProperties": {"type": "string"}, "properties": {"a": {"type": "integer"}}}"#,
            [.propertyAddedNotCovered]
        ),
        (
            #"{"type": "object", "patternProperties": {"^a": {"type": "integer"}}, "additionalProperties": false}"#,
            #"{"type": "object", "patternProperties": {"^a": {"type": "integer"}}, "additionalProperties": false, "properties": {"ab": {"type": "number"}}}"#,
            []
        ),
        (#"{"type": "object", "properties": {"a": {"type": "string"}}}"#, #"{"type": "object"}"#, []),
        (
            #"{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false}"#,
            #"{"type": "object", "additionalProperties": false}"#, [.propertyRemovedFromClosed]
        ),
        (
            #"{"type": "object", "properties": {"a": false}, "additionalProperties": false}"#,
            #"{"type": "object", "additionalProperties": false}"#, []
        ),
        (
            #"{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": {"type": "integer"}}"#,
            #"{"type": "object", "additionalProperties": {"type": "integer"}}"#, [.propertyRemovedNotCovered]
        ),
        (
            #"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
            #"{"type": "object", "properties": {"a": {"type": "integer"}}}"#, [.typeChanged]
        ),
        (#"{"type": "object"}"#, #"{"type": "object", "additionalProperties": false}"#, [.additionalPropertiesRemoved]),
        (
            #"{"type": "object"}"#, #"{"type": "object", "additionalProperties": {"type": "string"}}"#,
            [.additionalPropertiesNarrowed]
        ),
        (#"{"type": "object", "additionalProperties": false}"#, #"{"type": "object"}"#, []),
        (#"{"type": "object"}"#, #"{"type": "object", "required": ["a"]}"#, [.requiredAdded]),
        (#"{"type": "object", "required": ["a"]}"#, #"{"type": "object"}"#, []),
        (
            #"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
            #"{"type": "object", "properties": {"a": {"type": "string", "default": "x"}}, "required": ["a"]}"#, []
        ),
        (
            #"{"type": "object"}"#, #"{"type": "object", "minProperties": 1, "maxProperties": 3}"#,
            [.maxPropertiesAdded, .minPropertiesAdded]
        ),
        (#"{"type": "object"}"#, #"{"type": "object", "propertyNames": {"maxLength": 3}}"#, [.propertyNamesNarrowed]),
        (#"{"type": "object"}"#, #"{"type": "object", "dependentRequired": {"a": ["b"]}}"#, [.dependencyArrayAdded]),
        (
            #"{"type": "object", "dependentRequired": {"a": ["b"]}}"#,
            #"{"type": "object", "dependentRequired": {"a": ["b", "c"]}}"#, [.dependencyArrayExtended]
        ),
        (
            #"{"type": "object", "dependentRequired": {"a": ["b"]}}"#,
            #"{"type": "object", "dependencies": {"a": ["b"]}}"#, []
        ),
        (
            #"{"type": "object"}"#, #"{"type": "object", "dependentSchemas": {"a": {"required": ["b"]}}}"#,
            [.dependencySchemaAdded]
        ),
        // Elements.
        (#"{"type": "array", "items": {"type": "integer"}}"#, #"{"type": "array", "items": {"type": "number"}}"#, []),
        (
            #"{"type": "array"}"#, #"{"type": "array", "items": {"type": "number"}}"#,
            [.additionalItemsNarrowed, .typeNarrowed]
        ),
        (
            #"{"type": "array"}"#, #"{"type": "array", "maxItems": 3, "minItems": 1, "uniqueItems": true}"#,
            [.maxItemsAdded, .minItemsAdded, .uniqueItemsAdded]
        ),
        (
            #"{"type": "array", "prefixItems": [{"type": "string"}]}"#,
            #"{"type": "array", "prefixItems": [{"type": "string"}, {"type": "string"}]}"#, [.itemAddedToOpen]
        ),
        (
            #"{"type": "array", "prefixItems": [{"type": "string"}], "items": false}"#,
            #"{"type": "array", "prefixItems": [{"type": "string"}, {"type": "string"}], "items": false}"#, []
        ),
        (
            #"{"type": "array", "prefixItems": [{"type": "string"}], "items": false}"#,
            #"{"type": "array", "items": false}"#, [.itemRemovedFromClosed]
        ),
        (#"{"type": "array", "prefixItems": [{"type": "string"}]}"#, #"{"type": "array"}"#, []),
        (#"{"type": "array"}"#, #"{"type": "array", "contains": {"type": "string"}}"#, [.containsNarrowed]),
        (
            #"{"type": "array", "contains": {"const": 1}, "minContains": 2}"#,
            #"{"type": "array", "contains": {"const": 1}}"#, []
        ),
        // Combinations.
        (#"{"type": "string"}"#, #"{"anyOf": [{"type": "string"}, {"type": "integer"}]}"#, []),
        (
            #"{"anyOf": [{"type": "string"}, {"type": "integer"}]}"#,
            #"{"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]}"#, []
        ),
        (#"{"oneOf": [{"type": "string"}, {"type": "integer"}]}"#, #"{"type": "string"}"#, [.sumNarrowed]),
        (#"{"type": "boolean"}"#, #"{"oneOf": [{"type": "string"}, {"type": "integer"}]}"#, [.sumNarrowed]),
        (#"{"allOf": [{"type": "string"}, {"maxLength": 3}]}"#, #"{"type": "string"}"#, []),
        (#"{"type": "string"}"#, #"{"allOf": [{"type": "string"}, {"maxLength": 3}]}"#, [.productExtended]),
        (
            #"{"allOf": [{"type": "string"}, {"maxLength": 3}]}"#,
            #"{"allOf": [{"maxLength": 3}, {"type": "string"}]}"#, []
        ),
        (#"{"not": {"type": "string"}}"#, #"{"not": {"type": "string", "maxLength": 3}}"#, []),
        (#"{"not": {"type": "string", "maxLength": 3}}"#, #"{"not": {"type": "string"}}"#, [.notExtended]),
        ("{}", #"{"not": {"type": "string"}}"#, [.notExtended]),
        ("{}", #"{"if": {"type": "string"}, "then": {"maxLength": 3}}"#, [.conditionChanged, .conditionChanged]),
        // References.
        (##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": "integer"}}}"##, #"{"type": "number"}"#, []),
        (#"{"type": "number"}"#, ##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": "integer"}}}"##, [.typeNarrowed]),
        (
            ##"{"type": "object", "properties": {"next": {"$ref": "#"}, "v": {"type": "integer"}}}"##,
            ##"{"type": "object", "properties": {"next": {"$ref": "#"}, "v": {"type": "number"}}}"##, []
        ),
        (
            ##"{"type": "object", "properties": {"next": {"$ref": "#"}, "v": {"type": "number"}}}"##,
            ##"{"type": "object", "properties": {"next": {"$ref": "#"}, "v": {"type": "integer"}}}"##, [.typeNarrowed]
        ),
    ]

    @Test("tells what a reader cannot take", arguments: rows)
    func breaks(_ row: (writer: String, reader: String, changes: [SchemaChange])) throws {
        let (writer, reader) = (try JSONValue(parsing: row.writer), try JSONValue(parsing: row.reader))
        let backward = try SchemaCompatibility.backward.incompatibilities(of: reader, with: [writer])
        #expect(
            backward.map(\.difference.change.rawValue).sorted() == row.changes.map(\.rawValue).sorted(), "\(backward)")
        #expect(backward.allSatisfy { $0.direction == .backward && $0.version == 0 })
        let forward = try SchemaCompatibility.forward.incompatibilities(of: writer, with: [reader])
        #expect(forward.map(\.difference) == backward.map(\.difference))
        #expect(forward.allSatisfy { $0.direction == .forward })
    }

    @Test("A level looks in its directions, at the last version or at all")
    func levels() throws {
        let wide: JSONValue = ["type": ["integer", "string"]]
        let narrow: JSONValue = ["type": "integer"]
        let versions = [narrow, wide]
        let found = Dictionary(
            uniqueKeysWithValues: try SchemaCompatibility.allCases.map { level in
                (level, try level.incompatibilities(of: wide, with: versions).map { "\($0.version) \($0.direction)" })
            })
        #expect(
            found == [
                .none: [], .backward: [], .backwardTransitive: [], .forward: [], .forwardTransitive: ["0 forward"],
                .full: [],
                .fullTransitive: ["0 forward"],
            ])
        let back = try SchemaCompatibility.fullTransitive.incompatibilities(of: narrow, with: versions)
        #expect(back.map { "\($0.version) \($0.direction)" } == ["1 backward"])
        #expect(try SchemaCompatibility.full.incompatibilities(of: narrow, with: []).isEmpty)
    }

    @Test("A difference tells its place in the reader's schema")
    func places() throws {
        let writer = try JSONValue(
            parsing: #"{"type": "object", "properties": {"a/b": {"type": "array", "items": {"type": "number"}}}}"#)
        let reader = try JSONValue(
            parsing:
                ##"{"type": "object", "properties": {"a/b": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"type": "array", "items": {"type": "number", "maximum": 3}}}}"##
        )
        let found = try SchemaCompatibility.backward.incompatibilities(of: reader, with: [writer])
        #expect(found.map(\.difference.location).contains("/properties/a~1b/items/maximum"))
    }

    @Test("Schemas that multiply are given up, and count as a break")
    func bounded() throws {
        var levels: JSONObject = ["40": ["type": "integer"]]
        for level in 0..<40 {
            let next: JSONValue = ["$ref": .string("#/$defs/\(level + 1)")]
            levels["\(level)"] = [
                "allOf": [["anyOf": [next, ["type": "string"]]], ["anyOf": [next, ["type": "null"]]]]
            ]
        }
        let schema: JSONValue = ["$ref": "#/$defs/0", "$defs": .object(levels)]
        let found = try SchemaCompatibility.backward.incompatibilities(
            of: schema, with: [["type": ["integer", "string"]]])
        #expect(!found.isEmpty)
    }
}
