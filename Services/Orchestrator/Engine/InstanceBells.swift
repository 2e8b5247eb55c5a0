/// Rings at the other instances. A ring may be lost; who rings has written down what it is about.
protocol InstanceBells: Sendable {
    func ring(_ bell: InstanceBell)
}
