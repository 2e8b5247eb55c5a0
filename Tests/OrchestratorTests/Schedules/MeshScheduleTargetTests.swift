import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("Targets of schedules")
struct MeshScheduleTargetTests {
    private static let token = "0123456789abcdef0123456789abcdef"
    private let stage = TargetStage()

    private func outcome(_ arn: String, _ input: String) async throws -> TargetOutcome {
        var check = ConstraintCheck()
        var document: JSONObject = [
            "Arn": .string(arn), "RoleArn": "arn:aws:iam::000000000000:role/r", "Input": .string(input),
        ]
        if arn.contains(":events:") { document["EventBridgeParameters"] = ["DetailType": "d", "Source": "s"] }
        let members = TargetMembers(.object(document), &check)
        let call = TargetCall(
            firing: try #require(FiringID(Self.token)),
            target: try TargetDefinition(members, in: ScheduleBench.place),
            attributes: ContextAttributes(
                scheduleARN: "arn:s", scheduledTime: ScheduleBench.start, executionID: Self.token, attempt: 1),
            in: ScheduleBench.place)
        let target = MeshScheduleTarget(
            starter: stage, operations: stage, functions: stage, services: stage, patience: .seconds(5),
            clock: VirtualWallClock())
        return await target.call(call)
    }

    private let machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m"
    private let function = "arn:aws:lambda:us-east-1:000000000000:function:f"

    @Test("A workflow is started under the run's own name, and one that is there already is the earlier attempt's")
    func workflows() async throws {
        #expect(try await outcome(machine, "{}") == .delivered)
        #expect(stage.notes == ["start \(machine) \(Self.token) {}"])
        stage.fail(OrchestratorError.executionAlreadyExists(arn: "x"))
        #expect(try await outcome(machine, "{}") == .delivered)
        stage.fail(OrchestratorError.stateMachineDoesNotExist(arn: "x"))
        guard case .refused(let failure) = try await outcome(machine, "{}") else { throw Unexpected() }
        #expect(failure.code == "StateMachineDoesNotExist")
        stage.fail(OrchestratorError.notReady)
        guard case .failed = try await outcome(machine, "{}") else { throw Unexpected() }
    }

    @Test("A function is invoked as an event, with the run's token; what it can never take is refused")
    func functions() async throws {
        #expect(try await outcome(function, #"{"a":1}"#) == .delivered)
        #expect(stage.notes == [#"invoke \#(function) Event \#(Self.token) {"a":1}"#])
        stage.answer(.refused(error: "Lambda.ResourceNotFoundException", cause: "none"))
        guard case .refused = try await outcome(function, "{}") else { throw Unexpected() }
        stage.answer(.refused(error: "Lambda.TooManyRequestsException", cause: "busy"))
        guard case .failed = try await outcome(function, "{}") else { throw Unexpected() }
    }

    @Test("Operations of Step Functions and Lambda are called; a start without a name gets the run's")
    func operations() async throws {
        let start = "arn:aws:scheduler:::aws-sdk:sfn:startExecution"
        #expect(try await outcome(start, #"{"StateMachineArn":"m","Input":"{}"}"#) == .delivered)
        #expect(try await outcome(start, #"{"StateMachineArn":"m","Name":"n"}"#) == .delivered)
        let invoke = "arn:aws:scheduler:::aws-sdk:lambda:invoke"
        #expect(
            try await outcome(invoke, #"{"FunctionName":"f","InvocationType":"Event","Payload":"{}"}"#) == .delivered)
        #expect(
            stage.notes == [
                #"call StartExecution {"stateMachineArn":"m","input":"{}","name":"\#(Self.token)"}"#,
                #"call StartExecution {"stateMachineArn":"m","name":"n"}"#, "invoke f Event \(Self.token) {}",
            ])
    }

    @Test(
        "What the mesh cannot call is refused, not tried for a day",
        arguments: [
            ("arn:aws:scheduler:::aws-sdk:dynamodb:putItem", "{}"), ("arn:aws:scheduler:::http:invoke", "{}"),
            ("arn:aws:scheduler:::http:invoke", #"{"ApiEndpoint":"http://example.com/x"}"#),
            ("arn:aws:scheduler:::http:invoke", #"{"ApiEndpoint":"http://nobody/x"}"#),
            ("arn:aws:scheduler:::aws-sdk:sfn:startExecution", "[]"),
            ("arn:aws:sqs:us-east-1:000000000000:q", "x"), ("arn:aws:events:us-east-1:000000000000:event-bus/b", "{}"),
        ])
    func unknown(arn: String, input: String) async throws {
        guard case .refused = try await outcome(arn, input) else { throw Unexpected() }
        #expect(stage.notes.isEmpty)
    }

    private struct Unexpected: Error {}
}
