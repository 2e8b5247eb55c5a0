import Catalog
import CatalogAPI
import HTTPTypes
import Logging
import MeshCore
import MeshRuntime
import MeshTestKit
import MeshTransport
import Testing

@testable import Orders

/// Orders without a socket, and beside it the catalog on a real one; several may stand on one directory, as instances
/// do.
struct OrdersDoor: Sendable {
    let directory: TemporaryDirectory
    let clock: VirtualWallClock
    let service: OrdersService
    /// The catalog, asked as anybody may.
    let catalog: ServiceDoor
    /// What the catalog's socket does.
    let line: DoorHandler
    let client: ServiceClient
    private let door: ServiceDoor

    var store: OrdersStore { service.store }

    private init(
        directory: TemporaryDirectory, clock: VirtualWallClock, catalog: ServiceDoor, line: DoorHandler,
        client: ServiceClient, settings: [String: String]
    ) throws {
        self.directory = directory
        self.clock = clock
        self.catalog = catalog
        self.line = line
        self.client = client
        service = try OrdersService(
            try OrdersConfiguration(ConfigurationValues(texts: settings)), catalog: client,
            dataDirectory: directory.path, instance: "orders-\(UInt64.random(in: 0 ... .max))", clock: clock,
            logger: Logger(label: "test"))
        door = ServiceDoor(service, clock: clock)
    }

    /// Another instance on the same file, with the same catalog.
    func another(settings: [String: String] = [:]) throws -> OrdersDoor {
        try OrdersDoor(
            directory: directory, clock: clock, catalog: catalog, line: line, client: client, settings: settings)
    }

    /// Opens both for the time of a closure.
    static func with<Value: Sendable>(
        clock: VirtualWallClock = VirtualWallClock(), settings: [String: String] = [:],
        _ body: (OrdersDoor) async throws -> Value
    ) async throws -> Value {
        let directory = try TemporaryDirectory()
        let service = try CatalogService(
            try CatalogConfiguration(ConfigurationValues(texts: [:])), dataDirectory: directory.path, clock: clock,
            logger: Logger(label: "test"))
        let catalog = ServiceDoor(service, clock: clock)
        let line = DoorHandler(catalog, caller: "orders")
        return try await withServiceClient(of: "catalog", handler: line) { client in
            try await body(
                OrdersDoor(
                    directory: directory, clock: clock, catalog: catalog, line: line, client: client, settings: settings
                ))
        }
    }

    /// Sends a request to orders; see ``ServiceDoor/send(_:_:_:token:peer:headers:)``.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, token: String? = nil, peer: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> ServiceDoor.Answer {
        try await door.send(method, path, body, token: token, peer: peer, headers: headers)
    }
}
