package import MeshCore

/// What is written down of a running instance, so that a later supervisor, or `down` without one, finds it again.
package struct InstanceRecord: Sendable, Equatable {
    package var id: InstanceID
    package var service: String
    package var slot: Int
    package var version: Version
    /// nil between the intent to start it and its start.
    package var process: ProcessIdentity?
    /// The private port on 127.0.0.1.
    package var port: Int
    package var state: InstanceState
    package var isIncumbent: Bool
    package var restarts: Int
    package var startedAt: Timestamp

    package init(
        id: InstanceID, service: String, slot: Int, version: Version, process: ProcessIdentity? = nil, port: Int,
        state: InstanceState, isIncumbent: Bool, restarts: Int, startedAt: Timestamp
    ) {
        self.id = id
        self.service = service
        self.slot = slot
        self.version = version
        self.process = process
        self.port = port
        self.state = state
        self.isIncumbent = isIncumbent
        self.restarts = restarts
        self.startedAt = startedAt
    }
}
