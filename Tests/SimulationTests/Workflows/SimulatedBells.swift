import Synchronization

@testable import Orchestrator

/// Bells between the simulated instances: some rings are lost.
final class SimulatedBells: InstanceBells {
    let port: Int
    private let peers = Mutex<[Int]>([])
    private let deliver: @Sendable (InstanceBell, Int) -> Void

    /// - Parameter deliver: Takes a ring to the instance of a number.
    init(port: Int, deliver: @escaping @Sendable (InstanceBell, Int) -> Void) {
        self.port = port
        self.deliver = deliver
    }

    func setPeers(_ ports: [Int]) { peers.withLock { $0 = ports.sorted() } }

    func ring(_ bell: InstanceBell) {
        for peer in peers.withLock({ $0 }) { deliver(bell, peer) }
    }
}
