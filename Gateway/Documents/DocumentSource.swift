package import MeshCore

/// Fetches the OpenAPI document of a service.
package protocol DocumentSource: Sendable {
    /// The document as the service serves it now.
    ///
    /// - Throws: When the service gives none.
    func document(of service: String) async throws -> JSONValue
}
