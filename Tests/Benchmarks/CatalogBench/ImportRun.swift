import ArgumentParser
import Catalog
import CatalogAPI
import Foundation
import Logging
import MeshCore
import MeshRuntime
import NIOCore

/// Imports a file into a new catalog, every row durable with its event, and prints how long that took.
struct ImportRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Imports a file of products and prints the figures as JSON.")

    @Argument(help: "The file: a JSON document on each line.")
    var file: String

    @Argument(help: "The directory of the catalog; it must be empty.")
    var directory: String

    func run() async throws {
        let configuration = try CatalogConfiguration(ConfigurationValues(texts: [:]))
        let service = try CatalogService(
            configuration, dataDirectory: directory, instance: "bench", logger: Logger(label: "bench"))
        let handle = try FileHandle(forReadingFrom: URL(filePath: file))
        let parts = AsyncThrowingStream<ByteBuffer, any Error> {
            let part = try handle.read(upToCount: 1 << 16)
            return part.flatMap { $0.isEmpty ? nil : ByteBuffer(bytes: $0) }
        }
        let start = ContinuousClock.now
        let report = try await service.importProducts("bench", from: parts, format: .ndjson)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let figures: JSONValue = [
            "rows": .int(report.rows), "created": .int(report.created), "failed": .int(report.failed),
            "seconds": .double(seconds), "rowsPerSecond": .double(Double(report.rows) / seconds),
        ]
        print(figures)
    }
}
