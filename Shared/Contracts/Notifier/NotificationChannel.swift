/// A way by which a notification reaches somebody.
package enum NotificationChannel: String, Codable, Sendable, CaseIterable {
    case email
    /// The list of notifications in the shop itself.
    case inbox
}
