/// A way by which a notification reaches somebody.
package enum NotificationChannel: String, Codable, Sendable, CaseIterable {
    case email
    /// The list of notifications in the shop itself.
    case inbox
    /// Text messages to a telephone.
    case sms
    /// Calls of an account's own endpoints (Standard Webhooks).
    case webhook
    /// An account's browsers (Web Push, RFC 8030).
    case push
}
