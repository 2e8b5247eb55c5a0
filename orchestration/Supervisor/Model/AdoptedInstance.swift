/// What is known of a process that an earlier supervisor started.
package struct AdoptedInstance: Sendable, Equatable {
    package var id: InstanceID
    package var slot: Int
    package var version: Version
    package var state: InstanceState
    /// Whether it held its slot, rather than prove itself for it.
    package var isIncumbent: Bool
    package var restarts: Int

    package init(
        id: InstanceID, slot: Int, version: Version, state: InstanceState, isIncumbent: Bool, restarts: Int = 0
    ) {
        self.id = id
        self.slot = slot
        self.version = version
        self.state = state
        self.isIncumbent = isIncumbent
        self.restarts = restarts
    }
}
