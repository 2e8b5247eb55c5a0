/// The number of one operation (deploy, restart, scale), unique while a supervisor runs.
package struct OperationID: Sendable, Hashable {
    package let number: Int

    package init(_ number: Int) {
        self.number = number
    }
}
