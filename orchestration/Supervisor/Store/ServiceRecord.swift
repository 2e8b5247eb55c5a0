/// What is written down of a service's desired state.
package struct ServiceRecord: Sendable, Equatable {
    package var name: String
    package var wanted: Int
    package var version: Version
    /// The number of its last start.
    package var serial: Int

    package init(name: String, wanted: Int, version: Version, serial: Int) {
        self.name = name
        self.wanted = wanted
        self.version = version
        self.serial = serial
    }
}
