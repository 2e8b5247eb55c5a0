import MeshTransport

/// The other instances as this one calls them.
///
/// An actor, because a client is made once for an instance, and let go when the instance is no more.
actor LogPeers {
    /// More clients than instances of a service run at once: past it, those of instances that are gone are ended.
    private static let keptClients = 32

    private let own: String
    private let neighbours: LogNeighbours
    private var clients: [String: ServiceClient] = [:]
    private var turn = 0

    /// - Parameter own: The id of this instance.
    init(own: String, neighbours: LogNeighbours) {
        self.own = own
        self.neighbours = neighbours
    }

    /// The instance of an id; nil when it is this one, or takes no requests.
    ///
    /// - Parameter owner: nil for any other instance, each in its turn.
    func peer(_ owner: String?) async throws -> PeerLog? {
        let others = neighbours.instances.filter { $0 != own }
        if let owner { return others.contains(owner) ? try await log(of: owner) : nil }
        guard !others.isEmpty else { return nil }
        turn &+= 1
        return try await log(of: others[turn % others.count])
    }

    /// Ends all connections.
    func shutDown() async throws {
        let ended = Array(clients.values)
        clients = [:]
        for client in ended { try await client.shutDown() }
    }

    private func log(of instance: String) async throws -> PeerLog {
        if let client = clients[instance] { return PeerLog(client: client) }
        let client = neighbours.connect(instance)
        clients[instance] = client
        if clients.count > Self.keptClients { try await forgetTheGone() }
        return PeerLog(client: client)
    }

    private func forgetTheGone() async throws {
        let present = Set(neighbours.instances)
        for instance in clients.keys.filter({ !present.contains($0) }) {
            try await clients.removeValue(forKey: instance)?.shutDown()
        }
    }
}
