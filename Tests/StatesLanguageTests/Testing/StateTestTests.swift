import MeshCore
import Testing

@testable import StatesLanguage

@Suite("The test of a single state")
struct StateTestTests {
    private func run(
        _ state: JSONValue, input: JSONValue = [:], mock: StateMock? = .result(Payload([])),
        configuration: StateTestConfiguration = StateTestConfiguration(), role: String = "arn:aws:iam::1:role/r"
    ) throws -> StateTestResult {
        var randomness = SplitMix64(seed: 1)
        let identity = ExecutionIdentity(
            arn: "arn:aws:states:us-east-1:000000000000:express:machine:name", name: "name", roleARN: role,
            startTime: Rehearsal.start, stateMachineARN: "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
            stateMachineName: "machine")
        var test = try StateTest(
            StateTestSubject(state, stateName: nil), input: Payload(input), mock: mock, configuration: configuration,
            identity: identity, now: Rehearsal.start, randomness: &randomness)
        guard case .finished(let result) = test.run() else {
            throw StateTestRefusal(code: "called", message: "")
        }
        return result
    }

    private static func map(_ members: JSONObject) -> JSONValue {
        var state: JSONObject = [
            "Type": "Map", "End": true,
            "ItemProcessor": [
                "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"], "StartAt": "S",
                "States": ["S": ["Type": "Pass", "End": true]],
            ],
        ]
        for (name, value) in members { state[name] = value }
        return .object(state)
    }

    @Test("Shows the inputs of a map's iterations and of its batches")
    func selectorAndBatcher() throws {
        let result = try run(
            Self.map([
                "ItemsPath": "$.items", "ItemSelector": ["v.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index"],
                "ItemBatcher": ["MaxItemsPerBatch": 2, "BatchInput": ["k.$": "$.k"]],
            ]), input: ["items": [7, 8, 9], "k": "b"])
        #expect(result.status == .succeeded)
        let inputs = try JSONValue(parsing: result.inspection["afterItemSelector"]?.stringValue ?? "")
        #expect(inputs == [["v": 7, "at": 0], ["v": 8, "at": 1], ["v": 9, "at": 2]])
        let batches = try JSONValue(parsing: result.inspection["afterItemBatcher"]?.stringValue ?? "")
        #expect(
            batches == [
                ["BatchInput": ["k": "b"], "Items": [["v": 7, "at": 0], ["v": 8, "at": 1]]],
                ["BatchInput": ["k": "b"], "Items": [["v": 9, "at": 2]]],
            ])
    }

    @Test("Follows the pointer into what a reader has read")
    func itemsPointer() throws {
        let reading = Self.map([
            "ItemReader": [
                "Resource": "arn:aws:states:::s3:getObject", "Parameters": ["Bucket": "b", "Key": "k"],
                "ReaderConfig": ["InputType": "JSON", "ItemsPointer": "/data/rows"],
            ],
            "ToleratedFailureCount": 1,
        ])
        var configuration = StateTestConfiguration(mapItemReaderData: Payload(["data": ["rows": [1, 2]]]))
        #expect(try run(reading, configuration: configuration).inspection["afterItemsPointer"] == "[1, 2]")
        configuration.mapIterationFailureCount = 2
        #expect(
            try run(reading, configuration: configuration).error == "States.ExceedToleratedFailureThreshold")
    }

    @Test(
        "Calls no task that takes its time, unless it is mocked",
        arguments: [
            "arn:aws:states:us-east-1:000000000000:activity:a", "arn:aws:states:::states:startExecution.sync",
            "arn:aws:states:::lambda:invoke.waitForTaskToken",
        ])
    func longTasks(resource: String) throws {
        let task: JSONValue = ["Type": "Task", "Resource": .string(resource), "End": true]
        #expect { try run(task, mock: nil) } throws: { ($0 as? StateTestRefusal)?.code == "InvalidDefinition" }
        #expect(try run(task, mock: .result(Payload(["a": 1]))).output == Payload(["a": 1], text: #"{"a":1}"#))
    }
}
