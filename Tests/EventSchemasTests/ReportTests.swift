import EventSchemas
import MeshCore
import Testing

@Suite("Reports and bounds")
struct ReportTests {
    @Test("A report says where, by which way, and what to do")
    func places() throws {
        let schema = try JSONValue(
            parsing: ##"""
                {"$id": "https://example.org/order", "properties": {"lines": {"items": {"$ref": "#/$defs/line"}}, "a/b": {"type": "null"},
                  "id": true},
                 "required": ["id"], "additionalProperties": false,
                 "$defs": {"line": {"properties": {"count": {"type": "integer", "minimum": 1}}}}}
                """##)
        let value: JSONValue = ["lines": [["count": 1], ["count": 0]], "a/b": 1, "x": 2]
        let report = try SchemaDocument(schema).report(on: value)
        let found = report.violations.map {
            [$0.instanceLocation, $0.keywordLocation, $0.absoluteKeywordLocation, $0.message]
        }
        #expect(!report.isValid && !report.isCut)
        #expect(
            Set(found) == [
                ["", "/required", "https://example.org/order#/required", "must have the member \"id\": add it"],
                [
                    "/lines/1/count", "/properties/lines/items/$ref/properties/count/minimum",
                    "https://example.org/order#/$defs/line/properties/count/minimum", "must be at least 1",
                ],
                [
                    "/a~1b", "/properties/a~1b/type", "https://example.org/order#/properties/a~1b/type",
                    "must be null, not a whole number",
                ],
                [
                    "/x", "/additionalProperties", "https://example.org/order#/additionalProperties",
                    "is not allowed here: remove it",
                ],
            ])
        #expect(report.json["errors"]?.arrayValue?.count == 4)
        #expect(try SchemaDocument(schema).report(on: ["id": 1]).json == ["valid": true])
    }

    @Test("Alternatives tell why each does not fit")
    func causes() throws {
        let schema: JSONValue = ["anyOf": [["type": "string"], ["oneOf": [["minimum": 5], ["type": "null"]]]]]
        let report = try SchemaDocument(schema).report(on: 1)
        #expect(report.violations.map(\.keywordLocation) == ["/anyOf"])
        #expect(report.violations[0].causes.map(\.keywordLocation) == ["/anyOf/0/type", "/anyOf/1/oneOf"])
        #expect(
            report.violations[0].causes[1].causes.map(\.keywordLocation) == [
                "/anyOf/1/oneOf/0/minimum", "/anyOf/1/oneOf/1/type",
            ])
        let two = try SchemaDocument(["oneOf": [true, true]]).report(on: 1)
        #expect(two.violations[0].message.contains("numbers 0 and 1"))
    }

    @Test("Violations are bounded, also in causes")
    func bounded() throws {
        let items: JSONValue = .array(Array(repeating: "x", count: 1_000))
        let plain = try SchemaDocument(["items": ["type": "integer"]]).report(on: items)
        #expect(plain.violations.count == 100 && plain.isCut)
        let nested = try SchemaDocument(["items": ["anyOf": [["type": "integer"], ["maxLength": 0]]]])
        let report = try nested.report(on: items, limits: SchemaLimits(violations: 10))
        #expect(!report.isValid && report.isCut && report.violations.count < 10)
        let inside = try SchemaDocument(["anyOf": [["items": ["type": "integer"]]]]).report(on: items)
        #expect(!inside.isValid && inside.violations.count == 1 && inside.violations[0].causes.count == 100)
    }

    @Test("A schema that goes round without the value, and a value that is too deep, are given up")
    func depth() throws {
        let circle = try SchemaDocument(JSONValue(parsing: ##"{"anyOf": [false, {"$ref": "#"}]}"##))
        #expect(throws: SchemaLimitError.depth) { try circle.accepts(1) }
        let list = try SchemaDocument(JSONValue(parsing: ##"{"items": {"$ref": "#"}}"##))
        let value = (0..<250).reduce(JSONValue.array([])) { value, _ in [value] }
        #expect(throws: SchemaLimitError.depth) { try list.report(on: value) }
        #expect(try list.accepts(value, limits: SchemaLimits(depth: 600)))
    }

    @Test("Alternatives that multiply are given up")
    func steps() throws {
        var levels: JSONObject = ["30": ["type": "integer"]]
        for level in 0..<30 {
            let next: JSONValue = ["$ref": .string("#/$defs/\(level + 1)")]
            levels["\(level)"] = ["oneOf": [next, next]]
        }
        let document = try SchemaDocument(["$ref": "#/$defs/0", "$defs": .object(levels)])
        #expect(throws: SchemaLimitError.steps) { try document.accepts("x", limits: SchemaLimits(steps: 10_000)) }
    }
}
