import OrdersAPI

/// Is told of every boundary of every checkout, before it is passed. It may take its time.
package struct CheckoutObserver: Sendable {
    private let reached: @Sendable (CheckoutBoundary) async -> Void

    /// - Parameter reached: Is waited for.
    package init(_ reached: @escaping @Sendable (CheckoutBoundary) async -> Void) {
        self.reached = reached
    }

    /// Watches nothing.
    package static let none = CheckoutObserver { _ in }

    func reaches(_ boundary: CheckoutBoundary) async { await reached(boundary) }
}
