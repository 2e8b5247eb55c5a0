import MeshCore
import Testing

@testable import StatesLanguage

@Suite("Payload templates are filled in")
struct PayloadTemplateTests {
    static func resolve(_ template: String, _ input: JSONValue) throws -> String {
        let scope = PathScope(
            input: input, context: ["Execution": ["Input": input]], variables: ["v": [1]], entropy: Entropy(seed: 1))
        return try StatesText.json(PayloadTemplate(JSONValue(parsing: template)).resolve(in: scope))
    }

    @Test(
        "Members that end in .$ get values, all else stays",
        arguments: [
            (#"{"a.$":"$.x","b":"$.x"}"#, #"{"a":1,"b":"$.x"}"#),
            (#"{"l":[{"a.$":"$.x"},"$.x"]}"#, #"{"l":[{"a":1},"$.x"]}"#),
            (#"{"n":{"deep":{"a.$":"$.y.z","b":null}}}"#, #"{"n":{"deep":{"a":[true],"b":null}}}"#),
            (#"{"c.$":"$$.Execution.Input.x","v.$":"$v[0]","i.$":"States.MathAdd($.x, 1)"}"#, #"{"c":1,"v":1,"i":2}"#),
            (#"{"all.$":"$"}"#, #"{"all":{"x":1,"y":{"z":[true]}}}"#), (#"[1,{"a.$":"$.x"}]"#, #"[1,{"a":1}]"#),
            (#"{"none.$":"$.y.z[7]"}"#, #"{"none":null}"#), (#"{"many.$":"$.q[*].r"}"#, #"{"many":[]}"#), ("{}", "{}"),
            (#""$.x""#, #""$.x""#), (#"{".$":"$.x"}"#, #"{"":1}"#),
        ])
    func fills(template: String, expected: String) throws {
        #expect(try Self.resolve(template, ["x": 1, "y": ["z": [true]]]) == expected)
    }

    @Test("A path that leads nowhere names its field as it was written")
    func missing() throws {
        let failure = try #require(throws: TemplateFailure.self) {
            try Self.resolve(#"{"a":{"y.$":"$.x"}}"#, ["é\"/": 1.0])
        }
        #expect(failure.error == "States.Runtime")
        #expect(
            failure.message == "The JSONPath '$.x' specified for the field 'y.$' could not be found in the input "
                + #"'{"é\"/":1.0}'"#)
    }

    @Test(
        "A field that can never be filled in is refused",
        arguments: [(#"{"a.$":1}"#, "a.$"), (#"{"l":[{"b.$":"x"}]}"#, "b.$"), (#"{"c.$":"States.No()"}"#, "c.$")])
    func refused(template: String, field: String) throws {
        let error = try #require(throws: PathSyntaxError.self) { try PayloadTemplate(JSONValue(parsing: template)) }
        #expect(error.field == field)
    }
}
