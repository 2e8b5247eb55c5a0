import EventsAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

extension EventsInstance {
    /// Makes a webhook of a topic, or changes it.
    @discardableResult
    func putWebhook(
        _ name: String = "hook", on topic: String, to url: String, _ more: String = ""
    ) async throws -> EventWebhook {
        let answer = try await send(.put, "/v1/topics/\(topic)/webhooks/\(name)", #"{"url": "\#(url)"\#(more)}"#)
        try #require(answer.status == 200 || answer.status == 201, "\(answer)")
        return try answer.decode()
    }

    /// A webhook, and how far it has come.
    func webhook(_ name: String = "hook", of topic: String) async throws -> EventWebhook {
        try await send(.get, "/v1/topics/\(topic)/webhooks/\(name)").decode()
    }

    /// Waits until a webhook is as it is wanted.
    @discardableResult
    func waitForWebhook(
        _ words: String, _ name: String = "hook", of topic: String, _ condition: @Sendable (EventWebhook) -> Bool
    ) async throws -> EventWebhook {
        try await waitUntil(
            words, limit: .seconds(20), state: { "\(String(describing: try? await webhook(name, of: topic)))" }
        ) {
            condition(try await webhook(name, of: topic))
        }
        return try await webhook(name, of: topic)
    }
}
