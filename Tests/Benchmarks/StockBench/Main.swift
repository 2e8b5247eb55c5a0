import Catalog
import CatalogAPI
import Foundation
import Logging
import MeshCore
import MeshRuntime

/// Measures how many reservations a second go through one store, durably.
///
///     StockBench [CALLERS] [ORDERS]
@main
struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let callers = arguments.first ?? 64
        let orders = arguments.dropFirst().first ?? 20_000
        let directory = FileManager.default.temporaryDirectory.appending(path: "stock-bench-\(UUID().uuidString)")
        defer {
            // What is left is in the folder for temporary files.
            try? FileManager.default.removeItem(at: directory)
        }
        let catalog = try CatalogService(
            try CatalogConfiguration(ConfigurationValues()), dataDirectory: directory.path(percentEncoded: false),
            logger: Logger(label: "bench"))
        let bench = StockBench(stock: catalog.stock, callers: callers, orders: orders)
        try await bench.fill()
        try await bench.measure("reserve", bench.reserve)
        try await bench.measure("reserve, claim, commit", bench.order)
        try await bench.measureInvariants()
    }
}
