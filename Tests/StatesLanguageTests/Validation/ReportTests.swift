import MeshCore
import StatesLanguage
import Testing

/// How what was found is told.
struct ReportTests {
    @Test("A refusal lists all errors, with null for a missing place")
    func refusal() {
        let report = DefinitionValidator().validate(#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}"#)
        #expect(
            report.refusal
                == "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: B at "
                + "/States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null'")
    }

    @Test(
        "Text that is no JSON is refused with its line",
        arguments: [
            ("{\n  not json", "a byte stands where it cannot [line: 2, column: 3]"),
            (#"{"a":1,"a":2}"#, "an object has a member twice [line: 1, column: 8]"),
        ])
    func noJSON(text: String, message: String) {
        let report = DefinitionValidator().validate(text)
        #expect(report.diagnostics.map(\.code) == [.invalidJSON])
        #expect(report.diagnostics.first?.location == nil)
        #expect(report.diagnostics.first?.message == message)
    }

    @Test("Nothing is no definition", arguments: ["", " \n"])
    func nothing(text: String) {
        #expect(DefinitionValidator().validate(text).errors.map(\.code) == [.missingDescription])
    }

    @Test("An answer holds so many diagnostics of the severity that was asked for, and tells when there are more")
    func limits() {
        let report = DefinitionValidator().validate(
            #"{"StartAt":"A","States":{"A":{"Type":"Pass","Retry":1,"Catch":1,"Result":"$.x","End":true}}}"#)
        #expect(report.answer().diagnostics.count == 2)
        #expect(report.answer().isTruncated == false)
        #expect(report.answer(limit: 1).diagnostics.count == 1)
        #expect(report.answer(limit: 1).isTruncated)
        #expect(report.answer(atLeast: .warning, limit: 3).diagnostics.map(\.severity) == [.error, .error, .warning])
        #expect(report.answer(atLeast: .warning, limit: 3).isTruncated == false)
    }

    @Test(
        "The label of a map is refused in words of its own",
        arguments: [
            ("a b", #""Label contains invalid character: ' '""#),
            ("a\u{1}", #""Label contains invalid character: '\\x01'""#),
            ("a\n", #""Label contains invalid character: '\\n'""#),
            ("a\u{89}", #""Label contains invalid character: '\\x89'""#),
            ("a\"", #"'Label contains invalid character: \'"\''"#),
            ("a\\", #""Label contains invalid character: '\\\\'""#), ("", "'Label cannot be empty'"),
            (String(repeating: "a", count: 41), "'Label cannot exceed 40 characters'"),
        ])
    func labels(label: String, literal: String) {
        let definition: JSONValue = [
            "StartAt": "X",
            "States": [
                "X": [
                    "Type": "Map", "Label": .string(label), "End": true,
                    "ItemProcessor": [
                        "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"],
                        "StartAt": "P", "States": ["P": ["Type": "Pass", "End": true]],
                    ],
                ]
            ],
        ]
        let text = definition.description
        #expect(
            DefinitionValidator().validate(text).refusal
                == "Error=ValueError Args=[\(literal)] in definition '\(text)'.")
    }

    @Test("A state by itself is looked at without asking where it leads")
    func aloneState() {
        let validator = DefinitionValidator()
        #expect(validator.validate(state: ["Type": "Pass", "Next": "Elsewhere"], named: "S").isOK)
        #expect(
            validator.validate(state: ["Type": "Pass"], named: "S").errors.map(\.description) == [
                "SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/S"
            ])
        let parallel: JSONValue = [
            "Type": "Parallel", "End": true,
            "Branches": [["StartAt": "A", "States": ["A": ["Type": "Pass", "Next": "Nowhere"]]]],
        ]
        #expect(validator.validate(state: parallel, named: "S").errors.map(\.code) == [.missingTarget])
    }
    @Test("A refusal names a hundred errors, however many there are")
    func manyErrors() {
        let fields = (0..<300).map { #""f\#($0)":1"# }.joined(separator: ",")
        let report = DefinitionValidator().validate(DefinitionCase.machine(#""Type":"Pass","End":true,\#(fields)"#))
        #expect(report.errors.count == 300)
        #expect(report.answer().diagnostics.count == 100)
        #expect(report.refusal?.split(separator: ", ").count == 100)
    }
}
