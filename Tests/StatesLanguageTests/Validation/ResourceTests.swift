import MeshCore
import StatesLanguage
import Testing

/// What tasks may call.
struct ResourceTests {
    private static let unknown =
        "is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. "
        + "at /States/X/Resource"

    @Test(
        "A resource that cannot be called is refused in AWS's words",
        arguments: [
            .state(
                "A name", #""Type":"Task","Resource":"create","End":true"#,
                "SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/X/Resource"),
            .state(
                "A job of a function", #""Type":"Task","Resource":"arn:aws:states:::lambda:invoke.sync","End":true"#,
                "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::lambda:invoke.sync \(unknown)"),
            .state(
                "A service that is none", #""Type":"Task","Resource":"arn:aws:states:::nothing:here","End":true"#,
                "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::nothing:here \(unknown)"),
            .state(
                "No parameters", #""Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true"#,
                "SCHEMA_VALIDATION_FAILED: Parameters field is required for resource ARN: arn:aws:states:::lambda:invoke "
                    + "at /States/X/Resource"),
            .state(
                "A parameter less",
                #""Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"Payload":1},"End":true"#,
                "SCHEMA_VALIDATION_FAILED: The field 'FunctionName' is required but was missing at /States/X/Parameters"
            ),
            .state(
                "An activity in another's name",
                #""Type":"Task","Resource":"arn:aws:states:r:1:activity:a","Credentials":{"RoleArn":"r"},"End":true"#,
                "SCHEMA_VALIDATION_FAILED: The field 'Credentials' is not supported for activities at /States/X"),
        ] as [DefinitionCase])
    func resources(example: DefinitionCase) {
        #expect(DefinitionValidator().validate(example.definition).errors.map(\.description) == example.errors)
    }

    @Test(
        "Express machines have no jobs, callbacks, activities and distributed maps",
        arguments: [
            (
                #""Type":"Task","Resource":"arn:aws:states:r:1:activity:a","End":true"#,
                "Express state machine does not support Activity ARN at /States/X/Resource"
            ),
            (
                #""Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2","#
                    + #""Parameters":{"StateMachineArn":"a"},"End":true"#,
                "Express state machine does not support '.sync' service integration  at /States/X/Resource"
            ),
            (
                #""Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","#
                    + #""Parameters":{"QueueUrl":"q","MessageBody.$":"$"},"End":true"#,
                "Express state machine does not support '.waitForTaskToken' service integration  at /States/X/Resource"
            ),
            (
                #""Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","#
                    + #""ExecutionType":"EXPRESS"},"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}"#,
                "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines "
                    + "at /States/X/ItemProcessor/ProcessorConfig/Mode"
            ),
        ])
    func express(fields: String, error: String) {
        let definition = DefinitionCase.machine(fields)
        #expect(DefinitionValidator().validate(definition).isOK)
        #expect(
            DefinitionValidator(kind: .express).validate(definition).errors.map(\.description)
                == ["SCHEMA_VALIDATION_FAILED: \(error)"])
    }

    @Test("The items of a distributed map that run as express executions are held to the same")
    func expressItems() {
        let definition = DefinitionCase.machine(
            #""Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"#
                + #""StartAt":"P","States":{"P":{"Type":"Task","Resource":"arn:aws:states:r:1:activity:a","End":true}}}"#
        )
        #expect(
            DefinitionValidator().validate(definition).errors.map(\.message)
                == ["Express state machine does not support Activity ARN"])
    }

    @Test("More services can be made known")
    func catalog() {
        let definition = DefinitionCase.machine(
            #""Type":"Task","Resource":"arn:aws:states:::shop:sell.sync","End":true"#)
        let catalog = IntegrationCatalog.standard.adding(["shop": ["sell": Integration([.sync])]])
        #expect(!DefinitionValidator().validate(definition).isOK)
        #expect(DefinitionValidator(catalog: catalog).validate(definition).isOK)
    }
}
