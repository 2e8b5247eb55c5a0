import EventSchemas
import Testing

@Suite("What is not evaluated")
struct UnevaluatedTests {
    static let cases = [
        SchemaCase(
            "counts what neighbours and all parts in place have looked at",
            ##"""
            {"properties": {"a": true}, "patternProperties": {"^p": true}, "allOf": [{"properties": {"b": true}}],
             "$ref": "#/$defs/r", "if": {"properties": {"i": {"const": 1}}, "required": ["i"]}, "then": {"properties": {"t": true}},
             "else": {"properties": {"e": true}}, "dependentSchemas": {"a": {"properties": {"d": true}}},
             "$defs": {"r": {"properties": {"r": true}}}, "unevaluatedProperties": false}
            """##,
            valid: [
                ##"{"a": 1, "b": 1, "p1": 1, "r": 1, "d": 1, "e": 1}"##, ##"{"i": 1, "t": 1}"##, "{}",
            ], invalid: [##"{"i": 2}"##, ##"{"d": 1}"##, ##"{"i": 1, "e": 1}"##, ##"{"z": 1}"##]),
        SchemaCase(
            "of alternatives counts all that fit",
            ##"{"anyOf": [{"properties": {"a": {"type": "integer"}}, "required": ["a"]}, {"properties": {"b": true}, "required": ["b"]}], "unevaluatedProperties": false}"##,
            valid: [##"{"a": 1}"##, ##"{"b": 1}"##, ##"{"a": 1, "b": 1}"##], invalid: [##"{"a": "", "b": 1}"##]),
        SchemaCase(
            "of one alternative",
            ##"{"oneOf": [{"properties": {"a": true}, "required": ["a"]}, {"properties": {"b": true}, "required": ["b"]}], "unevaluatedProperties": false}"##,
            valid: [##"{"a": 1}"##], invalid: [##"{"a": 1, "c": 2}"##, ##"{"a": 1, "b": 1}"##]),
        SchemaCase(
            "does not count what stands under not",
            ##"{"not": {"not": {"properties": {"a": true}, "required": ["a"]}}, "unevaluatedProperties": false}"##,
            invalid: [##"{"a": 1}"##, "{}"]),
        SchemaCase(
            "under not may itself look at its neighbours",
            ##"{"not": {"properties": {"a": true}, "unevaluatedProperties": false}}"##, valid: [##"{"b": 1}"##],
            invalid: [##"{"a": 1}"##]),
        SchemaCase(
            "does not see cousins",
            ##"{"allOf": [{"properties": {"a": true}}, {"unevaluatedProperties": false}]}"##, valid: ["{}"],
            invalid: [##"{"a": 1}"##]),
        SchemaCase(
            "sees what is nested in its neighbours",
            ##"{"allOf": [{"properties": {"a": true}, "unevaluatedProperties": true}], "unevaluatedProperties": false}"##,
            valid: [##"{"a": 1, "b": 1}"##]),
        SchemaCase(
            "takes no notice of what only other values were looked at by",
            ##"{"properties": {"a": {"properties": {"b": true}, "unevaluatedProperties": false}}, "unevaluatedProperties": {"type": "integer"}}"##,
            valid: [##"{"a": {"b": 1}, "c": 1}"##], invalid: [##"{"a": {"c": 1}}"##, ##"{"c": ""}"##]),
        SchemaCase(
            "condition without branches counts",
            ##"{"if": {"patternProperties": {"foo": {"type": "string"}}}, "unevaluatedProperties": false}"##,
            valid: [##"{"foo": "a"}"##], invalid: [##"{"bar": "a"}"##]),
        SchemaCase(
            "of elements", ##"{"prefixItems": [{"type": "string"}], "unevaluatedItems": {"type": "integer"}}"##,
            valid: [##"["a", 1]"##, "[]"], invalid: [##"["a", "b"]"##]),
        SchemaCase(
            "of elements counts those that are contained",
            ##"{"prefixItems": [true], "contains": {"type": "string"}, "unevaluatedItems": false}"##,
            valid: [##"[1, "a"]"##, ##"["a"]"##], invalid: [##"[1, "a", 2]"##]),
        SchemaCase(
            "of elements counts what no bound asks for",
            ##"{"contains": {"const": 1}, "minContains": 0, "unevaluatedItems": {"const": 2}}"##,
            valid: ["[1, 2, 1]", "[2]", "[]"], invalid: ["[3]"]),
        SchemaCase(
            "of elements with all of them described", ##"{"items": {"type": "integer"}, "unevaluatedItems": false}"##,
            valid: ["[1, 2]"]),
        SchemaCase(
            "of elements through parts",
            ##"{"allOf": [{"prefixItems": [true]}, {"prefixItems": [true, {"type": "integer"}]}], "unevaluatedItems": false}"##,
            valid: ["[1, 2]"], invalid: ["[1, 2, 3]"]),
        SchemaCase(
            "of elements in 2019-09",
            ##"{"items": [true], "additionalItems": {"type": "string"}, "unevaluatedItems": false}"##,
            valid: [##"[1, "a"]"##], dialect: .draft2019),
        SchemaCase(
            "of elements beyond lists in 2019-09", ##"{"items": [true], "unevaluatedItems": false}"##, valid: ["[1]"],
            invalid: ["[1, 2]"], dialect: .draft2019),
        SchemaCase(
            "means nothing in draft 7", ##"{"unevaluatedProperties": false, "unevaluatedItems": false}"##,
            valid: [##"{"a": 1}"##, "[1]"], dialect: .draft7),
        SchemaCase(
            "through a recursive schema",
            ##"""
            {"type": "object", "$defs": {"one": {"oneOf": [{"$ref": "#/$defs/two"}, {"required": ["b"], "properties": {"b": true}},
                {"required": ["xx"], "patternProperties": {"x": true}}]},
              "two": {"oneOf": [{"required": ["c"], "properties": {"c": true}}, {"required": ["d"], "properties": {"d": true}}]}},
             "oneOf": [{"$ref": "#/$defs/one"}, {"required": ["a"], "properties": {"a": true}}], "unevaluatedProperties": false}
            """##, valid: [##"{"a": 1}"##, ##"{"c": 1}"##, ##"{"xx": 1, "foox": 1}"##],
            invalid: [##"{"a": 1, "c": 1}"##, ##"{"xx": 1, "foo": 1}"##]),
    ]

    @Test("is what its neighbours have left over", arguments: cases)
    func unevaluated(_ schemaCase: SchemaCase) throws { try schemaCase.check() }
}
