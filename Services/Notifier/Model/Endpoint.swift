import MeshCore
import NotifierAPI
import WebhookCalls

/// A place that an account is called at, with what it is called with.
struct Endpoint: Sendable, Equatable {
    /// What it is called with.
    enum Secrets: Sendable, Equatable {
        case webhook(WebhookSecret)
        case push(PushKeys)
    }

    let id: NotificationEndpoint.ID
    let account: String
    let url: WebhookURL
    let secrets: Secrets
    let createdAt: Timestamp

    var channel: NotificationChannel {
        switch secrets {
        case .webhook: .webhook
        case .push: .push
        }
    }

    /// As its owner sees it.
    func description(withSecret: Bool = false) -> NotificationEndpoint {
        var secret: String?
        if withSecret, case .webhook(let own) = secrets { secret = own.text }
        return NotificationEndpoint(id: id, channel: channel, url: url.text, secret: secret, createdAt: createdAt)
    }
}

extension Endpoint.Secrets {
    /// As the store keeps it.
    var text: String {
        switch self {
        case .webhook(let secret): secret.text
        case .push(let keys): "\(keys.p256dh) \(keys.auth)"
        }
    }

    /// Reads what was stored; nil when it is something else.
    init?(_ text: String) {
        if let secret = WebhookSecret(text) {
            self = .webhook(secret)
            return
        }
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 2 else { return nil }
        self = .push(PushKeys(p256dh: parts[0], auth: parts[1]))
    }
}
