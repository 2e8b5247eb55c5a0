import FoundationEssentials
import HTTPTypes
package import MeshCore
package import MeshTransport
import NIOCore

/// The catalog as other services call it.
package struct CatalogClient: Sendable {
    /// The longest answer that is read: a page of 100 products of 64 KiB.
    private static let answerLimit = 8 << 20

    private let client: ServiceClient

    /// - Parameter client: Calls the service `catalog`.
    package init(_ client: ServiceClient) { self.client = client }

    /// A product; nil when there is none of this id.
    ///
    /// - Throws: ``CatalogClientError``; `ExchangeFailure`.
    package func product(_ id: Product.ID, deadline: Deadline? = nil) async throws -> Product? {
        let answer = try await send(Self.request(.get, "/v1/products/\(id)"), deadline)
        return answer.status == .notFound ? nil : try answer.decode()
    }

    /// A product, if it is not the version that the caller has; nil when there is none of this id.
    ///
    /// - Throws: ``CatalogClientError``; `ExchangeFailure`.
    package func product(
        _ id: Product.ID, unless version: Int64, deadline: Deadline? = nil
    ) async throws -> VersionedProduct? {
        var request = Self.request(.get, "/v1/products/\(id)")
        request.headerFields[.ifNoneMatch] = "\"\(version)\""
        let answer = try await send(request, deadline)
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
    /// - Throws: ``CatalogClientError``; `ExchangeFailure`.
    package func products(
        _ query: ProductQuery = ProductQuery(), limit: Int = 50, cursor: String? = nil, deadline: Deadline? = nil
    ) async throws -> ProductList {
        let parameters = query.parameters + [("limit", String(limit))] + (cursor.map { [("cursor", $0)] } ?? [])
        return try await send(Self.request(.get, "/v1/products", parameters), deadline).decode()
    }

    /// The products that match words best, the best first.
    ///
    /// - Parameters:
    ///   - words: As a person types them.
    ///   - limit: From 1 to 100.
    ///   - cursor: That of the page before; nil for the first.
    /// - Throws: ``CatalogClientError``; `ExchangeFailure`.
    package func search(
        _ words: String, limit: Int = 20, cursor: String? = nil, deadline: Deadline? = nil
    ) async throws -> ProductList {
        let parameters = [("q", words), ("limit", String(limit))] + (cursor.map { [("cursor", $0)] } ?? [])
        return try await send(Self.request(.get, "/v1/products/search", parameters), deadline).decode()
    }

    private static func request(
        _ method: HTTPRequest.Method, _ path: String, _ parameters: [(name: String, value: String)] = []
    ) -> HTTPRequest {
        let query = parameters.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        return HTTPRequest(
            method: method, scheme: nil, authority: nil, path: query.isEmpty ? path : "\(path)?\(query)")
    }

    /// An answer that is none of a refusal.
    private struct Answer {
        let status: HTTPResponse.Status
        let bytes: Data

        func decode<Message: Decodable>() throws -> Message {
            try JSONDecoder().decode(Message.self, from: bytes)
        }
    }

    private func send(_ request: HTTPRequest, _ deadline: Deadline?) async throws -> Answer {
        let response = try await client.send(request, body: nil, deadline: deadline)
        let bytes = Data(try await response.collect(upTo: Self.answerLimit).readableBytesView)
        switch response.status {
        case .ok, .notModified, .notFound: return Answer(status: response.status, bytes: bytes)
        default:
            // An answer of another kind than a problem says no more than its status.
            let problem = try? JSONDecoder().decode(Problem.self, from: bytes)
            throw CatalogClientError(status: Int(response.status.code), problem: problem)
        }
    }
}
