package import MeshCore

/// The right to do something that must happen once, until it expires or is taken over.
package struct Lease: Sendable, Hashable {
    /// What it is the right to: `outbox`, or `timer/evening-report`.
    package let name: String
    /// The instance that holds it.
    package let owner: String
    /// The fencing number: it grows with every change of hands, so that whoever sees two holders knows the later one.
    package let fence: Int64
    /// When others may take it over, by the wall clock.
    package let expiresAt: Timestamp
}
