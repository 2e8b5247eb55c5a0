import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore

/// The Step Functions API as a client without a signature sees it.
struct WorkflowDoor: Sendable {
    /// An error of the API.
    struct Refusal: Error, Equatable {
        let type: String
        let message: String
    }

    let client: ServiceClient

    /// Calls an operation.
    ///
    /// - Throws: ``Refusal``; `ExchangeFailure`.
    @discardableResult
    func call(_ operation: String, _ input: JSONValue) async throws -> JSONValue {
        var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/aws")
        request.headerFields[.contentType] = "application/x-amz-json-1.0"
        if let name = HTTPField.Name("X-Amz-Target") { request.headerFields[name] = "AWSStepFunctions.\(operation)" }
        let response = try await client.send(request, body: ByteBuffer(bytes: input.utf8), retry: .never)
        let answer = try JSONValue(parsing: try await response.collect(upTo: 16 << 20).readableBytesView)
        guard response.status == .ok else {
            throw Refusal(type: answer["__type"]?.stringValue ?? "", message: answer["message"]?.stringValue ?? "")
        }
        return answer
    }

    /// Whether it takes executions; it does so a moment after it began to serve.
    ///
    /// - Throws: `ExchangeFailure`.
    func isReady() async throws -> Bool {
        let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/health/ready")
        return try await client.send(request, body: nil, retry: .never).status == .ok
    }

    /// Makes a state machine.
    ///
    /// - Returns: Its ARN.
    func create(_ name: String, _ definition: JSONValue, type: String = "STANDARD") async throws -> String {
        let answer = try await call(
            "CreateStateMachine",
            [
                "name": .string(name), "definition": .string(definition.description), "type": .string(type),
                "roleArn": "arn:aws:iam::000000000000:role/test",
            ])
        return answer["stateMachineArn"]?.stringValue ?? ""
    }

    /// Starts an execution.
    ///
    /// - Returns: Its ARN.
    func start(_ machine: String, name: String? = nil, input: JSONValue = [:]) async throws -> String {
        var request: JSONObject = ["stateMachineArn": .string(machine), "input": .string(input.description)]
        request["name"] = name.map(JSONValue.string)
        return try await call("StartExecution", .object(request))["executionArn"]?.stringValue ?? ""
    }

    /// An execution.
    func describe(_ execution: String) async throws -> JSONValue {
        try await call("DescribeExecution", ["executionArn": .string(execution)])
    }

    /// The kinds of an execution's events.
    func history(_ execution: String) async throws -> [String] {
        let answer = try await call("GetExecutionHistory", ["executionArn": .string(execution), "maxResults": 1000])
        return (answer["events"]?.arrayValue ?? []).compactMap { $0["type"]?.stringValue }
    }
}
