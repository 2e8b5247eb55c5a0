import MeshCore
import StatesLanguage
import Testing

/// Where states lead, as AWS answered it.
struct TransitionTests {
    private static let noEnd = "MISSING_END_STATE: Workflow has no terminal state at null"
    private static let loop = #""A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}"#

    @Test(
        "States that do not exist, that nothing leads to, and machines without an end are refused",
        arguments: [
            DefinitionCase("A loop", #"{"StartAt":"A","States":{\#(loop)}}"#, noEnd),
            DefinitionCase(
                "A loop beside a state that nothing leads to",
                #"{"StartAt":"A","States":{\#(loop),"C":{"Type":"Pass","Next":"A"}}}"#, noEnd),
            DefinitionCase(
                "A loop beside an end that nothing leads to",
                #"{"StartAt":"A","States":{\#(loop),"C":{"Type":"Pass","End":true}}}"#,
                #"MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C"#),
            DefinitionCase(
                "A state that does not exist", #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"NOPE"}}}"#,
                "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next", noEnd),
            DefinitionCase(
                "A start that does not exist", #"{"StartAt":"No","States":{"A":{"Type":"Pass","End":true}}}"#,
                "MISSING_TRANSITION_TARGET: Missing 'Next' target: No at /StartAt",
                #"MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A"#),
            .state(
                "A default and a rule",
                #""Type":"Choice","Choices":[{"Variable":"$.x","IsNull":true,"Next":"G"}],"Default":"H""#,
                "MISSING_TRANSITION_TARGET: Missing 'Next' target: G at /States/X/Choices[0]/Next",
                "MISSING_TRANSITION_TARGET: Missing 'Next' target: H at /States/X/Default", noEnd),
            .state(
                "A catcher",
                #""Type":"Task","Resource":"arn:aws:lambda:r:1:function:f","End":true,"#
                    + #""Catch":[{"ErrorEquals":["States.ALL"],"Next":"G"}]"#,
                "MISSING_TRANSITION_TARGET: Missing 'Next' target: G at /States/X/Catch[0]/Next"),
            .state(
                "In a branch",
                #""Type":"Parallel","End":true,"Branches":[{"StartAt":"W","States":{"W":{"Type":"Pass","End":true},"#
                    + #""a/b":{"Type":"Pass","End":true}}}]"#,
                #"MISSING_TRANSITION_TARGET: State "a/b" is not reachable. at /States/X/Branches[0]/States/a/b"#),
            .state(
                "The same name in two branches",
                #""Type":"Parallel","End":true,"Branches":[{"StartAt":"W","States":{"W":{"Type":"Pass","End":true}}},"#
                    + #"{"StartAt":"W","States":{"W":{"Type":"Pass","End":true}}}]"#,
                "DUPLICATE_STATE_NAME: Duplicate State name: W at /States/X/Branches[1]/States/W"),
        ] as [DefinitionCase])
    func targets(example: DefinitionCase) {
        #expect(DefinitionValidator().validate(example.definition).errors.map(\.description) == example.errors)
    }

    @Test("A loop without a way out is told as a warning, once, where AWS lets it pass")
    func endlessLoop() {
        let report = DefinitionValidator().validate(
            """
            {"StartAt":"S","States":{"S":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"Z"}],
            "Default":"A"},\(Self.loop),"Z":{"Type":"Succeed"}}}
            """)
        #expect(report.isOK)
        #expect(report.warnings.map(\.code) == [.endlessLoop])
        #expect(report.warnings.first?.location == "/States/A")
    }

    @Test("A loop inside a map passes AWS, and is told too")
    func innerLoop() {
        let report = DefinitionValidator().validate(
            DefinitionCase.machine(
                #""Type":"Map","End":true,"ItemProcessor":{"StartAt":"A","States":{\#(Self.loop)}}"#))
        #expect(report.isOK)
        #expect(report.warnings.map(\.location) == ["/States/X/ItemProcessor/States/A"])
    }

    @Test("A long chain is gone through in time linear in its length")
    func longChain() {
        var states = JSONObject()
        for number in 0..<3000 {
            states["S\(number)"] =
                number == 0 ? ["Type": "Succeed"] : ["Type": "Pass", "Next": .string("S\(number - 1)")]
        }
        let report = DefinitionValidator().validate(["StartAt": "S2999", "States": .object(states)])
        #expect(report.diagnostics.isEmpty)
    }
}
