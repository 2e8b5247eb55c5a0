import HTTPTypes
package import MeshCore
import MeshTransport

extension CatalogClient {
    /// Sets a price rule under an id of the caller's choice; set again, it changes nothing.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func put(rule id: String, _ rule: PutPriceRule, deadline: Deadline? = nil) async throws {
        _ = try await client.call(
            .put, "/v1/price-rules/\(PercentEncoding.encode(id))", json: rule, deadline: deadline)
    }

    /// Removes a price rule, if it is there.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func remove(rule id: String, deadline: Deadline? = nil) async throws {
        _ = try await client.call(
            .delete, "/v1/price-rules/\(PercentEncoding.encode(id))", accepting: [.notFound], deadline: deadline)
    }
}
