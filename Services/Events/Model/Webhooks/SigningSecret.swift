import MeshCore
import WebhookCalls

/// A secret of a webhook, and until when it signs.
struct SigningSecret: Hashable, Sendable {
    let secret: WebhookSecret
    /// nil for the one in use.
    var retiresAt: Timestamp?

    func signs(at moment: Timestamp) -> Bool { retiresAt.map { moment < $0 } ?? true }
}

extension [SigningSecret] {
    /// Puts a new secret in the place of the one in use, which signs beside it for a while. Those that are retired go, and so
    /// does the oldest when there are too many.
    func rotated(to secret: WebhookSecret, overlap: Duration, at now: Timestamp) -> [SigningSecret] {
        let former = map { held in
            SigningSecret(secret: held.secret, retiresAt: held.retiresAt ?? now + overlap)
        }
        return [SigningSecret(secret: secret)]
            + former.filter { $0.signs(at: now) && $0.secret != secret }.prefix(Self.mostRetiring)
    }

    /// When those that were replaced stop to sign, of those that still do.
    func retirements(after now: Timestamp) -> [Timestamp] { compactMap(\.retiresAt).filter { now < $0 }.sorted() }

    /// More signatures than a receiver has reason to look at.
    private static var mostRetiring: Int { 4 }
}
