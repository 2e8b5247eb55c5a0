import HTTPTypes
package import MeshCore
import MeshTransport

extension CatalogClient {
    /// What things cost, all at one moment: the prices for a cart, a page, an order.
    ///
    /// A line that has no price says why in ``QuotedLine/problem``; it does not fail the others.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func quote(_ request: QuotePrices, deadline: Deadline? = nil) async throws -> PriceQuote {
        // Nothing is changed by it; the key tells the transport that it may send it again.
        var headers = HTTPFields()
        if let name = HTTPField.Name("Idempotency-Key") { headers[name] = "quote" }
        return try await client.call(
            .post, "/v1/prices/quote", json: request, headers: headers, deadline: deadline
        ).decode()
    }
}
