/// What an event's visitor is known by.
package enum VisitorBasis: String, Hashable, Sendable, CaseIterable {
    /// An id that the visitor's device keeps.
    case device
    /// The id of an account, for want of a device's.
    case user
    /// A keyed hash under a salt that lives a day.
    case daily
    /// Nothing: each such event is a visitor of its own.
    case none
}
