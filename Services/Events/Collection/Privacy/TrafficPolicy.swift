/// What a site does with traffic that is no visitor's.
package enum TrafficPolicy: String, Hashable, Sendable, CaseIterable {
    /// It is kept, and marked.
    case mark
    case drop
}
