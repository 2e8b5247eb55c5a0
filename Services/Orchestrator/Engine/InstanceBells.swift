/// Rings at the other instances. A ring may be lost; who rings has written down what it is about.
protocol InstanceBells: Sendable {
    /// Where the others ring.
    var port: Int { get }

    /// Says where the others are.
    func setPeers(_ ports: [Int])

    func ring(_ bell: InstanceBell)
}
