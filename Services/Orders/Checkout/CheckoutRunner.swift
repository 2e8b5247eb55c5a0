import OrdersAPI

/// Carries checkouts that have begun to their ends: orders itself, by its own durable steps, or the workflow that the
/// orchestrator runs, which asks for the same steps.
protocol CheckoutRunner: Sendable {
    /// Takes a checkout that has just been written down. Returns at once: from here on it goes on by itself, whoever has
    /// asked for it.
    ///
    /// - Parameter asker: Whether somebody waits for its outcome.
    func take(_ checkout: CheckoutRecord, asker: CheckoutAsker)

    /// Waits until a checkout has ended, or goes on without us only after a while, or the time is over.
    ///
    /// - Throws: `CancellationError`; nothing that happens to the checkout.
    func wait(for id: Checkout.ID, atMost limit: Duration) async throws

    /// Looks at once whether there is something to be carried.
    func wake()

    /// Works until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws
}
