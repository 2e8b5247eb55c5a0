import MeshCore
import Testing

@testable import StatesLanguage

@Suite("Intrinsic functions answer as Step Functions does")
struct IntrinsicTests {
    static func evaluate(_ expression: String, _ input: JSONValue = [:]) throws -> JSONValue {
        let scope = PathScope(
            input: input, context: ["Execution": ["Name": "run", "Input": input]], variables: ["name": "Ada"],
            entropy: Entropy(seed: 7))
        return try PathExpression(expression).value(of: "x.$", in: scope)
    }

    @Test(
        "Texts",
        arguments: [
            ("States.Format('Hello {}, {}!', $.a, $name)", #""Hello x, Ada!""#), ("States.Format('none')", #""none""#),
            ("States.Format($.t, 1)", #""n=1""#), (#"States.Format('\'{}\' \{\} \\', 1)"#, #""'1' {} \\""#),
            ("States.Format('{}|{}|{}|{}', null, true, 3.5, -1)", #""null|true|3.5|-1""#),
            ("States.Format('{}', $.o)", #""{k=1, l=[x, null]}""#), ("States.Format('  {}  ', $.a)", #""  x  ""#),
            ("States.Format('{}:{}', $$.Execution.Name, $.a)", #""run:x""#),
            ("States.StringSplit('a,b,,c', ',')", #"["a","b","c"]"#), ("States.StringSplit(',a,', ',')", #"["a"]"#),
            ("States.StringSplit('This.is+a,test=string', '.+,=')", #"["This","is","a","test","string"]"#),
            ("States.StringSplit('', ',')", "[]"), ("States.StringSplit('abc', '')", #"["abc"]"#),
            ("States.StringToJson($.j)", #"{"b":[1,null]}"#), ("States.StringToJson('')", "null"),
            ("States.JsonToString($.o)", #""{\"k\":1,\"l\":[\"x\",null]}""#), ("States.JsonToString('x')", #""\"x\"""#),
            ("States.Base64Encode('Data to encode')", #""RGF0YSB0byBlbmNvZGU=""#), ("States.Base64Encode('')", #""""#),
            ("States.Base64Encode('a')", #""YQ==""#), ("States.Base64Encode('ab')", #""YWI=""#),
            ("States.Base64Encode('🚀')", #""8J+agA==""#), ("States.Base64Decode('4pyT')", #""✓""#),
            ("States.Base64Decode(' YWJj ZA')", #""abcd""#),
        ])
    func texts(expression: String, expected: String) throws {
        let input: JSONValue = ["a": "x", "t": "n={}", "o": ["k": 1, "l": ["x", nil]], "j": #"{"b":[1,null]}"#]
        #expect(try Self.evaluate(expression, input) == JSONValue(parsing: expected))
    }

    @Test(
        "Arrays and objects",
        arguments: [
            ("States.Array()", "[]"),
            ("States.Array(1, 'a', null, true, $.o, States.Array( 2 ))", #"[1,"a",null,true,{"a":1},[2]]"#),
            ("States.ArrayPartition($.n, 4)", "[[1,2,3,4],[5,6,7,8],[9]]"),
            ("States.ArrayPartition($.n, 9.9)", "[[1,2,3,4,5,6,7,8,9]]"),
            ("States.ArrayPartition(States.Array(), 2)", "[]"),
            ("States.ArrayContains($.n, 5)", "true"), ("States.ArrayContains($.n, 55)", "false"),
            ("States.ArrayContains($.m, '1')", "true"), ("States.ArrayContains($.m, null)", "true"),
            ("States.ArrayContains($.m, $.o)", "true"), ("States.ArrayContains($.n, null)", "false"),
            ("States.ArrayRange(1, 9, 2)", "[1,3,5,7,9]"), ("States.ArrayRange(5, 1, -2)", "[5,3,1]"),
            ("States.ArrayRange(3, 3, -1)", "[3]"), ("States.ArrayRange(5, 1, 1)", "[]"),
            ("States.ArrayRange(1, 5, -1)", "[]"),
            ("States.ArrayRange(1.4, 5.6, 2.2)", "[1,3,5]"), ("States.ArrayRange(5.4, -0.6, -2.4)", "[5,3,1]"),
            ("States.ArrayGetItem($.n, 5)", "6"), ("States.ArrayGetItem($.n, 1.2)", "2"),
            ("States.ArrayGetItem(States.Array(), 9)", "null"),
            ("States.ArrayLength($.n)", "9"), ("States.ArrayLength($.n[?(@ > 7)])", "2"),
            ("States.ArrayLength($.none[*].x)", "0"),
            ("States.ArrayUnique(States.Array(1, 2, 3, 3, 3, 4))", "[1,2,3,4]"),
            ("States.ArrayUnique(States.Array(true, false, true))", "[false,true]"),
            ("States.ArrayUnique(States.Array('a', 'b', 'a'))", #"["a","b"]"#),
            ("States.ArrayUnique(States.Array(null, 1, null))", "[null,1]"),
            (
                "States.ArrayUnique(States.Array(States.Array(1,2), States.Array(2,1), States.Array(1,2)))",
                "[[2,1],[1,2]]"
            ),
            ("States.JsonMerge($.o, $.p, false)", #"{"a":2,"b":{"c":1}}"#),
            ("States.JsonMerge($.o, $.p, 'x')", #"{"a":2,"b":{"c":1}}"#),
        ])
    func arrays(expression: String, expected: String) throws {
        let input: JSONValue = [
            "n": [1, 2, 3, 4, 5, 6, 7, 8, 9], "m": [1, nil, ["a": 1]], "o": ["a": 1], "p": ["a": 2, "b": ["c": 1]],
        ]
        #expect(try Self.evaluate(expression, input) == JSONValue(parsing: expected))
    }

    @Test(
        "Numbers",
        arguments: [
            ("States.MathAdd(111, -1)", "110"), ("States.MathAdd(1.6, 2.7)", "5"), ("States.MathAdd(0.1, 0.2)", "0"),
            ("States.MathAdd(-1.5, 0)", "-1"), ("States.MathAdd(2147483646, 1)", "2147483647"),
            ("States.MathAdd(States.MathAdd($.v, 1), 1)", "7"),
            ("States.MathRandom(1, 100, 42)", "63"), ("States.MathRandom(1, 1000, 1)", "106"),
            ("States.MathRandom(1, 1000, 2)", "806"),
        ])
    func numbers(expression: String, expected: String) throws {
        #expect(try Self.evaluate(expression, ["v": 5]) == JSONValue(parsing: expected))
    }

    @Test("Random numbers stay in their bounds")
    func randomNumbers() throws {
        for seed in 0..<200 {
            let scope = PathScope(input: [:], context: [:], entropy: Entropy(seed: UInt64(seed)))
            let value = try PathExpression("States.MathRandom(-2, 3.9)").value(of: "x.$", in: scope)
            #expect((-2..<3).contains(try #require(value.intValue)))
            let wide = try PathExpression("States.MathRandom(-2147483648, 2147483647, \(seed))").value(
                of: "x", in: scope)
            #expect(wide.intValue != nil)
        }
    }

    @Test("UUIDs are random, of version 4, and the same in a replay")
    func uuids() throws {
        let template = try PayloadTemplate(["a.$": "States.UUID()", "b.$": "States.UUID('ignored')"])
        let scope = PathScope(input: [:], context: [:], entropy: Entropy(seed: 1))
        let first = try template.resolve(in: scope)
        let uuid = try #require(first["a"]?.stringValue)
        #expect(
            TextPattern("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")?.matches(uuid) == true)
        #expect(first["a"] != first["b"])
        #expect(try template.resolve(in: scope) == first)
        var other = scope
        other.entropy = Entropy(seed: 2)
        #expect(try template.resolve(in: other) != first)
    }

    @Test(
        "Arguments that a function cannot use are refused in its words",
        arguments: [
            ("States.ArrayRange('a', 5, 1)", "Invalid arguments in States.ArrayRange"),
            ("States.ArrayRange(1, 10, 0.49)", "Invalid arguments in States.ArrayRange"),
            ("States.ArrayRange(1, 1001, 1)", "Invalid arguments in States.ArrayRange"),
            ("States.ArrayRange(1, 5)", "Invalid arguments in States.ArrayRange"),
            ("States.ArrayRange(-2147483648, 2147483647, 1)", "Invalid arguments in States.ArrayRange"),
            ("States.ArrayPartition('x', 2)", "Invalid arguments in States.ArrayPartition"),
            ("States.ArrayPartition($.arr, 0.6)", "Invalid arguments in States.ArrayPartition"),
            ("States.ArrayGetItem($.arr, 3)", "Invalid arguments in States.ArrayGetItem"),
            ("States.ArrayGetItem($.arr, -1)", "Invalid arguments in States.ArrayGetItem"),
            ("States.ArrayGetItem($.arr, '1')", "Invalid arguments in States.ArrayGetItem"),
            ("States.ArrayContains('x', 1)", "Invalid arguments in States.ArrayContains"),
            ("States.ArrayUnique('x')", "Invalid arguments in States.ArrayUnique"),
            ("States.ArrayLength(1)", "Invalid arguments in States.ArrayLength"),
            ("States.MathAdd('a', 1)", "Invalid arguments in States.MathAdd"),
            ("States.MathAdd(2147483647, 1)", "Invalid arguments in States.MathAdd"),
            ("States.MathAdd(3000000000, 1)", "Invalid arguments in States.MathAdd"),
            ("States.MathAdd(1)", "Invalid arguments in States.MathAdd"),
            ("States.MathRandom(1, 1)", "Invalid arguments in States.MathRandom"),
            ("States.MathRandom(1, 10, 'seed')", "Invalid arguments in States.MathRandom"),
            ("States.StringSplit(1, ',')", "Invalid arguments in States.StringSplit"),
            ("States.StringToJson($.arr)", "Invalid arguments in States.StringToJson"),
            (
                "States.JsonToString(1, 2)",
                "Invalid arguments in States.JsonToString: only a single argument is allowed."
            ),
            ("States.JsonMerge(1, 2, false)", "Invalid arguments in States.JsonMerge"),
            ("States.Hash('data', 'sha-256')", "Invalid arguments in States.Hash"),
            ("States.Hash()", "Invalid arguments in States.Hash"),
            ("States.Base64Encode(1)", "Invalid arguments in States.Base64Encode"),
            ("States.Base64Decode()", "Invalid arguments in States.Base64Decode"),
            ("States.Format('Hello {', 1)", "Invalid template in States.Format: matching '}' not found for '{'."),
            ("States.Format('Hello {{}}', 1)", "Invalid template in States.Format: matching '}' not found for '{'."),
            ("States.Format('}')", "Invalid template in States.Format: matching '{' not found for '}'."),
            (
                "States.Format('{} {}', 1)",
                "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}."
            ),
        ])
    func refusals(expression: String, reason: String) throws {
        let failure = try #require(throws: TemplateFailure.self) { try Self.evaluate(expression, ["arr": [1, 2, 3]]) }
        #expect(failure.error == "States.Runtime")
        #expect(
            failure.message
                == "There was an error while evaluating the intrinsic function: \(expression). \(reason)")
    }

    @Test("Long texts are refused")
    func longTexts() throws {
        let fitting: JSONValue = .string(String(repeating: "a", count: 10_000))
        let long: JSONValue = .string(String(repeating: "a", count: 10_001))
        for call in ["States.Base64Encode($.s)", "States.Base64Decode($.s)", "States.Hash($.s, 'SHA-256')"] {
            _ = try Self.evaluate(call, ["s": fitting])
            #expect(throws: TemplateFailure.self) { try Self.evaluate(call, ["s": long]) }
        }
    }

    @Test(
        "An argument that leads nowhere names the whole expression and the input",
        arguments: [
            ("States.Format('{}',$.nope)", "$.nope"), ("States.Format('{}', States.Format('{}', $.nope))", "$.nope"),
            ("States.Format('{} {}', $.other, $.a.b)", "$.a.b"), ("States.Format('{}', $$.Nope.Deep)", "$.Nope.Deep"),
            ("States.ArrayLength($.other2[5])", "$.other2[5]"),
        ])
    func missingArguments(expression: String, path: String) throws {
        let failure = try #require(throws: TemplateFailure.self) { try Self.evaluate(expression, ["other": 1]) }
        #expect(
            failure.message == "The function '\(expression)' had the following error: The JsonPath argument for the "
                + "field '\(path)' could not be found in the input '{\"other\":1}'")
    }

    @Test("A step into what is no array shows the words of the path library")
    func libraryWords() throws {
        let failure = try #require(throws: TemplateFailure.self) {
            try Self.evaluate("States.Format('{}', $.other[0])", ["other": 1])
        }
        #expect(failure.message.hasSuffix("Filter: [0] can only be applied to arrays. Current context is: 1"))
    }

    @Test(
        "What is no call is refused before it runs",
        arguments: [
            "States.UUID(", "States.UUID)", "States.UUID(,)", "States.UUID() trailing", "States.UUID($",
            "States.NoSuch()", "States.Array(1.)", "States.Array(.5)", "States.Array([1])", "States.Array($.a, )",
            "States.Format('x\\n')", "States.Format('x)", "States.Format(\"x\")", "Format('x')", "",
            "States.Array(States.Array(States.Array(States.Array(States.Array(States.Array(States.Array(States.Array("
                + "States.Array(States.Array(States.Array(1)))))))))))",
        ])
    func syntax(expression: String) {
        #expect(throws: PathSyntaxError.self) { try PathExpression(expression) }
    }

    @Test("Calls may lie in each other ten deep, and paths may hold commas and parentheses")
    func nesting() throws {
        let deep = String(repeating: "States.Array(", count: 10) + "1" + String(repeating: ")", count: 10)
        _ = try PathExpression(deep)
        let value = try Self.evaluate(
            "States.Array($.a[?(@.b == 'x,)')].b, $['a'][0,1].b)", ["a": [["b": "x,)"], ["b": 2]]])
        #expect(value == [["x,)"], ["x,)", 2]])
    }
}
