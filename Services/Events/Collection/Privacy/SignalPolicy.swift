/// What a site does with an event whose visitor does not want to be followed.
package enum SignalPolicy: String, Hashable, Sendable, CaseIterable {
    /// It is taken like any other.
    case ignore
    /// It is taken without the ids of device, account and session; the visitor is known by a daily hash.
    case anonymous
    /// It is not kept at all.
    case drop
}
