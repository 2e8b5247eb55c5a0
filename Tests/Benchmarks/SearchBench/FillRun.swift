import ArgumentParser
import Catalog
import CatalogAPI
import Foundation
import Logging
import MeshCore
import MeshRuntime

/// Imports products into a new catalog and lets its index catch up.
struct FillRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill", abstract: "Fills a catalog and its search index, and prints the figures as JSON.")

    @Argument(help: "The directory of the catalog; it must be empty.")
    var directory: String

    @Option(help: "How many products.")
    var products = 100_000

    func run() async throws {
        let service = try CatalogService(
            try CatalogConfiguration(ConfigurationValues(texts: [:])), dataDirectory: directory, instance: "bench",
            logger: Logger(label: "bench"))
        let importing = Stopwatch()
        let report = try await service.importProducts("bench", from: CorpusFile(count: products), format: .ndjson)
        let imported = importing.read()
        guard report.created == products else { throw ValidationError("\(report.created) products were created.") }
        let indexing = Stopwatch()
        try await service.catchUpSearch()
        let indexed = indexing.read()
        let bytes = try Self.size(of: "\(directory)/catalog-search")
        let figures: JSONValue = [
            "products": .int(Int64(products)), "importSeconds": .double(imported.seconds),
            "indexSeconds": .double(indexed.seconds), "indexCPUSeconds": .double(indexed.cpuSeconds),
            "productsPerSecond": .double(Double(products) / indexed.seconds),
            "bytesPerProduct": .double(Double(bytes) / Double(products)),
        ]
        print(figures)
    }

    private static func size(of folder: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            return sum + (attributes[.size] as? Int ?? 0)
        }
    }
}
