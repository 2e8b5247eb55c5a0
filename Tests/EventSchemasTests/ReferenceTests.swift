import EventSchemas
import MeshCore
import Testing

@Suite("References")
struct ReferenceTests {
    static let cases = [
        SchemaCase(
            "to the whole, below a member", ##"{"properties": {"a": {"$ref": "#"}}, "additionalProperties": false}"##,
            valid: [##"{"a": {"a": {}}}"##], invalid: [##"{"a": {"b": 1}}"##]),
        SchemaCase(
            "by pointers with escapes",
            ##"""
            {"$defs": {"a~b": {"type": "integer"}, "a/b": {"type": "string"}, "a%b": {"type": "null"}, "": {"$defs": {"": true}}},
             "properties": {"t": {"$ref": "#/$defs/a~0b"}, "s": {"$ref": "#/$defs/a~1b"}, "p": {"$ref": "#/$defs/a%25b"},
                            "e": {"$ref": "#/$defs//$defs/"}}}
            """##, valid: [##"{"t": 1, "s": "", "p": null, "e": 4}"##],
            invalid: [##"{"t": ""}"##, ##"{"s": 1}"##, ##"{"p": 1}"##]),
        SchemaCase(
            "through an element of a list", ##"{"prefixItems": [{"type": "integer"}, {"$ref": "#/prefixItems/0"}]}"##,
            valid: ["[1, 2]"], invalid: [##"[1, "a"]"##]),
        SchemaCase(
            "with neighbours that count", ##"{"$defs": {"a": {"type": "array"}}, "$ref": "#/$defs/a", "maxItems": 1}"##,
            valid: ["[]"], invalid: ["1", "[1, 2]"]),
        SchemaCase(
            "with neighbours that do not count in draft 7",
            ##"{"definitions": {"a": {"type": "array"}}, "$ref": "#/definitions/a", "maxItems": 1}"##,
            valid: ["[]", "[1, 2]"], invalid: ["1"], dialect: .draft7),
        SchemaCase(
            "a neighbouring $id does not count in draft 7",
            ##"""
            {"$id": "http://localhost/base/", "definitions": {
               "foo": {"$id": "http://localhost/foo.json", "type": "string"}, "base": {"$id": "foo.json", "type": "number"}},
             "allOf": [{"$id": "http://localhost/", "$ref": "foo.json"}]}
            """##, valid: ["1"], invalid: [##""a""##], dialect: .draft7),
        SchemaCase(
            "a member called $ref is none", ##"{"properties": {"$ref": {"type": "string"}}}"##,
            valid: [##"{"$ref": "a"}"##], invalid: [##"{"$ref": 2}"##]),
        SchemaCase(
            "by an anchor, and one of an inner resource",
            ##"""
            {"$id": "http://localhost/root", "allOf": [{"$ref": "#a"}, {"$ref": "inner#a"}], "$defs": {
               "x": {"$anchor": "a", "type": "integer"}, "y": {"$id": "inner", "$defs": {"z": {"$anchor": "a", "minimum": 3}}}}}
            """##, valid: ["3"], invalid: ["2", "3.5"]),
        SchemaCase(
            "by a plain name in draft 7",
            ##"{"allOf": [{"$ref": "#foo"}], "definitions": {"a": {"$id": "#foo", "type": "integer"}}}"##, valid: ["1"],
            invalid: [##""a""##], dialect: .draft7),
        SchemaCase(
            "what looks like an identifier among values is none",
            ##"""
            {"$defs": {"e": {"enum": [{"$id": "http://localhost/id", "type": "null"}, {"$anchor": "n", "type": "null"}]},
                       "s": {"$id": "http://localhost/id", "type": "string"}, "c": {"const": {"$anchor": "n"}},
                       "n": {"$anchor": "n", "type": "string"}},
             "allOf": [{"$ref": "http://localhost/id"}, {"$ref": "#n"}]}
            """##, valid: [##""a""##], invalid: ["null", "1"]),
        SchemaCase(
            "into an unknown keyword", ##"{"unknown": {"a": {"type": "integer"}}, "$ref": "#/unknown/a"}"##,
            valid: ["1"],
            invalid: [##""a""##]),
        SchemaCase(
            "to a document that the caller gives, with its own base",
            ##"{"$id": "http://localhost/root.json", "$ref": "dir/list.json"}"##, valid: [##"["a", null]"##],
            invalid: ["[1]"],
            documents: [
                "http://localhost/dir/list.json": ##"{"items": {"$ref": "item.json#/$defs/nullable"}}"##,
                "http://localhost/dir/item.json":
                    ##"{"type": "string", "$defs": {"nullable": {"anyOf": [{"type": "null"}, {"$ref": "#"}]}}}"##,
            ]),
        SchemaCase(
            "by URNs",
            ##"""
            {"$id": "urn:uuid:deadbeef-1234-0000-0000-4321feebdaed", "$defs": {"bar": {"type": "string", "$anchor": "here"}},
             "properties": {"a": {"$ref": "urn:uuid:deadbeef-1234-0000-0000-4321feebdaed#/$defs/bar"},
                            "b": {"$ref": "#here"}}}
            """##, valid: [##"{"a": "x", "b": "y"}"##], invalid: [##"{"a": 1}"##, ##"{"b": 1}"##]),
        SchemaCase(
            "by absolute paths and dots",
            ##"""
            {"$id": "http://localhost/a/b/c.json", "$defs": {"x": {"$id": "/d/e.json", "type": "null"},
                                                            "y": {"$id": "../f.json", "type": "integer"}},
             "anyOf": [{"$ref": "http://localhost/d/e.json"}, {"$ref": "/a/f.json"}]}
            """##, valid: ["null", "1"], invalid: [##""""##]),
        SchemaCase(
            "to the same schema twice for one value are no circle",
            ##"{"$defs": {"int": {"type": "integer"}}, "allOf": [{"properties": {"a": {"$ref": "#/$defs/int"}}}, {"additionalProperties": {"$ref": "#/$defs/int"}}]}"##,
            valid: [##"{"a": 1}"##], invalid: [##"{"a": "x"}"##]),
    ]

    @Test("lead where they say", arguments: cases)
    func references(_ schemaCase: SchemaCase) throws { try schemaCase.check() }

    static let dynamic = [
        SchemaCase(
            "the outermost dynamic anchor decides",
            ##"""
            {"$id": "http://localhost/root", "$ref": "list", "$defs": {
               "foo": {"$dynamicAnchor": "items", "type": "string"},
               "list": {"$id": "list", "type": "array", "items": {"$dynamicRef": "#items"},
                        "$defs": {"items": {"$dynamicAnchor": "items"}}}}}
            """##, valid: [##"["a"]"##], invalid: ["[1]"]),
        SchemaCase(
            "an anchor that is not dynamic first is none later",
            ##"""
            {"$id": "http://localhost/root", "$ref": "list", "$defs": {
               "foo": {"$dynamicAnchor": "items", "type": "string"},
               "list": {"$id": "list", "type": "array", "items": {"$dynamicRef": "#items"},
                        "$defs": {"items": {"$anchor": "items"}}}}}
            """##, valid: [##"["a", 1]"##]),
        SchemaCase(
            "a scope that was left has no say",
            ##"""
            {"$id": "http://localhost/main",
             "if": {"$id": "first", "$defs": {"t": {"$dynamicAnchor": "thingy", "type": "number"}}},
             "then": {"$id": "second", "$ref": "start", "$defs": {"t": {"$dynamicAnchor": "thingy", "type": "null"}}},
             "$defs": {"start": {"$id": "start", "$dynamicRef": "inner#thingy"},
                       "thingy": {"$id": "inner", "$dynamicAnchor": "thingy", "type": "string"}}}
            """##, valid: ["null"], invalid: ["42", ##""a""##]),
        SchemaCase(
            "a pointer into another resource enters only the last one",
            ##"""
            {"$id": "http://localhost/main", "properties": {"bar-item": {"$ref": "bar#/$defs/item"}}, "$defs": {"bar": {
               "$id": "bar", "$defs": {
                 "item": {"$id": "item", "properties": {"content": {"$dynamicRef": "#content"}},
                          "$defs": {"d": {"$dynamicAnchor": "content", "type": "integer"}}},
                 "content": {"$dynamicAnchor": "content", "type": "string"}}}}}
            """##, valid: [##"{"bar-item": {"content": 42}}"##], invalid: [##"{"bar-item": {"content": "a"}}"##]),
        SchemaCase(
            "a strict tree",
            ##"""
            {"$id": "http://localhost/strict-tree", "$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false}
            """##, valid: [##"{"children": [{"data": 1}]}"##], invalid: [##"{"children": [{"daat": 1}]}"##],
            documents: [
                "http://localhost/tree": ##"""
                {"$id": "http://localhost/tree", "$dynamicAnchor": "node", "type": "object",
                 "properties": {"data": true, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}}}
                """##
            ]),
        SchemaCase(
            "the tree of 2019-09",
            ##"{"$id": "http://localhost/strict", "$recursiveAnchor": true, "$ref": "tree", "unevaluatedProperties": false}"##,
            valid: [##"{"children": [{"data": 1}]}"##], invalid: [##"{"children": [{"daat": 1}]}"##],
            dialect: .draft2019,
            documents: [
                "http://localhost/tree": ##"""
                {"$id": "http://localhost/tree", "$recursiveAnchor": true, "type": "object",
                 "properties": {"data": true, "children": {"type": "array", "items": {"$recursiveRef": "#"}}}}
                """##
            ]),
        SchemaCase(
            "without an anchor a recursive reference is a plain one",
            ##"{"properties": {"a": {"$recursiveRef": "#"}}, "additionalProperties": false}"##,
            valid: [##"{"a": {}}"##],
            invalid: [##"{"a": {"b": 1}}"##], dialect: .draft2019),
    ]

    @Test("that are dynamic depend on the way there", arguments: dynamic)
    func dynamicReferences(_ schemaCase: SchemaCase) throws { try schemaCase.check() }

    @Test(
        "that lead nowhere, or round in a circle, are errors",
        arguments: [
            (##"{"$ref": "#/$defs/none"}"##, "#"), (##"{"items": {"$ref": "#none"}}"##, "#/items"),
            (##"{"$ref": "http://localhost/none"}"##, "#"), (##"{"$ref": 1}"##, "#/$ref"), (##"{"$ref": "#"}"##, "#"),
            (
                ##"{"$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}, "$ref": "#/$defs/a"}"##,
                ""
            ),
        ])
    func broken(_ schema: String, _ location: String) throws {
        let error = #expect(throws: SchemaError.self) {
            try SchemaDocument(JSONValue(parsing: schema))
        }
        if !location.isEmpty { #expect(error?.location == location) }
    }
}
