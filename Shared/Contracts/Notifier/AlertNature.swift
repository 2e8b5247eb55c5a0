/// What a source of alerts tells of.
package enum AlertNature: String, Codable, Sendable, CaseIterable {
    /// What lasts: it is told when it begins, again while nobody looks after it, and when it is over.
    case state
    /// What has happened at a moment: it is told once, whatever becomes of it, and closed in silence.
    case event
}
