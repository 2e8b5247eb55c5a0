import Catalog
import CatalogAPI
import CoreMetrics
import Crypto
import Foundation
import GRDB
import HTTPTypes
import Logging
import MeshCore
import MeshRuntime
import MeshTransport
import NIOPosix
import Orders
import OrdersAPI

/// Measures how many carts a second become paid orders, durably: orders and the catalog in one process, on sockets.
///
///     CheckoutBench [BUYERS] [ORDERS]
@main
struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let (buyers, count) = (arguments.first ?? 64, arguments.dropFirst().first ?? 5000)
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
        let directory = FileManager.default.temporaryDirectory.appending(path: "checkout-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let path = directory.path(percentEncoded: false)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let catalog = try CatalogService(
            try CatalogConfiguration(ConfigurationValues()), dataDirectory: path, logger: Logger(label: "bench"))
        let catalogServer = try await serve(ServedService(catalog, calledBy: "orders"), group)
        let catalogClient = client(of: "catalog", at: catalogServer.port ?? 0, group)
        let orders = try OrdersService(
            try OrdersConfiguration(ConfigurationValues()),
            catalog: catalogClient, dataDirectory: path,
            instance: "bench", logger: Logger(label: "bench"))
        let ordersServer = try await serve(ServedService(orders, calledBy: "gateway"), group)
        let carts = try fill(path, count)
        let shopper = Buyers(
            client: client(of: "orders", at: ordersServer.port ?? 0, group), count: buyers, carts: carts)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await catalogServer.run() }
            tasks.addTask { try await ordersServer.run() }
            tasks.addTask { try await orders.run() }
            try await stock(catalogClient)
            let before = commits(registry)
            let start = ContinuousClock.now
            let times = try await shopper.checkOut()
            let seconds = Double(start.duration(to: .now).nanoseconds) / 1e9
            let after = commits(registry)
            print("\(Int(Double(count) / seconds)) orders/s: \(count) orders by \(buyers) buyers in \(seconds) s")
            print("p50 \(times[times.count / 2]), p99 \(times[times.count * 99 / 100])")
            for (store, number) in after.sorted(by: { $0.key < $1.key }) {
                print("\(store): \(Double(number - (before[store] ?? 0)) / Double(count)) commits per order")
            }
            exit(0)
        }
    }

    private static func serve(
        _ handler: some RequestHandler, _ group: MultiThreadedEventLoopGroup
    ) async throws -> HTTPServer {
        let server = HTTPServer(
            configuration: .mesh, listeners: [.bind("127.0.0.1", port: 0)], tls: nil, group: group,
            logger: Logger(label: "bench"), acceptor: TaskAcceptor(handler).acceptor)
        try await server.bind()
        return server
    }

    private static func client(of service: String, at port: Int, _ group: MultiThreadedEventLoopGroup) -> ServiceClient
    {
        ServiceClient(
            service: service,
            source: StaticEndpointSource([service: [Endpoint(instance: "1", host: "127.0.0.1", port: port)]]),
            group: group)
    }

    /// Puts a hundred things on sale.
    private static func stock(_ catalog: ServiceClient) async throws {
        for number in 0..<100 {
            let product = CreateProduct(
                sku: "BENCH-\(number)", title: "Thing", category: "things",
                price: Money(amount: 1000, currency: .eur))
            let operatorToken: HTTPFields = [.authorization: "Bearer operator"]
            _ = try await catalog.call(.post, "/v1/products", json: product, headers: operatorToken)
            _ = try await catalog.call(
                .post, "/v1/stock/BENCH-\(number)/movements",
                json: RecordStockMovement(quantity: 1_000_000, reason: .received), headers: operatorToken)
        }
    }

    /// Makes a cart of two things for every order.
    private static func fill(_ path: String, _ count: Int) throws -> [Cart.ID] {
        let digest = Data(SHA256.hash(data: Data(Buyers.secret.utf8)))
        let carts = (0..<count).map { _ in Cart.ID.make() }
        try DatabaseQueue(path: path + "/orders.sqlite").write { db in
            for (number, cart) in carts.enumerated() {
                try db.execute(
                    sql: """
                        INSERT INTO cart (id, state, secret_digest, currency, created_at, updated_at, version)
                        VALUES (?, 'open', ?, 'EUR', 1, 1, 1)
                        """, arguments: [cart.description, digest])
                let row = db.lastInsertedRowID
                for position in 0..<2 {
                    try db.execute(
                        sql: "INSERT INTO cart_line (cart, sku, position, quantity, title) VALUES (?, ?, ?, 1, '')",
                        arguments: [row, "BENCH-\((number * 7 + position * 13) % 100)", position])
                }
            }
        }
        return carts
    }

    /// Commits so far, by store: each is one sync of its log.
    private static func commits(_ registry: MetricsRegistry) -> [String: Int] {
        let text = String(decoding: registry.exposition(), as: UTF8.self)
        return text.split(separator: "\n").reduce(into: [:]) { counts, line in
            guard line.hasPrefix("mesh_store_group_size_count"),
                let store = line.firstMatch(of: #/store="([^"]+)"/#)?.1, let number = line.split(separator: " ").last
            else { return }
            counts[String(store)] = Int(number)
        }
    }
}
