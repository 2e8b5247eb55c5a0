import ArgumentParser
import Catalog
import Foundation
import Logging
import MeshCore
import MeshRuntime

/// Opens a catalog that was filled and searches in it, one search after the other.
struct SearchRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Searches in a catalog, and prints the figures as JSON.")

    @Argument(help: "The directory of the catalog.")
    var directory: String

    @Option(help: "How many queries.")
    var queries = 2000

    @Option(help: "How often all of them.")
    var rounds = 3

    func run() async throws {
        let opening = Stopwatch()
        let service = try CatalogService(
            try CatalogConfiguration(ConfigurationValues(texts: [:])), dataDirectory: directory, instance: "bench",
            logger: Logger(label: "bench"))
        let total = try await service.searchProducts("", color: nil, facets: [])
        let opened = opening.read()
        let mix = Query.mix(queries, from: Vocabulary())
        var latencies = Latencies(counting: mix.map { !$0.facets.isEmpty })
        var hits = 0
        for _ in 0..<rounds {
            latencies.beginRound()
            for query in mix {
                let watch = Stopwatch()
                let found = try await service.searchProducts(query.text, color: query.color, facets: query.facets)
                latencies.add(watch.read())
                hits += found
            }
        }
        let figures: JSONValue = [
            "active": .int(Int64(total)), "openMilliseconds": .double(opened.seconds * 1000),
            "hitsPerQuery": .double(Double(hits) / Double(rounds * max(1, queries))), "latencies": latencies.json,
            "memory": try ResidentMemory.read(),
        ]
        print(figures)
    }
}
