import HTTPTypes
package import MeshCore
package import MeshTransport

/// The recommender as other services call it.
package struct RecommenderClient: Sendable {
    private let client: ServiceClient

    /// - Parameter client: Calls the service `recommender`.
    package init(_ client: ServiceClient) { self.client = client }

    /// What an account should see next.
    ///
    /// - Parameters:
    ///   - account: Whose history counts.
    ///   - limit: From 1 to ``RecommenderFields/mostItems``.
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func recommendations(
        for account: String, limit: Int = 10, deadline: Deadline? = nil
    ) async throws -> RecommendationList {
        try await client.call(
            .get, "/internal/recommendations/\(PercentEncoding.encode(account))?limit=\(limit)", deadline: deadline
        ).decode()
    }
}
