import MeshCore
import Testing

@testable import StatesLanguage

@Suite("Choice rules decide as Step Functions does")
struct ChoiceRuleTests {
    static func matches(_ rule: String, _ input: JSONValue) throws -> Bool {
        let scope = PathScope(
            input: input, context: ["State": ["Name": "S"]], variables: ["answer": "a"], entropy: Entropy(seed: 1))
        return try ChoiceRule(JSONValue(parsing: rule)).matches(scope)
    }

    @Test(
        "Comparisons",
        arguments: [
            (#""StringEquals":"b""#, #""b""#, true), (#""StringEquals":"1""#, "1", false),
            (#""StringLessThan":"AB""#, #""A""#, true), (#""StringGreaterThan":"a""#, #""B""#, false),
            (#""StringGreaterThanEquals":"a""#, #""a""#, true), (#""StringLessThanEquals":"a""#, #""b""#, false),
            (#""NumericEquals":1.0"#, "1", true), (#""NumericEquals":1"#, "true", false),
            (#""NumericEquals":1"#, #""1""#, false), (#""NumericLessThan":2"#, "1.5", true),
            (#""NumericGreaterThan":9007199254740992"#, "9007199254740993", true),
            (#""NumericGreaterThanEquals":2"#, "2", true), (#""NumericLessThanEquals":2"#, "3", false),
            (#""BooleanEquals":true"#, "true", true), (#""BooleanEquals":false"#, "true", false),
            (#""BooleanEquals":false"#, "0", false),
            (#""TimestampEquals":"2025-01-01T12:00:00.000Z""#, #""2025-01-01T12:00:00Z""#, true),
            (#""TimestampEquals":"2025-01-01T12:00:00Z""#, #""2025-01-01T13:00:00+01:00""#, true),
            (#""TimestampLessThan":"2025-01-01T12:00:00Z""#, #""2025-01-01T11:59:59.999999999Z""#, true),
            (#""TimestampGreaterThan":"2025-01-01T12:00:00Z""#, #""2025-01-01T12:00:00.000000001Z""#, true),
            (#""TimestampEquals":"2025-01-01T12:00:00Z""#, #""2025-01-01""#, false),
            (#""TimestampEquals":"2025-01-01T12:00:00Z""#, #""nonsense""#, false),
            (#""StringMatches":"invoice-*.json""#, #""invoice-2025.json""#, true),
            (#""StringMatches":"logs-*-*-done""#, #""logs-2025-04-done""#, true),
            (#""StringMatches":"a\\*b""#, #""a*b""#, true), (#""StringMatches":"a\\*b""#, #""axb""#, false),
            (#""StringMatches":"a\\\\*""#, #""a\\xyz""#, true), (#""StringMatches":"*""#, #""""#, true),
            (#""StringMatches":"123""#, "123", false), (#""StringMatches":"*a*b""#, #""xaybzb""#, true),
            (#""StringMatches":"a*b""#, #""abc""#, false),
        ])
    func comparisons(test: String, value: String, expected: Bool) throws {
        let rule = "{\"Variable\":\"$.v\",\(test),\"Next\":\"N\"}"
        #expect(try Self.matches(rule, ["v": JSONValue(parsing: value)]) == expected)
    }

    @Test(
        "Questions about the value's kind",
        arguments: [
            ("IsNull", "null", "0"), ("IsNumeric", "1.5", #""1""#), ("IsString", #""""#, "1"),
            ("IsBoolean", "false", "0"),
            ("IsTimestamp", #""2012-10-09T19:00:55Z""#, #""2012-10-09T19:00:55""#),
            ("IsTimestamp", #""2012-10-09T19:00:55+01:00""#, #""2023-02-24""#),
            ("IsTimestamp", #""2012-10-09T19:00Z""#, "1"),
        ])
    func kinds(question: String, yes: String, no: String) throws {
        for (value, answer) in [(yes, true), (no, false)] {
            let input: JSONValue = ["v": try JSONValue(parsing: value)]
            #expect(try Self.matches("{\"Variable\":\"$.v\",\"\(question)\":true}", input) == answer)
            #expect(try Self.matches("{\"Variable\":\"$.v\",\"\(question)\":false}", input) == !answer)
        }
    }

    @Test("Whether a path leads somewhere can be asked without a failure")
    func presence() throws {
        #expect(try Self.matches(#"{"Variable":"$.v","IsPresent":true}"#, ["v": nil]))
        #expect(try !Self.matches(#"{"Variable":"$.v","IsPresent":false}"#, ["v": nil]))
        #expect(try Self.matches(#"{"Variable":"$.a.b","IsPresent":false}"#, [:]))
        #expect(try Self.matches(#"{"Variable":"$.v[0]","IsPresent":false}"#, ["v": []]))
        #expect(try Self.matches(#"{"Variable":"$none","IsPresent":false}"#, [:]))
    }

    @Test("Values may be compared with what a path, a variable or the context holds")
    func paths() throws {
        #expect(try Self.matches(#"{"Variable":"$.a","NumericGreaterThanEqualsPath":"$.b"}"#, ["a": 2, "b": 2]))
        #expect(try Self.matches(#"{"Variable":"$.a","StringEqualsPath":"$answer"}"#, ["a": "a"]))
        #expect(try Self.matches(#"{"Variable":"$$.State.Name","StringEquals":"S"}"#, [:]))
        #expect(try !Self.matches(#"{"Variable":"$.a","NumericEqualsPath":"$.b"}"#, ["a": 7, "b": ["value": 7]]))
        #expect(try Self.matches(#"{"Variable":"$.a","BooleanEqualsPath":"$.b"}"#, ["a": false, "b": false]))
    }

    @Test("Conditions are joined, and no part is asked once the answer is known")
    func joined() throws {
        let present = #"{"Variable":"$.a","IsPresent":true}"#
        let isOne = #"{"Variable":"$.a","NumericEquals":1}"#
        #expect(try !Self.matches("{\"And\":[\(present),\(isOne)]}", [:]))
        #expect(try Self.matches("{\"And\":[\(present),\(isOne)]}", ["a": 1]))
        #expect(try Self.matches("{\"Or\":[{\"Not\":\(present)},\(isOne)]}", [:]))
        #expect(try Self.matches("{\"Not\":{\"Not\":\(present)}}", ["a": 1]))
    }

    @Test("A path that leads nowhere is a failure", arguments: ["NumericEqualsPath", "IsNull", "StringMatches"])
    func missing(operation: String) throws {
        let rule = "{\"Variable\":\"$.approved\",\"\(operation)\":\"$.right\"}"
        let failure = try #require(throws: TemplateFailure.self) { try Self.matches(rule, ["right": 1]) }
        #expect(failure.error == "States.Runtime")
        #expect(
            failure.message
                == "Invalid path '$.approved': The choice state's condition path references an invalid value.")
        let other = try #require(throws: TemplateFailure.self) {
            try Self.matches(#"{"Variable":"$.right","NumericEqualsPath":"$.approved"}"#, ["right": 1])
        }
        #expect(other == failure)
    }

    @Test(
        "What is no rule is refused",
        arguments: [
            "1", "{}", #"{"Variable":"$.a"}"#, #"{"StringEquals":"a"}"#, #"{"Variable":"a","StringEquals":"a"}"#,
            #"{"Variable":"$.a","StringEquals":"a","NumericEquals":1}"#, #"{"Variable":"$.a","StringEqualsPath":"a"}"#,
            #"{"Variable":"$.a","StringEqualsPath":1}"#, #"{"And":[]}"#, #"{"Or":{}}"#, #"{"Not":1}"#,
            #"{"Variable":"$.a","BooleanLessThan":true}"#, #"{"Variable":"$.a","StringMatchesPath":"$.b"}"#,
        ])
    func refused(rule: String) {
        #expect(throws: PathSyntaxError.self) { try ChoiceRule(JSONValue(parsing: rule)) }
    }

    @Test("Patterns that nearly match are refused in linear time")
    func wildcards() {
        let many = WildcardPattern(String(repeating: "*a", count: 500) + "b")
        #expect(!many.matches(String(repeating: "a", count: 5000)))
        let long = WildcardPattern("*" + String(repeating: "a", count: 100_000) + "b*")
        #expect(!long.matches(String(repeating: "a", count: 200_000)))
        #expect(WildcardPattern("*aab*").matches("aaab"))
        #expect(!WildcardPattern("a*a").matches("a"))
        #expect(WildcardPattern("a**a").matches("aa"))
    }
}
