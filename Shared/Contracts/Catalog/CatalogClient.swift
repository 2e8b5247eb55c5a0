import HTTPTypes
package import MeshCore
package import MeshTransport

/// The catalog as other services call it.
package struct CatalogClient: Sendable {
    /// The longest answer that is read: a page of 100 products of 112 KiB.
    private static let answerLimit = 12 << 20

    let client: ServiceClient

    /// - Parameter client: Calls the service `catalog`.
    package init(_ client: ServiceClient) { self.client = client }

    /// A product; nil when there is none of this id.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func product(_ id: Product.ID, deadline: Deadline? = nil) async throws -> Product? {
        let answer = try await client.call(
            .get, "/v1/products/\(id)", accepting: [.notFound], limit: Self.answerLimit, deadline: deadline)
        return answer.status == .notFound ? nil : try answer.decode()
    }

    /// A product, if it is not the version that the caller has; nil when there is none of this id.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func product(
        _ id: Product.ID, unless version: Int64, deadline: Deadline? = nil
    ) async throws -> VersionedProduct? {
        let answer = try await client.call(
            .get, "/v1/products/\(id)", headers: [.ifNoneMatch: "\"\(version)\""],
            accepting: [.notFound, .notModified],
            limit: Self.answerLimit, deadline: deadline)
        switch answer.status {
        case .notModified: return .notModified
        case .notFound: return nil
        default: return .changed(try answer.decode())
        }
    }

    /// A page of products.
    ///
    /// - Parameters:
    ///   - query: Which products.
    ///   - limit: From 1 to 100.
    ///   - cursor: That of the page before; nil for the first.
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func products(
        _ query: ProductQuery = ProductQuery(), limit: Int = 50, cursor: String? = nil, deadline: Deadline? = nil
    ) async throws -> ProductList {
        let parameters = query.parameters + [("limit", String(limit))] + (cursor.map { [("cursor", $0)] } ?? [])
        return try await client.call(
            .get, Self.path("/v1/products", parameters), limit: Self.answerLimit, deadline: deadline
        ).decode()
    }

    /// The products that match words best, the best first.
    ///
    /// - Parameters:
    ///   - words: As a person types them.
    ///   - limit: From 1 to 100.
    ///   - cursor: That of the page before; nil for the first.
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func search(
        _ words: String, limit: Int = 20, cursor: String? = nil, deadline: Deadline? = nil
    ) async throws -> SearchResult {
        let parameters = [("q", words), ("limit", String(limit))] + (cursor.map { [("cursor", $0)] } ?? [])
        return try await client.call(
            .get, Self.path("/v1/products/search", parameters), limit: Self.answerLimit, deadline: deadline
        ).decode()
    }

    private static func path(_ path: String, _ parameters: [(name: String, value: String)]) -> String {
        let query = parameters.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        return query.isEmpty ? path : "\(path)?\(query)"
    }
}
