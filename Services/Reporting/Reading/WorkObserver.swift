/// Is told of every boundary of the work beside requests; for tests that stop it there.
package struct WorkObserver: Sendable {
    let reach: @Sendable (_ boundary: String) -> Void

    package init(_ reach: @escaping @Sendable (_ boundary: String) -> Void) {
        self.reach = reach
    }

    package static let none = WorkObserver { _ in }
}
