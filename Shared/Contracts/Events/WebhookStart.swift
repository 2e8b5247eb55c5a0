/// Where a webhook begins.
package enum WebhookStart: String, Codable, Sendable, CaseIterable {
    /// With the oldest record.
    case earliest
    /// With the next record that is appended.
    case latest
}
