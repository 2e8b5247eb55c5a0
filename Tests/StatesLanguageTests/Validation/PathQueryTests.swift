import MeshCore
import StatesLanguage
import Testing

/// Paths and calls of intrinsic functions that cannot be read.
struct PathQueryTests {
    private static let noPath = "Value must be a valid JSONPath. at /States/X"

    @Test(
        "What is no path is refused in AWS's words",
        arguments: [
            (#""Type":"Pass","OutputPath":"Test","End":true"#, "\(noPath)/OutputPath"),
            (#""Type":"Pass","InputPath":"$.a[","End":true"#, "\(noPath)/InputPath"),
            (#""Type":"Pass","ResultPath":"a","End":true"#, "\(noPath)/ResultPath"),
            (
                #""Type":"Pass","ResultPath":"$.a[*]","End":true"#,
                "Value is not a Reference Path at /States/X/ResultPath"
            ),
            (#""Type":"Pass","ResultPath":"$$.a","End":true"#, "Value is not a Reference Path at /States/X/ResultPath"),
            (
                #""Type":"Map","ItemsPath":"$..a","End":true,"Iterator":{"StartAt":"P","States":{"P":{"Type":"Succeed"}}}"#,
                "Value is not a Reference Path at /States/X/ItemsPath"
            ),
            (#""Type":"Fail","CausePath":"States.Format('{}'""#, "\(noPath)/CausePath"),
            (
                #""Type":"Pass","Assign":{"Variable.$":"Test"},"End":true"#,
                "The value for the field 'Variable.$' must be a valid JSONPath or a valid intrinsic function call "
                    + "at /States/X/Assign"
            ),
            (
                #""Type":"Pass","Parameters":{"a":[{"b.$":5}]},"End":true"#,
                "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call "
                    + "at /States/X/Parameters/a[0]"
            ),
            (
                #""Type":"Pass","Parameters":{"b.$":"States.Nothing($)"},"End":true"#,
                "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call "
                    + "at /States/X/Parameters"
            ),
        ])
    func refused(fields: String, error: String) {
        let report = DefinitionValidator().validate(DefinitionCase.machine(fields))
        #expect(report.errors.map(\.description) == ["SCHEMA_VALIDATION_FAILED: \(error)"])
    }

    @Test("A variable that no way assigns is told")
    func undefinedVariables() {
        let report = DefinitionValidator().validate(
            """
            {"StartAt":"A","States":{
              "A":{"Type":"Pass","Assign":{"first.$":"$.x"},"Next":"B"},
              "B":{"Type":"Choice","Choices":[{"Variable":"$first","IsNull":true,"Assign":{"second":1},"Next":"C"}],
                   "Default":"D"},
              "C":{"Type":"Pass","Parameters":{"a.$":"States.Array($second, $third)"},"Next":"D"},
              "D":{"Type":"Map","ItemsPath":"$second","End":true,"ItemProcessor":{"StartAt":"E","States":{
                   "E":{"Type":"Pass","OutputPath":"$first","Assign":{"inner":1},"Next":"F"},
                   "F":{"Type":"Pass","Parameters":{"i.$":"$inner"},"End":true}}}}}}
            """)
        #expect(report.isOK)
        #expect(
            report.warnings.map(\.description) == [
                "UNDEFINED_VARIABLE: No way to this state assigns a variable \"$third\" at /States/C/Parameters"
            ])
    }

    @Test("Items that run as executions of their own see no variables of the machine around")
    func separateVariables() {
        let report = DefinitionValidator().validate(
            """
            {"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"v":1},"Next":"D"},
              "D":{"Type":"Map","End":true,"ItemProcessor":{
                "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
                "StartAt":"E","States":{"E":{"Type":"Pass","OutputPath":"$v","End":true}}}}}}
            """)
        #expect(report.warnings.map(\.code) == [.undefinedVariable])
    }
}
