import MeshCore
import StatesLanguage
import Testing

/// What is allowed and probably not meant.
struct DoubtTests {
    private func warnings(_ fields: String, language: String? = nil) -> [String] {
        let report = DefinitionValidator().validate(DefinitionCase.machine(fields, language: language))
        #expect(report.isOK, "\(report.errors)")
        return report.warnings.map { "\($0.code.rawValue) \($0.location ?? "")" }
    }

    @Test("Paths that are read as plain text are told")
    func plainPaths() {
        #expect(
            warnings(#""Type":"Pass","Parameters":{"a":"$.x","b":{"c":"States.UUID()"},"d.$":"$.x"},"End":true"#)
                == ["NO_DOLLAR /States/X/Parameters/a", "NO_DOLLAR /States/X/Parameters/b/c"])
        #expect(warnings(#""Type":"Fail","Cause":"$.cause""#) == ["NO_PATH /States/X/Cause"])
        #expect(
            warnings(#""Type":"Pass","Result":{"a.$":"$.x"},"End":true"#)
                == ["PASS_RESULT_IS_STATIC /States/X/Result/a.$"])
    }

    @Test("Handlers that nothing reaches, and names that nothing raises, are told")
    func handlers() {
        let task = #""Type":"Task","Resource":"arn:aws:lambda:r:1:function:f","End":true,"#
        #expect(
            warnings(task + #""Retry":[{"ErrorEquals":["States.Nothing","A"]},{"ErrorEquals":["A"]}]"#)
                == [
                    "UNKNOWN_ERROR_NAME /States/X/Retry[0]/ErrorEquals[0]",
                    "HANDLER_NEVER_MATCHES /States/X/Retry[1]/ErrorEquals[0]",
                ])
        #expect(
            warnings(
                task + #""Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"Z"},{"ErrorEquals":["B"],"Next":"Z"}]"#)
                == ["HANDLER_NEVER_MATCHES /States/X/Catch[1]/ErrorEquals[0]"])
        #expect(warnings(task + #""Retry":[{"ErrorEquals":["States.Http.StatusCode.503"]}]"#).isEmpty)
    }

    @Test("Payloads beyond their bound, fields that nothing looks at and times that contradict each other are told")
    func bounds() {
        let long = String(repeating: "x", count: 262_143)
        #expect(warnings(#""Type":"Pass","Result":"\#(long)","End":true"#) == ["PAYLOAD_TOO_LARGE /States/X/Result"])
        #expect(
            warnings(
                #""Type":"Map","Label":"l","End":true,"ItemProcessor":{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}"#
            )
                == ["IGNORED_FIELD /States/X/Label"])
        #expect(
            warnings(
                #""Type":"Task","Resource":"arn:aws:lambda:r:1:function:f","TimeoutSeconds":5,"HeartbeatSeconds":5,"End":true,"#
                    + #""Retry":[{"ErrorEquals":["A"],"IntervalSeconds":9,"MaxDelaySeconds":3}]"#)
                == ["TIMING /States/X/HeartbeatSeconds", "TIMING /States/X/Retry[0]/MaxDelaySeconds"])
    }

    @Test("Variables have names, and one name is reserved")
    func variableNames() {
        func errors(_ name: String) -> [String] {
            DefinitionValidator().validate(
                DefinitionCase.machine(#""Type":"Pass","Assign":{"\#(name)":1},"End":true"#)
            ).errors.map(\.description)
        }
        #expect(
            errors("states") == [
                "RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at /States/X/Assign"
            ])
        #expect(
            errors("my-var") == [
                "INVALID_VARIABLE_NAME: Invalid variable name 'my-var': the variable name contains invalid characters. "
                    + "at /States/X/Assign"
            ])
        #expect(errors("häuser_2").isEmpty)
    }
}
