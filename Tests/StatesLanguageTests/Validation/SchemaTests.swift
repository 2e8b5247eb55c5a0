import MeshCore
import StatesLanguage
import Testing

/// What AWS refuses for its shape, with the words and places that it answered.
struct SchemaTests {
    @Test(
        "A definition of the wrong shape is refused in AWS's words",
        arguments: [
            DefinitionCase(
                "No start", #"{"States":{"A":{"Type":"Pass","End":true}}}"#,
                "SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /"),
            DefinitionCase(
                "No states", #"{"StartAt":"A","States":{}}"#,
                "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States"),
            DefinitionCase("Not an object", "[]", "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /"),
            DefinitionCase(
                "A member that the language does not know",
                #"{"Coment":"x","StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
                "SCHEMA_VALIDATION_FAILED: Field 'Coment' is not supported at /"),
            DefinitionCase(
                "A version", #"{"Version":"2.0","StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
                "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [1.0] at /Version"),
            .state(
                "An unknown type", #""Type":"Foo","End":true"#,
                "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, "
                    + "Fail, Choice, Parallel, Map] at /States/X/Type"),
            .state(
                "No type", #""End":true"#, "SCHEMA_VALIDATION_FAILED: These fields are required: [Type] at /States/X"),
            .state(
                "Two ways out", #""Type":"Pass","Next":"Z","End":true"#,
                "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Next, End] at /States/X"),
            .state(
                "A field of another type", #""Type":"Pass","TimeoutSeconds":5,"Retry":[],"End":true"#,
                "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/X",
                "SCHEMA_VALIDATION_FAILED: Field 'Retry' is not supported at /States/X"),
            .state(
                "Too short a timeout",
                #""Type":"Task","Resource":"arn:aws:lambda:r:1:function:f","TimeoutSeconds":0,"End":true"#,
                "SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /States/X/TimeoutSeconds"),
            .state(
                "Too long a wait", #""Type":"Wait","Seconds":100000000,"End":true"#,
                "SCHEMA_VALIDATION_FAILED: Maximum value is 99999999 at /States/X/Seconds"),
            .state(
                "Text for a number", #""Type":"Wait","Seconds":"5","End":true"#,
                "SCHEMA_VALIDATION_FAILED: Expected value of type Integer at /States/X/Seconds"),
            .state(
                "Two times to wait for", #""Type":"Wait","Seconds":1,"SecondsPath":"$.s","End":true"#,
                "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [SecondsPath, Seconds, "
                    + "TimestampPath, Timestamp] at /States/X"),
            .state(
                "A moment with an offset", #""Type":"Wait","Timestamp":"2030-01-01T00:00:00+01:00","End":true"#,
                "SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/X/Timestamp"),
            .state(
                "No branches", #""Type":"Parallel","Branches":[],"End":true"#,
                "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/X/Branches"),
            .state(
                "No processor", #""Type":"Map","End":true"#,
                "SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: "
                    + "[ItemProcessor, Iterator] at /States/X"),
            .state(
                "No role", #""Type":"Task","Resource":"arn:aws:lambda:r:1:function:f","Credentials":{},"End":true"#,
                "SCHEMA_VALIDATION_FAILED: The field 'RoleArn' is required but was missing at /States/X/Credentials"),
        ])
    func shapes(example: DefinitionCase) {
        #expect(DefinitionValidator().validate(example.definition).errors.map(\.description) == example.errors)
    }

    @Test(
        "Conditions, handlers and maps are held against their shapes",
        arguments: [
            .state(
                "No rules", #""Type":"Choice","Choices":[],"Default":"Z""#,
                "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/X/Choices"),
            .state(
                "A rule that leads nowhere",
                #""Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true}],"Default":"Z""#,
                "SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/X/Choices[0]"),
            .state(
                "A rule inside that leads somewhere",
                #""Type":"Choice","Choices":[{"Not":{"Variable":"$.a","IsNull":true,"Next":"Z"},"Next":"Z"}]"#,
                "SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported at /States/X/Choices[0]/Not"),
            .state(
                "A rule without a condition", #""Type":"Choice","Choices":[{"Next":"Z"}]"#,
                "SCHEMA_VALIDATION_FAILED: The object must have only one of the following fields, "
                    + "[And, Or, Not, Variable, Condition] at /States/X/Choices[0]"),
            .state(
                "A variable that is no path",
                #""Type":"Choice","Choices":[{"Variable":"Test","StringMatches":"Test","Next":"Z"}]"#,
                "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$' "
                    + "at /States/X/Choices[0]/Variable"),
            .state(
                "The wildcard before other names",
                #""Type":"Task","Resource":"arn:aws:lambda:r:1:function:f","End":true,"#
                    + #""Retry":[{"ErrorEquals":["States.ALL","A"]}]"#,
                "SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and at end of list "
                    + "at /States/X/Retry[0]/ErrorEquals[0]"),
            .state(
                "A jitter",
                #""Type":"Task","Resource":"arn:aws:lambda:r:1:function:f","End":true,"#
                    + #""Retry":[{"ErrorEquals":[],"JitterStrategy":"SOME"}]"#,
                "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/X/Retry[0]/ErrorEquals",
                "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [NONE, FULL] "
                    + "at /States/X/Retry[0]/JitterStrategy"),
            .state(
                "A catcher that leads nowhere",
                #""Type":"Task","Resource":"arn:aws:lambda:r:1:function:f","End":true,"Catch":[{"ErrorEquals":["A"]}]"#,
                "SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/X/Catch[0]"),
            .state(
                "A distributed map of nothing",
                #""Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"},"#
                    + #""StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}"#,
                "SCHEMA_VALIDATION_FAILED: These fields are required: [ExecutionType] "
                    + "at /States/X/ItemProcessor/ProcessorConfig"),
            .state(
                "A map that counts below nothing",
                #""Type":"Map","End":true,"MaxConcurrency":-1,"Iterator":{"#
                    + #""StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}"#,
                "SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/X/MaxConcurrency"),
            .state(
                "A processor with a language of its own",
                #""Type":"Map","End":true,"ItemProcessor":{"QueryLanguage":"JSONata","#
                    + #""StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}"#,
                "SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/X/ItemProcessor"),
        ] as [DefinitionCase])
    func parts(example: DefinitionCase) {
        #expect(DefinitionValidator().validate(example.definition).errors.map(\.description) == example.errors)
    }
}
