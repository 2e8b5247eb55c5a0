import EventSchemas
import Testing

@Suite("Values")
struct ValueTests {
    static let numbers = [
        SchemaCase(
            "whole numbers, however written", ##"{"type": "integer"}"##,
            valid: ["1", "1.0", "-0.0", "1e300", "12345678910111213141516171819"],
            invalid: ["1.1", ##""1""##, "null", "true"]),
        SchemaCase(
            "multiples in decimals", ##"{"multipleOf": 0.0001}"##, valid: ["0.0075", "1e3", "0"], invalid: ["0.00751"]),
        SchemaCase(
            "multiples of hundredths", ##"{"multipleOf": 0.01}"##, valid: ["4.35", "19.99", "0.07", "1.1", "-4.35"],
            invalid: ["4.355"]),
        SchemaCase(
            "multiples far apart", ##"{"multipleOf": 0.5}"##, valid: ["1e308", "9007199254740993"], invalid: ["1e-300"]),
        SchemaCase(
            "multiples without a common measure", ##"{"type": "integer", "multipleOf": 0.123456789}"##,
            invalid: ["1e308"]
        ),
        SchemaCase("multiples of a tiny number", ##"{"multipleOf": 1e-8}"##, valid: ["12391239123"], invalid: ["1e-9"]),
        SchemaCase(
            "multiples of whole numbers", ##"{"multipleOf": 2}"##, valid: ["4", "4.0", "-2", ##""x""##],
            invalid: ["3", "4.5"]),
        SchemaCase(
            "bounds", ##"{"minimum": 1.1, "exclusiveMaximum": 3}"##, valid: ["1.1", "2", "2.999", ##""a""##],
            invalid: ["1", "3", "3.0"]),
        SchemaCase(
            "bounds that leave out", ##"{"exclusiveMinimum": 0, "maximum": 1}"##, valid: ["0.1", "1"],
            invalid: ["0", "-0.0", "1.1"]),
        SchemaCase(
            "bounds beyond doubles", ##"{"maximum": 9007199254740993}"##,
            valid: ["9007199254740993", "9007199254740992.0"], invalid: ["9007199254740994"]),
        SchemaCase(
            "bounds of great numbers", ##"{"maximum": 18446744073709551615}"##, valid: ["18446744073709551600"],
            invalid: ["18446744073709561600"]),
        SchemaCase(
            "bounds of great fractions", ##"{"exclusiveMinimum": -972783798187987123879878123.18878137}"##,
            invalid: ["-972783798187987123879878123.188781371"]),
    ]
    static let equality = [
        SchemaCase("one is one", ##"{"const": 1}"##, valid: ["1", "1.0"], invalid: ["true", "2", ##""1""##]),
        SchemaCase(
            "zero is not false", ##"{"enum": [0, [false]]}"##, valid: ["0", "-0.0", "0.0", "[false]"],
            invalid: ["false", "[0]"]),
        SchemaCase(
            "in depth", ##"{"const": {"a": [1, {"b": null}]}}"##, valid: [##"{"a": [1.0, {"b": null}]}"##],
            invalid: [##"{"a": [1, {}]}"##, ##"{"a": [1]}"##]),
        SchemaCase(
            "texts by code points", ##"{"const": "\u00e9"}"##, valid: [##""\u00e9""##], invalid: [##""e\u0301""##]),
        SchemaCase(
            "names by code points", ##"{"properties": {"\u00e9": false}, "required": ["K"]}"##,
            valid: [##"{"K": 1, "e\u0301": 1}"##], invalid: [##"{"\u212a": 1}"##, ##"{"K": 1, "\u00e9": 1}"##]),
        SchemaCase(
            "a text with nothing in it", ##"{"const": "a\u0000b"}"##, valid: [##""a\u0000b""##], invalid: [##""ab""##]),
        SchemaCase(
            "elements that are unique", ##"{"uniqueItems": true}"##,
            valid: [##"[1, true, 0, false, [1], [true], {"a": 1}, {"a": 2}, "a"]"##, "{}"],
            invalid: ["[1, 1.0]", ##"[{"a": 1, "b": 2}, {"b": 2, "a": 1.0}]"##, "[[1], [1.00]]"]),
        SchemaCase(
            "many elements that are unique", ##"{"uniqueItems": true}"##,
            valid: ["[\((0..<200).map(String.init).joined(separator: ", "))]"],
            invalid: ["[\((0..<200).map(String.init).joined(separator: ", ")), 7.0]"]),
        SchemaCase(
            "many constants", ##"{"enum": [1, 2, 3, 4, 5, 6, {"a": 1}]}"##, valid: ["6.0", ##"{"a": 1.0}"##],
            invalid: ["7", ##"{"a": 2}"##]),
        SchemaCase("no constants", ##"{"enum": []}"##, invalid: ["1", "null"]),
    ]
    static let texts = [
        SchemaCase(
            "lengths in code points", ##"{"maxLength": 2, "minLength": 2.0}"##,
            valid: [##""ab""##, ##""😀😀""##, ##""e\u0301""##, "1"],
            invalid: [##""😀""##, ##""a""##, ##""abc""##, ##""👨‍👩‍👧""##]),
        SchemaCase("patterns anywhere", ##"{"pattern": "a+"}"##, valid: [##""xaay""##, "1"], invalid: [##""x""##]),
    ]
    static let objects = [
        SchemaCase(
            "members by name, pattern and the rest",
            ##"{"properties": {"foo": {"maxItems": 3}}, "patternProperties": {"f.o": {"minItems": 2}}, "additionalProperties": {"type": "integer"}}"##,
            valid: [##"{"foo": [1, 2]}"##, ##"{"fxo": [1, 2]}"##, ##"{"quux": 3}"##, "[]"],
            invalid: [##"{"foo": [1, 2, 3, 4]}"##, ##"{"foo": []}"##, ##"{"fxo": []}"##, ##"{"quux": "x"}"##]),
        SchemaCase(
            "members with names of old",
            ##"{"properties": {"__proto__": {"type": "number"}, "constructor": {"type": "number"}}, "required": ["toString"]}"##,
            valid: [##"{"toString": 1, "__proto__": 1}"##, "1"],
            invalid: ["{}", ##"{"toString": 1, "__proto__": "a"}"##]),
        SchemaCase(
            "how many members", ##"{"minProperties": 1, "maxProperties": 2}"##, valid: [##"{"a": 1}"##, "[]"],
            invalid: ["{}", ##"{"a": 1, "b": 1, "c": 1}"##]),
        SchemaCase(
            "names", ##"{"propertyNames": {"maxLength": 2, "pattern": "^a"}}"##,
            valid: [##"{"a": 1, "ab": 2}"##, "{}"],
            invalid: [##"{"b": 1}"##, ##"{"abc": 1}"##]),
        SchemaCase(
            "dependencies",
            ##"{"dependentRequired": {"a": ["b", "c"]}, "dependentSchemas": {"d": {"maxProperties": 1}}}"##,
            valid: ["{}", ##"{"a": 1, "b": 1, "c": 1}"##, ##"{"d": 1}"##],
            invalid: [##"{"a": 1, "b": 1}"##, ##"{"d": 1, "e": 1}"##]),
        SchemaCase(
            "dependencies of draft 7", ##"{"dependencies": {"a": ["b"], "c": {"required": ["d"]}, "e": false}}"##,
            valid: [##"{"a": 1, "b": 1}"##, ##"{"c": 1, "d": 1}"##],
            invalid: [##"{"a": 1}"##, ##"{"c": 1}"##, ##"{"e": 1}"##],
            dialect: .draft7),
        SchemaCase(
            "dependencies of draft 7 stay", ##"{"dependencies": {"a": ["b"]}}"##, valid: [##"{"a": 1, "b": 1}"##],
            invalid: [##"{"a": 1}"##]),
    ]
    static let arrays = [
        SchemaCase(
            "a prefix and the rest", ##"{"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}"##,
            valid: [##"["a", 1]"##, "[]", ##"["a"]"##, "{}"], invalid: ["[1]", ##"["a", "b"]"##]),
        SchemaCase(
            "no more than the prefix", ##"{"prefixItems": [{}], "items": false}"##, valid: ["[1]"], invalid: ["[1, 2]"]),
        SchemaCase(
            "a list in draft 7", ##"{"items": [{"type": "string"}], "additionalItems": false}"##, valid: [##"["a"]"##],
            invalid: ["[1]", ##"["a", 1]"##], dialect: .draft7),
        SchemaCase(
            "additional items without a list are ignored", ##"{"items": {}, "additionalItems": false}"##,
            valid: ["[1]"],
            dialect: .draft7),
        SchemaCase(
            "contained", ##"{"contains": {"minimum": 5}, "minContains": 2, "maxContains": 3}"##,
            valid: ["[5, 6]", "[1, 5, 6, 7]", "1"], invalid: ["[]", "[5]", "[5, 6, 7, 8]"]),
        SchemaCase(
            "contained or not", ##"{"contains": {"const": 1}, "minContains": 0, "maxContains": 1}"##,
            valid: ["[]", "[2]", "[1]"], invalid: ["[1, 1]"]),
        SchemaCase("bounds without contains are ignored", ##"{"minContains": 2, "maxContains": 0}"##, valid: ["[1]"]),
        SchemaCase(
            "bounds of contains in draft 7 are ignored", ##"{"contains": {"const": 1}, "minContains": 2}"##,
            valid: ["[1]"], invalid: ["[]"], dialect: .draft7),
        SchemaCase(
            "how many", ##"{"minItems": 1, "maxItems": 2.0}"##, valid: ["[1]", ##""""##], invalid: ["[]", "[1, 2, 3]"]),
    ]
    static let logic = [
        SchemaCase(
            "all, any, one, none",
            ##"{"allOf": [{"minimum": 2}], "anyOf": [{"multipleOf": 2}, {"multipleOf": 3}], "oneOf": [{"maximum": 10}, {"minimum": 8}], "not": {"const": 4}}"##,
            valid: ["2", "3", "6", "12"], invalid: ["1", "4", "5", "8"]),
        SchemaCase(
            "conditions", ##"{"if": {"exclusiveMaximum": 0}, "then": {"minimum": -10}, "else": {"multipleOf": 2}}"##,
            valid: ["-1", "4"], invalid: ["-100", "3"]),
        SchemaCase("branches without a condition are ignored", ##"{"then": false, "else": false}"##, valid: ["1"]),
        SchemaCase(
            "true and false", ##"{"properties": {"a": true, "b": false}}"##, valid: [##"{"a": 1}"##],
            invalid: [##"{"b": 1}"##]),
        SchemaCase(
            "several types", ##"{"type": ["integer", "null"]}"##, valid: ["1", "null"], invalid: ["1.5", ##""""##]),
        SchemaCase(
            "what is not known is ignored", ##"{"foo": "bar", "minimum": 1, "format": "unheard-of"}"##,
            valid: ["1", ##""a""##], invalid: ["0"]),
        SchemaCase(
            "notes are no checks",
            ##"{"contentEncoding": "base64", "contentMediaType": "application/json", "contentSchema": {"type": "array"}, "format": "ipv4", "title": "x", "default": 1}"##,
            valid: [##""{""##, ##""::""##]),
    ]

    @Test("Numbers are exact", arguments: numbers)
    func numbersHold(_ schemaCase: SchemaCase) throws { try schemaCase.check() }

    @Test("Values are compared by what they are", arguments: equality)
    func equalityHold(_ schemaCase: SchemaCase) throws { try schemaCase.check() }

    @Test("Texts", arguments: texts)
    func textsHold(_ schemaCase: SchemaCase) throws { try schemaCase.check() }

    @Test("Objects", arguments: objects)
    func objectsHold(_ schemaCase: SchemaCase) throws { try schemaCase.check() }

    @Test("Arrays", arguments: arrays)
    func arraysHold(_ schemaCase: SchemaCase) throws { try schemaCase.check() }

    @Test("Schemas are combined", arguments: logic)
    func logicHold(_ schemaCase: SchemaCase) throws { try schemaCase.check() }
}
