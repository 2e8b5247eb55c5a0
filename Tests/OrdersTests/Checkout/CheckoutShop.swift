import Catalog
import CatalogAPI
import Foundation
import GRDB
import HTTPTypes
import Logging
import MeshCore
import MeshRuntime
import MeshStore
import MeshTestKit
import MeshTransport
import NIOPosix
import OrdersAPI
import Testing

@testable import Orders

/// A shop that checks out: instances of orders on one store, and the catalog on a socket.
struct CheckoutShop: Sendable {
    let directory: TemporaryDirectory
    let clock: VirtualWallClock
    let catalog: ServiceDoor
    /// What the catalog's socket does.
    let line: DoorHandler
    let port: Int
    let client: ServiceClient
    /// What the workflow drives.
    let share: WorkflowShare
    /// The orchestrator; nil where the workflow drives nothing.
    let stage: WorkflowStage?

    /// Opens a shop for the time of a closure.
    ///
    /// - Parameter share: Which checkouts the workflow drives; with any, there is an orchestrator beside it.
    static func with(
        _ share: WorkflowShare = .none, _ body: @escaping @Sendable (CheckoutShop) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        guard share != .none else { return try await with(share, nil, directory, body) }
        try await WorkflowStage.with(directory.path) { stage in try await with(share, stage, directory, body) }
    }

    private static func with(
        _ share: WorkflowShare, _ stage: WorkflowStage?, _ directory: TemporaryDirectory,
        _ body: (CheckoutShop) async throws -> Void
    ) async throws {
        let clock = VirtualWallClock()
        let service = try CatalogService(
            try CatalogConfiguration(ConfigurationValues(texts: [:])), dataDirectory: directory.path, clock: clock,
            logger: Logger(label: "test"))
        let catalog = ServiceDoor(service, clock: clock)
        let line = DoorHandler(catalog, caller: "orders")
        try await withServer(handler: line) { _, port in
            let endpoint = Endpoint(instance: "catalog-1", host: "127.0.0.1", port: port)
            let client = ServiceClient(
                service: "catalog", source: StaticEndpointSource(["catalog": [endpoint]]),
                group: MultiThreadedEventLoopGroup.singleton)
            let shop = CheckoutShop(
                directory: directory, clock: clock, catalog: catalog, line: line, port: port, client: client,
                share: share, stage: stage)
            let result: Result<Void, any Error>
            do { result = .success(try await body(shop)) } catch { result = .failure(error) }
            try await client.shutDown()
            try result.get()
        }
    }

    /// Limits with which a test does not wait long.
    static var brisk: CheckoutSettings {
        var settings = CheckoutSettings()
        settings.answerLimit = .seconds(30)
        settings.firstPause = .milliseconds(2)
        settings.longestPause = .milliseconds(50)
        settings.lookout = .milliseconds(10)
        return settings
    }

    /// Runs an instance for the time of a closure.
    func instance(
        provider: (any PaymentProvider)? = nil, settings: CheckoutSettings = brisk, observer: CheckoutObserver = .none,
        _ body: @escaping @Sendable (CheckoutInstance) async throws -> Void
    ) async throws {
        let service = try OrdersService(
            try OrdersConfiguration(ConfigurationValues(texts: ["checkout.workflow": share.rawValue])),
            catalog: client, orchestrator: stage?.client, dataDirectory: directory.path,
            instance: "orders-\(UInt64.random(in: 0 ... .max))", clock: clock, pauses: ContinuousClock(),
            checkouts: settings, methods: provider.map { PaymentMethods(["invoice": $0, "stripe": $0]) },
            observer: observer, logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            defer { group.cancelAll() }
            let door = ServiceDoor(service, clock: clock)
            let instance = CheckoutInstance(service: service, shop: self, door: door)
            guard let stage else { return try await body(instance) }
            try await stage.orders.with(OrdersLine.end(door)) { try await body(instance) }
        }
    }

    /// Puts goods on sale.
    func stock(_ sku: String, _ count: Int, price: Int64 = 1000) async throws {
        let product = """
            {"sku": "\(sku)", "title": "Thing", "category": "things", "price": {"amount": \(price), "currency": "EUR"}}
            """
        let made = try await catalog.send(.post, "/v1/products", product, token: "admin")
        try #require(made.status == 201, "\(made)")
        guard count > 0 else { return }
        let received = try await catalog.send(
            .post, "/v1/stock/\(sku)/movements", #"{"quantity": \#(count), "reason": "received"}"#, token: "admin")
        try #require(received.status == 201, "\(received)")
    }

    func level(_ sku: String) async throws -> StockLevel {
        try await catalog.send(.get, "/v1/stock/\(sku)").decode()
    }

    /// Holds the catalog to its invariants.
    func checkInvariants() async throws {
        let answer = try await catalog.send(.get, "/v1/stock/invariants", token: "admin")
        let invariants: StockInvariants = try answer.decode()
        #expect(invariants.violationCount == 0, "\(invariants.violations)")
    }
}
