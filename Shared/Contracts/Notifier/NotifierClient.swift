import HTTPTypes
package import MeshCore
package import MeshTransport

/// The notifier as other services call it.
package struct NotifierClient: Sendable {
    private let client: ServiceClient

    /// - Parameter client: Calls the service `notifier`.
    package init(_ client: ServiceClient) { self.client = client }

    /// Has a notification sent; asked again under the same key, it is not sent again.
    ///
    /// - Throws: `ServiceRefusal`, with the fields that are wrong; `ExchangeFailure`.
    package func send(_ notification: SendNotification, deadline: Deadline? = nil) async throws -> NotificationReceipt {
        let answer = try await client.call(.post, "/v1/notifications", json: notification, deadline: deadline)
        return try answer.decode()
    }
}
