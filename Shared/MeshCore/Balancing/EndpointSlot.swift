/// A place in the tables of a balancer, cheap to copy and compare: the endpoint's position, and how often the position
/// was used.
///
/// What comes late for an endpoint that is gone does not hit the one that took its place, because the generation
/// differs.
package struct EndpointSlot: Hashable, Sendable {
    /// The position; small, and used again after the endpoint is removed.
    package let index: Int32
    package let generation: UInt32

    package init(index: Int32, generation: UInt32) {
        self.index = index
        self.generation = generation
    }
}
