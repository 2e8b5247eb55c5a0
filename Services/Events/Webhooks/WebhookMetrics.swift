import CoreMetrics

/// What became of attempts to deliver, counted.
struct WebhookMetrics: Sendable {
    private let delivered = Self.counter("delivered")
    private let retried = Self.counter("retried")
    private let undelivered = Self.counter("undelivered")
    private let disabled = Self.counter("disabled")

    private static func counter(_ outcome: String) -> Counter {
        Counter(label: "events_webhook_attempts", dimensions: [("outcome", outcome)])
    }

    /// Counts an attempt.
    func count(_ verdict: DeliveryRule.Verdict) {
        switch verdict {
        case .delivered: delivered.increment()
        case .retry: retried.increment()
        case .undelivered: undelivered.increment()
        case .disabled: disabled.increment()
        }
    }
}
