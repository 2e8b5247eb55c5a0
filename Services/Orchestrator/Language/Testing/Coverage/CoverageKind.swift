/// The kinds of things that tests can reach.
package enum CoverageKind: String, Hashable, Sendable, CaseIterable {
    case states
    case choices
    case retriers
    case catchers
}
