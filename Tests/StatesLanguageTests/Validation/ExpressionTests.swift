import MeshCore
import StatesLanguage
import Testing

/// JSONata expressions that AWS refuses at creation.
struct ExpressionTests {
    private func errors(_ expression: String, field: String = "Output") -> [String] {
        let definition: JSONValue = [
            "QueryLanguage": "JSONata", "StartAt": "X",
            "States": ["X": ["Type": "Pass", "End": true, "Output": ["v": .string("{% \(expression) %}")]]],
        ]
        return DefinitionValidator().validate(definition).errors.map(\.description)
    }

    @Test(
        "An expression that does not parse is refused with the parser's words",
        arguments: [
            ("a[1,2)", #""]" should stand here, not ",""#),
            (#""unterminated"#, "This string has no closing quote"),
            ("1 +", "The expression ends too early"), ("", "The expression ends too early"),
            (#"{"a":}"#, #""}" needs something on its left"#),
            (#"$match("a", /abc"#, "This regular expression has no closing /"),
            ("phone %.other", #""." needs something on its left"#),
        ])
    func malformed(expression: String, message: String) {
        #expect(errors(expression) == ["INVALID_JSONATA_EXPRESSION: \(message) at /States/X/Output/v"])
    }

    @Test("What would read a document that is not there is refused, each name once")
    func topLevel() {
        let end = "at the top level is not supported. at /States/X/Output/v"
        #expect(errors("phone.number") == ["UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' \(end)"])
        #expect(
            errors("[bbb, aaa, bbb]") == [
                "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'bbb' \(end)",
                "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'aaa' \(end)",
            ])
        #expect(errors("$string($)") == ["UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$' \(end)"])
        #expect(
            errors("$$.a") == [
                "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported. at /States/X/Output/v"
            ])
        #expect(errors("$states.input.items[phone > 3].(other)").isEmpty)
    }

    @Test("The result and the error stand only where there is one")
    func statesMembers() {
        #expect(
            errors("$states.errorOutput.Cause") == [
                "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.errorOutput' does not exist. at /States/X/Output/v"
            ])
        let report = DefinitionValidator().validate([
            "QueryLanguage": "JSONata", "StartAt": "T",
            "States": [
                "T": [
                    "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Arguments": ["FunctionName": "{% $states.result %}"], "Output": "{% $states.result.Payload %}",
                    "Catch": [
                        [
                            "ErrorEquals": ["States.ALL"], "Next": "Z", "Output": "{% $states.errorOutput %}",
                            "Assign": ["e": "{% $states.errorOutput.Error %}"],
                        ]
                    ],
                    "Next": "Z",
                ],
                "Z": ["Type": "Succeed"],
            ],
        ])
        #expect(report.errors.map(\.location) == ["/States/T/Arguments/FunctionName"])
    }

    @Test("Variables that the expression binds itself, and functions, are no variables of the machine")
    func variables() {
        let report = DefinitionValidator().validate(
            DefinitionCase.machine(
                #""Type":"Pass","Output":"{% ($f := function($n){ $n * $missing }; $map([1], $f) ~> $string()) %}","End":true"#,
                language: "JSONata"))
        #expect(report.isOK)
        #expect(report.warnings.map(\.message) == ["No way to this state assigns a variable \"$missing\""])
    }
}
