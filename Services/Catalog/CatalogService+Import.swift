package import CatalogAPI
import MeshCore
package import NIOCore

extension CatalogService {
    /// Imports products without a request: for programs that fill a catalog where it stands.
    ///
    /// - Parameters:
    ///   - id: The import's name; the same name goes on where an earlier one ended.
    ///   - parts: The file, from its beginning.
    ///   - format: The file's.
    /// - Throws: What makes a request fail, as a problem's error.
    package func importProducts(
        _ id: String, from parts: some AsyncSequence<ByteBuffer, any Error>, format: RecordFormat
    ) async throws -> ImportReport {
        try await ProductImport(store: store, clock: clock).run(id, .upsert, format, parts)
    }
}
