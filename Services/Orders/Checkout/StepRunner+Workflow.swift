import MeshCore
import OrdersAPI

/// What the workflow asks for, step by step. It has no memory of its own: where a checkout stands is in the store, so any
/// instance may be asked, at any time, twice as well.
extension StepRunner {
    /// How long one call waits for a checkout that another instance carries.
    private static let patience = Duration.seconds(2)
    /// How often the store is looked at meanwhile.
    private static let glance = Duration.milliseconds(25)

    /// Takes a checkout as far as a goal, unless it is there already or goes the other way.
    ///
    /// - Returns: The checkout as it stands then. When the goal is not reached and it does not go the other way, it waits
    ///   for its buyer, or for others who do not answer, or another instance carries it.
    /// - Throws: ``OrdersError/checkoutNotFound``; `StoreError`; `CancellationError`.
    func advance(_ id: Checkout.ID, to goal: CheckoutGoal) async throws -> CheckoutRecord {
        let end = Deadline(after: Self.patience, from: .now())
        while true {
            guard let (checkout, holder) = try steps.store.held(id) else { throw OrdersError.checkoutNotFound }
            if goal.isReached(at: checkout.step) || (goal == .cancel && checkout.step != .undoPayment) {
                return checkout
            }
            if let taken = try await own(checkout, holder), carried.begin(taken) {
                defer { carried.remove(taken) }
                do {
                    try await driven.carry(taken, from: .store, to: goal) { [carried] in carried.holds(taken) }
                    return try steps.store.find(id) ?? taken
                } catch is CheckoutLost {
                    // Somebody else has it now, or the same call was sent twice and the other was quicker.
                }
            }
            guard !end.hasPassed(at: .now()) else { return checkout }
            try await wait(for: id, atMost: Self.glance)
            try await steps.pauses.sleep(for: Self.glance)
        }
    }

    /// The checkout, if it is the workflow's to be driven; nil while a process carries it.
    private func own(_ checkout: CheckoutRecord, _ holder: String?) async throws -> CheckoutRecord? {
        switch holder {
        case CheckoutStore.workflow?: checkout
        case nil: try await driven.store.take(checkout, until: steps.clock.now() + steps.settings.lease)
        case .some: nil
        }
    }
}
