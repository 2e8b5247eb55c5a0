/// Is told of every boundary at which a crash could lose something, if anything could; for tests that stop a process there.
package struct FunctionsObserver: Sendable {
    let reached: @Sendable (String) -> Void

    /// - Parameter reached: Called with the boundary's name, before the work beyond it.
    package init(_ reached: @escaping @Sendable (String) -> Void) {
        self.reached = reached
    }

    package static let none = FunctionsObserver { _ in }
}
