package import MeshCore

/// A change of the number of instances, until it has come true.
package struct Scaling: Sendable, Equatable {
    package enum Verdict: Sendable, Equatable {
        case pending
        case reached
        case failed(reason: String)
    }

    package let operation: OperationID
    package let target: Int
    package let until: MonotonicInstant

    package init(operation: OperationID, target: Int, until: MonotonicInstant) {
        self.operation = operation
        self.target = target
        self.until = until
    }

    /// - Parameters:
    ///   - slots: The slots that there are.
    ///   - readySlots: Those whose incumbent is ready.
    package func verdict(slots: some Collection<Slot>, readySlots: Int, at now: MonotonicInstant) -> Verdict {
        if slots.count == target, readySlots == target { return .reached }
        if let broken = slots.first(where: { $0.loop.failures >= 3 }) {
            return .failed(reason: "slot \(broken.index) failed to start \(broken.loop.failures) times in a row")
        }
        guard now >= until else { return .pending }
        return .failed(reason: "\(readySlots) of \(target) instances are ready")
    }
}
