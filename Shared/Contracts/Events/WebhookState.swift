/// Whether a webhook delivers.
package enum WebhookState: String, Codable, Sendable, CaseIterable {
    /// It delivers.
    case active
    /// Its owner has paused it.
    case paused
    /// Its receiver answered that it is gone (410); a `PUT` makes it active again.
    case gone
    /// Every delivery has failed for `webhooks.disableAfter`; a `PUT` makes it active again.
    case failing
    /// Its topic was removed.
    case orphaned
}
