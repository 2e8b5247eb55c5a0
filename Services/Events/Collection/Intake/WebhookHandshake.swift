/// The consent to notifications (HTTP 1.1 Web Hooks for Event Delivery 1.0, section 4): whoever asks may send, at any
/// rate, as every event names a site.
enum WebhookHandshake {
    static func answer(_ request: CollectRequest) -> CollectAnswer {
        guard CollectEndpoint(path: request.path) == .cloudEvents,
            let origin = request.headers["webhook-request-origin"]
        else {
            return CollectAnswer(status: 405, headers: ["allow": "GET, POST, OPTIONS"])
        }
        return CollectAnswer(
            status: 200,
            headers: ["allow": "POST", "webhook-allowed-origin": origin, "webhook-allowed-rate": "*"])
    }
}
