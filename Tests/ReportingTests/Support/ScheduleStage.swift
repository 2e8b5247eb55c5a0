import HTTPTypes
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import MeshTransport
import NIOPosix
import Synchronization

@testable import MeshRuntime
@testable import Orchestrator

/// The orchestrator's schedules as they run in the mesh, with a clock that is set, which call reporting in this process.
struct ScheduleStage: Sendable {
    /// Calls the orchestrator as reporting.
    let client: ServiceClient
    private let line: ReportingLine

    /// The targets of schedules: reporting alone, once its port is known.
    private final class ReportingLine: MeshServices, ExecutionStarting, OperationCalling, FunctionInvoking {
        private let reporting = Mutex<ServiceClient?>(nil)

        func connect(_ port: Int) {
            let endpoint = Endpoint(instance: "r", host: "127.0.0.1", port: port)
            let client = ServiceClient(
                service: "reporting", source: StaticEndpointSource(["reporting": [endpoint]]),
                group: MultiThreadedEventLoopGroup.singleton)
            reporting.withLock { $0 = client }
        }

        func client(of service: String) -> ServiceClient? {
            service == "reporting" ? reporting.withLock(\.self) : nil
        }

        func shutDown() async throws { try await reporting.withLock(\.self)?.shutDown() }

        func start(
            _ machine: String, name: String, input: String, parent: ExecutionRecord.Parent?
        ) async throws -> ExecutionRecord { throw OrchestratorError.stateMachineDoesNotExist(arn: machine) }

        func arn(of record: ExecutionRecord) -> String { "" }

        func call(_ operation: String, _ input: JSONObject) async throws -> JSONValue { .null }

        func invoke(_ call: FunctionCall) async throws -> FunctionOutcome { .refused(error: "none", cause: "none") }
    }

    /// Runs it for the time of a closure.
    static func with<Value: Sendable>(
        directory: String, clock: any WallClock, _ body: @escaping @Sendable (ScheduleStage) async throws -> Value
    ) async throws -> Value {
        let store = try Store.open(
            path: "\(directory)/schedules.sqlite", migrations: ScheduleSchema.migrations, clock: clock)
        let line = ReportingLine()
        let assembly = ScheduleAssembly(
            OrchestratorStore(
                store: store, scope: ARNScope(region: "us-east-1", account: "000000000000"), clock: clock),
            target: MeshScheduleTarget(
                starter: line, operations: line, functions: line, services: line, patience: .seconds(10), clock: clock),
            settings: ScheduleSettings(lookout: .milliseconds(20)), logger: Logger(label: "test"))
        var api = API(title: "Orchestrator", version: "1")
        assembly.add(to: &api, access: .mesh("reporting", orRole: "admin"))
        let handler = MeshHandler("orchestrator", api, environment: RequestEnvironment(clock: clock))
        let result = try await withServer(handler: handler) { _, port in
            let endpoint = Endpoint(instance: "o", host: "127.0.0.1", port: port)
            let client = ServiceClient(
                service: "orchestrator", source: StaticEndpointSource(["orchestrator": [endpoint]]),
                group: MultiThreadedEventLoopGroup.singleton)
            let result: Result<Value, any Error>
            do {
                result = .success(
                    try await beside(assembly) { try await body(ScheduleStage(client: client, line: line)) })
            } catch { result = .failure(error) }
            try await client.shutDown()
            try await line.shutDown()
            return try result.get()
        }
        try await store.close()
        return result
    }

    /// Says where reporting is.
    func connect(_ reporting: ReportingInstance) { line.connect(reporting.port) }

    /// The names of our schedules.
    func names() async throws -> [String] {
        let answer = try await client.call(.get, "/aws/schedules?ScheduleGroup=reports")
        return (try answer.decode(JSONValue.self)["Schedules"]?.arrayValue ?? []).compactMap { $0["Name"]?.stringValue }
    }

    private static func beside<Value: Sendable>(
        _ assembly: ScheduleAssembly, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await assembly.run()
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            guard let value = try await group.next(), let value else { throw CancellationError() }
            return value
        }
    }
}
