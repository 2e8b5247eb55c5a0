import Logging
import MeshCore
import MeshRuntime
import MeshStore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix

@testable import Events

/// Instances of events on one machine: one store, a socket each, and each knows where the others are.
struct EventsMachine: Sendable {
    let directory: TemporaryDirectory
    let instances: [EventsInstance]
    /// What each instance knows of the others; an instance that is taken away here takes no requests.
    let endpoints: StaticEndpointSource

    subscript(index: Int) -> EventsInstance { instances[index] }

    /// Takes a role's name for the token of somebody who has it.
    private struct RoleTokens: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            Principal(subject: "acc_\(credential)", roles: [credential])
        }
    }

    /// Runs instances for the time of a closure.
    static func with<Value: Sendable>(
        _ count: Int = 1, settings: [String: String] = [:],
        _ body: @escaping @Sendable (EventsMachine) async throws -> Value
    ) async throws -> Value {
        let machine = EventsMachine(
            directory: try TemporaryDirectory(), instances: [], endpoints: StaticEndpointSource([:]))
        return try await machine.with(count, settings: settings, ports: [:], body)
    }

    private func with<Value: Sendable>(
        _ missing: Int, settings: [String: String], ports: [String: Int],
        _ body: @escaping @Sendable (EventsMachine) async throws -> Value
    ) async throws -> Value {
        guard missing > 0 else { return try await body(self) }
        let name = "events-\(instances.count + 1)"
        let group = MultiThreadedEventLoopGroup.singleton
        let neighbours = LogNeighbours(endpoints: endpoints) { [endpoints] instance in
            var configuration = ClientConfiguration()
            configuration.upstream = .onDemand
            configuration.retry = .never
            configuration.timeout = nil
            return ServiceClient(
                service: "events",
                source: SingleInstanceSource(endpoints, service: "events", instance: instance), group: group,
                configuration: configuration)
        }
        let service = try await EventsService(
            try EventsConfiguration(ConfigurationValues(texts: settings)), dataDirectory: directory.path,
            instance: name, neighbours: neighbours, group: group, logger: Logger(label: "test"))
        let handler = NeighbourlyHandler(
            service.api,
            environment: RequestEnvironment(authenticator: RoleTokens(), idempotency: service.idempotency))
        return try await withServer(handler: handler) { _, port in
            var ports = ports
            ports[name] = port
            let known = ports.sorted { $0.key < $1.key }
            endpoints.update("events", known.map { Endpoint(instance: $0.key, host: "127.0.0.1", port: $0.value) })
            let instance = EventsInstance(name: name, service: service, port: port)
            let next = EventsMachine(directory: directory, instances: instances + [instance], endpoints: endpoints)
            let result = try await Self.beside(service) { [ports] in
                try await next.with(missing - 1, settings: settings, ports: ports, body)
            }
            try await instance.hangUp()
            return result
        }
    }

    /// Runs the work of a service beside a closure.
    private static func beside<Value: Sendable>(
        _ service: EventsService, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await service.run()
                return nil
            }
            group.addTask { try await body() }
            let result: Result<Value, any Error>
            do {
                guard let value = try await group.next(), let value else { throw CancellationError() }
                result = .success(value)
            } catch {
                result = .failure(error)
            }
            group.cancelAll()
            // Cancelled is how it ends here.
            while let ended = await group.nextResult() {
                if case .failure(let error) = ended, !(error is CancellationError) { throw error }
            }
            return try result.get()
        }
    }
}
