import Foundation
import HTTPTypes
import Logging
import MeshCore
import MeshRuntime
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Orchestrator
import Testing

/// The orchestrator itself beside orders, with the workflow of checkouts that ships.
struct WorkflowStage: Sendable {
    /// What the orchestrator's socket does.
    let door: DoorHandler
    let port: Int
    let client: ServiceClient
    /// Where it finds orders.
    let orders: OrdersLine
    private let inside: ServiceDoor

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "orchestration/workflows")

    /// Runs it for the time of a closure.
    ///
    /// - Parameter directory: Of its data.
    static func with<Value: Sendable>(
        _ directory: String, _ body: @escaping @Sendable (WorkflowStage) async throws -> Value
    ) async throws -> Value {
        let orders = OrdersLine()
        return try await withServer(handler: orders) { _, ordersPort in
            let service = try service(directory, ordersPort: ordersPort)
            let inside = ServiceDoor(service, clock: SystemWallClock())
            let door = DoorHandler(inside, caller: "orders")
            return try await withServer(handler: door) { _, port in
                let endpoint = Endpoint(instance: "orchestrator-1", host: "127.0.0.1", port: port)
                let client = ServiceClient(
                    service: "orchestrator", source: StaticEndpointSource(["orchestrator": [endpoint]]),
                    group: MultiThreadedEventLoopGroup.singleton)
                let stage = WorkflowStage(door: door, port: port, client: client, orders: orders, inside: inside)
                let result: Result<Value, any Error>
                do { result = .success(try await stage.run(service, body)) } catch { result = .failure(error) }
                try await client.shutDown()
                return try result.get()
            }
        }
    }

    private static func service(_ directory: String, ordersPort: Int) throws -> OrchestratorService {
        let values = ConfigurationValues(texts: [
            "data.dir": directory, "endpoints": "orders=127.0.0.1:\(ordersPort)", "aws.callers": "anybody",
        ])
        let runtime = try Runtime(
            service: "orchestrator", common: CommonConfiguration(values, fallbackInstance: "orchestrator-test"),
            group: MultiThreadedEventLoopGroup.singleton, logger: Logger(label: "test"))
        return try OrchestratorService(try OrchestratorConfiguration(values), runtime: runtime)
    }

    private func run<Value: Sendable>(
        _ service: OrchestratorService, _ body: @escaping @Sendable (WorkflowStage) async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await service.run()
                return nil
            }
            defer { group.cancelAll() }
            try await waitUntil("the orchestrator holds executions") {
                for check in service.checks {
                    do { try await check.check() } catch { return false }
                }
                return true
            }
            try await deploy("checkout")
            return try await body(self)
        }
    }

    /// Brings a workflow of this repository in.
    func deploy(_ name: String) async throws {
        let path = Self.folder.appending(path: "\(name)/definition.asl.json")
        _ = try await call(
            "CreateStateMachine",
            [
                "name": .string(name), "definition": .string(try String(contentsOf: path, encoding: .utf8)),
                "roleArn": "arn:aws:iam::000000000000:role/test",
            ])
    }

    /// The executions of a workflow, by their names, with how each stands.
    func executions(of name: String) async throws -> [String: String] {
        let answer = try await call(
            "ListExecutions",
            ["stateMachineArn": .string("arn:aws:states:us-east-1:000000000000:stateMachine:\(name)")])
        let found = (answer["executions"]?.arrayValue ?? []).map { one in
            (one["name"]?.stringValue ?? "", one["status"]?.stringValue ?? "")
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    private func call(_ operation: String, _ input: JSONValue) async throws -> JSONValue {
        let answer = try await inside.send(
            .post, "/aws", input.description,
            headers: [
                "X-Amz-Target": "AWSStepFunctions.\(operation)", "Content-Type": "application/x-amz-json-1.0",
            ])
        try #require(answer.status == 200, "\(answer)")
        return try JSONValue(parsing: answer.body)
    }
}
