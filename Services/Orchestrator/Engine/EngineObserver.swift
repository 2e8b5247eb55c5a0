/// Is told of every boundary of every step; for tests that stop a process there.
package struct EngineObserver: Sendable {
    let reached: @Sendable (EngineBoundary) -> Void

    init(_ reached: @escaping @Sendable (EngineBoundary) -> Void) {
        self.reached = reached
    }

    /// Watches by the boundary's name.
    package init(named reached: @escaping @Sendable (String) -> Void) {
        self.init { reached($0.rawValue) }
    }

    package static let none = EngineObserver(named: { _ in })
}
