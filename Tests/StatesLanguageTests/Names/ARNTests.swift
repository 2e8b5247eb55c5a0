import StatesLanguage
import Testing

/// The ARNs of Step Functions.
struct ARNTests {
    private static let start = "arn:aws:states:us-east-1:000000000000:"

    @Test("An ARN that was read is written as it was")
    func roundTrip() throws {
        for text in ["stateMachine:a", "stateMachine:a:3", "stateMachine:a:PROD", "stateMachine:a/label"] {
            #expect(try StateMachineARN(Self.start + text).description == Self.start + text)
        }
        for text in ["execution:a:b", "execution:a/label:b"] {
            #expect(try ExecutionARN(Self.start + text).description == Self.start + text)
        }
        for text in ["express:a:b:run", "express:a/label:b:run"] {
            #expect(try ExpressExecutionARN(Self.start + text).description == Self.start + text)
        }
        #expect(try MapRunARN(Self.start + "mapRun:a/label:run").description == Self.start + "mapRun:a/label:run")
        #expect(try ActivityARN(Self.start + "activity:a").description == Self.start + "activity:a")
    }

    @Test("A number behind a machine is a version, a word an alias")
    func qualifiers() throws {
        let arn = try StateMachineARN(Self.start + "stateMachine:a:3")
        #expect(arn.qualifier == .version(3))
        #expect(arn.unqualified.description == Self.start + "stateMachine:a")
        #expect(arn.qualified(by: .alias("PROD")).description == Self.start + "stateMachine:a:PROD")
        #expect(try StateMachineARN(Self.start + "stateMachine:a:v3").qualifier == .alias("v3"))
    }

    @Test("An execution's ARN tells of which kind its machine is")
    func kinds() throws {
        guard case .express(let arn) = try AnyExecutionARN(Self.start + "express:a:b:c") else {
            Issue.record("no express execution")
            return
        }
        #expect(arn.run == "c")
        #expect(try AnyExecutionARN(Self.start + "execution:a:b").name.text == "b")
    }

    @Test(
        "What is no ARN of a state machine is refused in AWS's words",
        arguments: [
            ("abc", "Invalid ARN prefix: abc"), ("", "Invalid ARN prefix: "),
            (start + "execution:a:b", "Resource type not valid in this context: execution"),
            (start + "stateMachine:", start + "stateMachine:"),
            (start + "stateMachine:a:b:c", start + "stateMachine:a:b:c"),
            (start + "stateMachine:a b", start + "stateMachine:a b"),
            ("arn:aws:lambda:us-east-1:000000000000:function:f", "arn:aws:lambda:us-east-1:000000000000:function:f"),
            ("arn:aws:states:us-east-1:1:stateMachine:a", "arn:aws:states:us-east-1:1:stateMachine:a"),
        ])
    func refused(text: String, detail: String) {
        let error = #expect(throws: NameError.self) { try StateMachineARN(text) }
        #expect(error?.description == "InvalidArn: Invalid Arn: '\(detail)'")
    }
}
