/// How a site knows its visitors.
package enum IdentityPolicy: String, Hashable, Sendable, CaseIterable {
    /// By an id that the device keeps, where the tracker sends one.
    case device
    /// By a daily hash, whatever the tracker sends.
    case daily
}
