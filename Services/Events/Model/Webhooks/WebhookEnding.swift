import EventsAPI

/// Why a webhook delivers no more, until its owner says otherwise.
enum WebhookEnding: String, Hashable, Sendable {
    case gone
    case failing
    case orphaned

    var state: WebhookState {
        switch self {
        case .gone: .gone
        case .failing: .failing
        case .orphaned: .orphaned
        }
    }
}
