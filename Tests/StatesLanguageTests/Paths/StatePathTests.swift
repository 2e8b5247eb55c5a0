import MeshCore
import Testing

@testable import StatesLanguage

@Suite("Paths of a state's fields read the input, the context and variables")
struct StatePathTests {
    static let scope = PathScope(
        input: ["a": 1, "list": [1, 2]],
        context: ["Execution": ["Id": "arn", "Input": ["x": true]]],
        variables: ["name": ["first": "Ada"], "_count": 3, "größe": 4],
        entropy: Entropy(seed: 1))

    @Test(
        "A path starts where its first letters say",
        arguments: [
            ("$", #"{"a":1,"list":[1,2]}"#), ("$.a", "1"), ("$['a']", "1"), ("$$.Execution.Id", #""arn""#),
            ("$$['Execution'].Input.x", "true"), ("$name", #"{"first":"Ada"}"#), ("$name.first", #""Ada""#),
            ("$name['first']", #""Ada""#), ("$_count", "3"), ("$größe", "4"),
        ])
    func reads(path: String, expected: String) throws {
        #expect(try StatePath(path).read(in: Self.scope) == JSONValue(parsing: expected))
    }

    @Test("The whole context object can be had")
    func wholeContext() throws {
        #expect(try StatePath("$$").select(in: Self.scope) == Self.scope.context)
    }

    @Test("InputPath and OutputPath fail in their own words")
    func selectFailure() throws {
        let failure = try #require(throws: TemplateFailure.self) {
            try StatePath("$.NoSuchInputPath").select(in: Self.scope)
        }
        #expect(failure.error == "States.Runtime")
        #expect(failure.message == "Invalid path '$.NoSuchInputPath' : No results for path: $['NoSuchInputPath']")
    }

    @Test("A field's path that leads nowhere names what was searched")
    func fieldFailure() throws {
        let failure = try #require(throws: TemplateFailure.self) {
            try StatePath("$.ErrorX").value(of: "ErrorPath", in: Self.scope)
        }
        #expect(
            failure.message == "The JSONPath '$.ErrorX' specified for the field 'ErrorPath' could not be found in the "
                + "input '{\"a\":1,\"list\":[1,2]}'")
        let context = try #require(throws: TemplateFailure.self) {
            try StatePath("$$.Execution.Input.none").value(of: "v.$", in: Self.scope)
        }
        #expect(context.message.hasSuffix("could not be found in the input '\(Self.scope.context)'"))
    }

    @Test("ItemsPath, SecondsPath and TimestampPath have their own words")
    func fields() throws {
        func words(_ read: () throws -> Any) throws -> TemplateFailure {
            try #require(throws: TemplateFailure.self) { try read() }
        }
        var scope = Self.scope
        scope.input = ["l": [1], "n": "7", "o": ["raw": "3"], "t": "2026-11-21T00:28:22Z"]
        #expect(try StatePath("$.l").items(in: scope) == [1])
        #expect(try StatePath("$.n").wholeNumber(of: "SecondsPath", in: scope) == 7)
        #expect(try StatePath("$.t").timestamp(of: "TimestampPath", in: scope) == Timestamp("2026-11-21T00:28:22Z"))
        let missing = try words { try StatePath("$.o.objects").items(in: scope) }
        #expect(missing.error == "States.ReferencePathConflict")
        #expect(missing.message == "Unable to apply step \"objects\" to input \(StatesText.json(scope.input))")
        #expect(missing.cause(state: "S", enteredAt: 2) == missing.message)
        #expect(
            try words { try StatePath("$.n").items(in: scope) }.message == "Reference path \"$.n\" must point to array."
        )
        #expect(
            try words { try StatePath("$.o").wholeNumber(of: "SecondsPath", in: scope) }.message
                == #"The SecondsPath parameter cannot be parsed as a long value: $.o == {"raw":"3"}"#)
        let absent = try words { try StatePath("$.none").wholeNumber(of: "SecondsPath", in: scope) }
        #expect(
            absent.cause(state: "Wait", enteredAt: 2)
                == "An error occurred while executing the state 'Wait' (entered at "
                + "the event id #2). The SecondsPath parameter does not reference an input value: $.none")
        #expect(
            try words { try StatePath("$.n").timestamp(of: "TimestampPath", in: scope) }.message
                == "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format "
                + "string: $.n == 7")
    }

    @Test("A template finds nothing in null")
    func nullInput() throws {
        let scope = PathScope(input: .null, context: ["a": 1], entropy: Entropy(seed: 1))
        let failure = try #require(throws: TemplateFailure.self) { try StatePath("$").value(of: "a.$", in: scope) }
        #expect(failure.message == "Unable to apply Path transformation to null or empty input.")
        #expect(try StatePath("$").select(in: scope) == .null)
        #expect(try StatePath("$$.a").value(of: "a.$", in: scope) == 1)
    }

    @Test("A variable that is not set is a failure, and so is a path without a dollar sign")
    func missing() {
        #expect(throws: PathFailure.self) { try StatePath("$nobody.first").read(in: Self.scope) }
        #expect(throws: PathSyntaxError.self) { try StatePath("a.b") }
        #expect(throws: PathSyntaxError.self) { try StatePath("$$$") }
        #expect(throws: PathSyntaxError.self) { try StatePath("$1a") }
    }
}
