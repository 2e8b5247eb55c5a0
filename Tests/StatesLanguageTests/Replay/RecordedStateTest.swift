import MeshCore

@testable import StatesLanguage

/// A call of TestState that was recorded, with its answer.
struct RecordedStateTest {
    let id: String
    private let arguments: JSONValue
    let expected: JSONValue
    let ignored: [[String]]

    /// The calls of a line of the suite.
    static func all(in json: JSONValue) -> [RecordedStateTest] {
        guard json["cls"] == nil || json["cls"] == "PURE", let id = json["id"]?.stringValue else { return [] }
        return (json["match"]?.arrayValue ?? []).compactMap { match in
            guard let key = match[0]?.stringValue, let index = match[1]?.intValue.map(Int.init),
                let call = json["calls"]?[index], call["op"] == "test_state", let arguments = call["kw"],
                let expected = json["expect"]?[key]
            else { return nil }
            return RecordedStateTest(
                id: id, arguments: arguments, expected: expected, ignored: RecordedCase.ignored(of: json))
        }
    }

    /// What we answer, in the form of the recording.
    func answer() -> JSONValue {
        do {
            return try test()
        } catch let refusal as StateTestRefusal {
            return ["Error": ["Code": .string(refusal.code), "Message": .string(refusal.message)]]
        } catch {
            return ["Error": ["Code": "InvalidDefinition", "Message": .string("\(error)")]]
        }
    }

    private func test() throws -> JSONValue {
        let subject = try StateTestSubject(
            JSONValue(parsing: arguments["definition"]?.stringValue ?? ""),
            stateName: arguments["stateName"]?.stringValue)
        var randomness = SplitMix64(seed: 3)
        var test = try StateTest(
            subject, input: try payload("input") ?? Payload([:]), mock: try mock(), configuration: try configuration(),
            variables: try payload("variables")?.value.objectValue ?? [:], context: try payload("context")?.value,
            identity: identity, now: Rehearsal.start, randomness: &randomness)
        guard case .finished(let result) = test.run() else { return ["Error": "the task has to be called"] }
        var answer: JSONObject = ["status": .string(result.status.rawValue)]
        answer["output"] = result.output.map { .string($0.text) }
        answer["nextState"] = result.nextState.map(JSONValue.string)
        answer["error"] = result.error.map(JSONValue.string)
        answer["cause"] = result.cause.map(JSONValue.string)
        if arguments["inspectionLevel"] != "INFO" { answer["inspectionData"] = .object(result.inspection) }
        return .object(answer)
    }

    private var identity: ExecutionIdentity {
        ExecutionIdentity(
            arn: "arn:aws:states:us-east-1:000000000000:express:machine:name", name: "name",
            roleARN: arguments["roleArn"]?.stringValue ?? "", startTime: Rehearsal.start,
            stateMachineARN: "arn:aws:states:us-east-1:000000000000:stateMachine:machine", stateMachineName: "machine")
    }

    private func payload(_ name: String, in json: JSONValue? = nil) throws -> Payload? {
        try (json ?? arguments)[name]?.stringValue.map { text in try Payload(parsing: text) }
    }

    private func mock() throws -> StateMock? {
        guard let mock = arguments["mock"] else { return nil }
        if let failure = mock["errorOutput"] {
            guard mock["result"] == nil else {
                throw StateTestRefusal(
                    code: "ValidationException",
                    message: "A test mock should have only one of the following fields: [result, errorOutput].")
            }
            return .failure(error: failure["error"]?.stringValue, cause: failure["cause"]?.stringValue)
        }
        return try payload("result", in: mock).map(StateMock.result)
    }

    private func configuration() throws -> StateTestConfiguration {
        guard let given = arguments["stateConfiguration"] else { return StateTestConfiguration() }
        return StateTestConfiguration(
            retrierRetryCount: given["retrierRetryCount"]?.intValue.map(Int.init) ?? 0,
            mapIterationFailureCount: given["mapIterationFailureCount"]?.intValue.map(Int.init) ?? 0,
            mapItemReaderData: try payload("mapItemReaderData", in: given))
    }
}
