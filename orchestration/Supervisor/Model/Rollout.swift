package import MeshCore

/// The replacement of a service's instances, slot by slot: start the new one, prove it ready, shift, drain the old one.
package struct Rollout: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case deploy
        case restart
        /// One instance is replaced, for this reason.
        case recycle(reason: String)
        /// A deploy failed for this reason, and what it had replaced is replaced back.
        case rollback(reason: String, culprit: InstanceID?)
    }

    package enum Step: Sendable, Equatable {
        case idle
        case starting(slot: Int, candidate: InstanceID)
        /// The candidate is ready and stays so until then.
        case proving(slot: Int, candidate: InstanceID, until: MonotonicInstant)
        /// The candidate holds the place; the old one drains.
        case retiring(slot: Int, old: InstanceID)
    }

    package let operation: OperationID
    package let kind: Kind
    /// What new instances run; nil keeps each slot's own version.
    package let target: Version?
    package var pending: [Int]
    package var replaced: [Int] = []
    package var step: Step = .idle

    package init(operation: OperationID, kind: Kind, target: Version?, pending: [Int]) {
        self.operation = operation
        self.kind = kind
        self.target = target
        self.pending = pending
    }
}
