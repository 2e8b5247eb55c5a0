import MeshCore
import Testing

@testable import Orchestrator

@Suite("Definitions of schedules")
struct ScheduleDefinitionTests {
    private static let place = ARNScope(region: "us-east-1", account: "000000000000")
    private static let role: JSONValue = "arn:aws:iam::000000000000:role/scheduler"

    /// The body of a request that is right, changed in one place.
    private func body(_ changes: JSONValue = [:]) -> JSONValue {
        let right: JSONValue = [
            "ScheduleExpression": "rate(5 minutes)", "FlexibleTimeWindow": ["Mode": "OFF"],
            "Target": ["Arn": "arn:aws:states:us-east-1:000000000000:stateMachine:nightly", "RoleArn": Self.role],
        ]
        return right.merging(patch: changes)
    }

    private func refusal(_ changes: JSONValue) -> String? {
        do throws(SchedulerError) {
            _ = try ScheduleDefinition(body(changes), in: Self.place)
            return nil
        } catch {
            return error.code == "ValidationException" ? error.message : "\(error)"
        }
    }

    @Test("Defaults are written out, and what is stored reads as what was sent")
    func defaults() throws {
        let definition = try ScheduleDefinition(
            body(["Description": "x", "StartDate": 1_790_000_000.5]), in: Self.place)
        #expect(definition.timeZone == "UTC" && definition.state == .enabled && definition.afterCompletion == .none)
        #expect(definition.target.retry == ScheduleRetryPolicy(retries: 185, ageSeconds: 86_400))
        #expect(definition.document["Target"]?["RetryPolicy"]?["MaximumRetryAttempts"] == 185)
        #expect(definition.document["StartDate"] == 1_790_000_000.5)
        #expect(definition.target.action == .startExecution(stateMachine: definition.target.arn))
        let stored = try JSONValue(parsing: definition.document.description)
        #expect(try ScheduleDefinition(stored, in: Self.place) == definition)
    }

    @Test(
        "What the service refuses is refused in its words",
        arguments: [
            (["ScheduleExpression": "rate(10 years)"], "Invalid Schedule Expression rate(10 years)."),
            (
                ["FlexibleTimeWindow": ["Mode": "FLEXIBLE"]],
                "MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE."
            ),
            (
                ["FlexibleTimeWindow": ["MaximumWindowInMinutes": 5]],
                "MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF."
            ),
            (
                ["StartDate": 1_790_000_000, "EndDate": 1_790_000_000],
                "The StartDate you specify must come before the EndDate."
            ),
            (
                ["Target": ["Arn": "arn:aws:lambda:eu-west-1:000000000000:function:f"]],
                "The target ARN provided does not match the current region us-east-1."
            ),
            (["Target": ["Arn": "nightly"]], "Provided Arn is not in correct format."),
            (
                ["Target": ["Arn": "arn:aws:ec2:us-east-1:000000000000:instance/i"]],
                "ec2 is not a supported service for a target."
            ),
            (["Target": ["Input": "{"]], "JSON syntax error in input for the target."),
            (
                ["Target": ["SqsParameters": ["MessageGroupId": "g"]]],
                "Parameters SqsParameters not supported for the target."
            ),
            (
                ["Target": ["Arn": "arn:aws:sqs:us-east-1:000000000000:q.fifo"]],
                "Parameters SqsParameters must be specified."
            ),
            (
                ["Target": ["Arn": "arn:aws:scheduler:::aws-sdk:lambda:invoke"]],
                "You must provide an input to set this target for your schedule."
            ),
            (
                ["Target": ["Arn": "arn:aws:scheduler:::aws-sdk:sqs:getQueueUrl", "Input": "{}"]],
                "getQueueUrl API is not supported."
            ),
            (
                ["State": "ON"],
                "1 validation error detected: Value 'ON' at 'state' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: [DISABLED, ENABLED]"
            ),
            (
                ["Target": ["RetryPolicy": ["MaximumRetryAttempts": 186, "MaximumEventAgeInSeconds": 59]]],
                "2 validation errors detected: Value '186' at 'target.retryPolicy.maximumRetryAttempts' failed to "
                    + "satisfy constraint: Member must have value less than or equal to 185; Value '59' at "
                    + "'target.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: "
                    + "Member must have value greater than or equal to 60"
            ),
            (
                ["FlexibleTimeWindow": nil],
                "1 validation error detected: Value null at 'flexibleTimeWindow' failed to satisfy constraint: "
                    + "Member must not be null"
            ),
            (
                ["Target": ["RoleArn": "me"]],
                "1 validation error detected: Value 'me' at 'target.roleArn' failed to satisfy constraint: "
                    + #"Member must satisfy regular expression pattern: ^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@\/-]+$"#
            ),
        ] as [(JSONValue, String)])
    func refused(changes: JSONValue, message: String) {
        #expect(refusal(changes) == message)
    }

    @Test(
        "Each kind of target is told by its ARN",
        arguments: [
            ("arn:aws:lambda:us-east-1:000000000000:function:f:live", "invokeFunction"),
            ("arn:aws:sqs:us-east-1:000000000000:q", "sendMessage"),
            ("arn:aws:scheduler:::http:invoke", "callService"),
            ("arn:aws:scheduler:::aws-sdk:sfn:startExecution", "callOperation"),
        ])
    func targets(arn: String, action: String) throws {
        let changes: JSONValue = ["Target": ["Arn": .string(arn), "Input": "{}"]]
        let definition = try ScheduleDefinition(body(changes), in: Self.place)
        #expect("\(definition.target.action)".hasPrefix(action))
    }

    @Test("A start may lie at most five minutes back")
    func start() throws {
        let definition = try ScheduleDefinition(body(["StartDate": 1_790_000_000]), in: Self.place)
        try definition.checkStart(at: Timestamp(secondsSince1970: 1_790_000_300))
        #expect(throws: SchedulerError.validation("The StartDate you specify cannot be earlier than 5 minutes ago.")) {
            try definition.checkStart(at: Timestamp(secondsSince1970: 1_790_000_301))
        }
    }

    @Test("Nothing that a client sends as a body brings the reader down")
    func hostile() {
        let values: [JSONValue] = [nil, true, 1, 1e300, -1, "", "x", [], [[]], [:], ["Arn": [:]], ["Mode": 5]]
        for name in body().objectValue?.names ?? [] {
            for value in values where value != .null { _ = refusal(.object(JSONObject([(name, value)]))) }
        }
        // What it throws does not matter here: only that it comes back.
        for value in values { _ = try? ScheduleDefinition(value, in: Self.place) }
    }
}
