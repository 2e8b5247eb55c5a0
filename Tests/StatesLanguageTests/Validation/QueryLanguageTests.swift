import MeshCore
import StatesLanguage
import Testing

/// Which state speaks which language, and what belongs to which, as AWS answered it.
struct QueryLanguageTests {
    private static let noInputPath =
        "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the "
        + "'JSONPath' QueryLanguage at /States/X"
    private static let noSuchLanguage =
        "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [JSONPath, JSONata] at"

    @Test(
        "Fields of one query language are refused in a state of the other",
        arguments: [
            .state(
                "JSONPath in JSONata", #""Type":"Pass","InputPath":"$.a","End":true"#, language: "JSONata", noInputPath),
            .state(
                "JSONata in JSONPath",
                #""Type":"Task","Resource":"arn:aws:lambda:r:1:function:f","Arguments":{},"End":true"#,
                "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Arguments' is only supported "
                    + "for the 'JSONata' QueryLanguage at /States/X"),
            .state(
                "A downgrade is all that is told of its state",
                #""Type":"Pass","QueryLanguage":"JSONPath","Output":{"v":"{% 1 %}"},"End":true"#, language: "JSONata",
                "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state "
                    + "machine at /States/X"),
            .state(
                "A language of another spelling is JSONata, and refused",
                #""Type":"Pass","QueryLanguage":"jsonata","InputPath":"$.a","End":true"#, noInputPath,
                "\(noSuchLanguage) /States/X/QueryLanguage"),
            .state(
                "The same of the whole machine", #""Type":"Pass","InputPath":"$.a","End":true"#, language: "jsonpath",
                "\(noSuchLanguage) /QueryLanguage", noInputPath),
            .state(
                "No text at all", #""Type":"Pass","QueryLanguage":5,"End":true"#,
                "SCHEMA_VALIDATION_FAILED: Expected value of type [STRING] at /States/X/QueryLanguage"),
            .state(
                "A map's language is not its items'",
                #""Type":"Map","QueryLanguage":"JSONata","Items":"{% [1] %}","End":true,"ItemProcessor":{"StartAt":"P","#
                    + #""States":{"P":{"Type":"Pass","Output":1,"End":true}}}"#,
                "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for "
                    + "the 'JSONata' QueryLanguage at /States/X/ItemProcessor/States/P"),
            .state(
                "An expression that does not end", #""Type":"Pass","Output":{"a":["{% 1"]},"End":true"#,
                language: "JSONata",
                "SCHEMA_VALIDATION_FAILED: JSONata string must start with {% and end with %} at /States/X/Output/a[0]"),
        ] as [DefinitionCase])
    func languages(example: DefinitionCase) {
        #expect(DefinitionValidator().validate(example.definition).errors.map(\.description) == example.errors)
    }

    @Test(
        "Both languages are taken where they belong",
        arguments: [
            (#""Type":"Pass","InputPath":null,"ResultPath":null,"Assign":{"a":1},"End":true"#, nil),
            (#""Type":"Pass","QueryLanguage":"JSONata","Output":"{% $states.input %}","End":true"#, nil),
            (#""Type":"Wait","Seconds":"{% $states.input.s %}","End":true"#, "JSONata"),
            (#""Type":"Fail","Error":"{% 'A' %}","Cause":"plain""#, "JSONata"),
            (#""Type":"Choice","Choices":[{"Condition":"{% true %}","Output":1,"Next":"Z"}]"#, "JSONata"),
            (#""Type":"Choice","Choices":[{"Condition":true,"Next":"Z"}],"Default":"Z""#, "JSONata"),
        ])
    func accepted(fields: String, language: String?) {
        let report = DefinitionValidator().validate(DefinitionCase.machine(fields, language: language))
        #expect(report.isOK, "\(report.diagnostics)")
    }
}
