package import MeshCore

/// An execution of a state machine as a pure machine: events in, orders out.
///
/// It reads no clock, draws from the randomness it is given, and waits for nothing: tasks, timers and map runs are ordered,
/// and go on when their events come. One call runs through all states that need nobody else, so it costs who runs it at most
/// one transaction: the new ``state``, the recorded events and the orders together. Restored from its state, it goes on as
/// if it had never stopped.
package struct ExecutionMachine: Sendable {
    package let definition: Definition
    package let identity: ExecutionIdentity
    package let limits: ExecutionLimits
    /// What must survive.
    package private(set) var state: ExecutionState

    /// An execution that has not started.
    package init(definition: Definition, identity: ExecutionIdentity, limits: ExecutionLimits) {
        self.init(definition: definition, identity: identity, limits: limits, state: ExecutionState())
    }

    /// An execution in the middle.
    package init(
        definition: Definition, identity: ExecutionIdentity, limits: ExecutionLimits, state: ExecutionState
    ) {
        self.definition = definition
        self.identity = identity
        self.limits = limits
        self.state = state
    }

    /// Takes what has happened, and tells what to do.
    ///
    /// - Parameters:
    ///   - now: The time of the event; never before that of the event before it.
    ///   - randomness: Of cryptographic quality where task tokens must not be guessed.
    package mutating func handle<Generator: RandomNumberGenerator>(
        _ event: MachineEvent, at now: Timestamp, randomness: inout Generator
    ) -> [MachineOrder] {
        // The state is moved into the step and back, so that it has one owner and is never copied.
        let step = MachineStep(
            definition: definition, identity: identity, limits: limits, now: now, randomness: randomness, state: state)
        state = ExecutionState()
        step.take(event)
        state = step.state
        if let generator = step.randomness as? Generator { randomness = generator }
        return step.orders
    }

    /// The order of a map run that has not ended; nil for any other.
    package func mapRun(_ id: MapRunID) -> MapRunOrder? {
        let step = MachineStep(
            definition: definition, identity: identity, limits: limits, now: identity.startTime,
            randomness: SplitMix64(seed: 0), state: state)
        return step.mapRunOrder(id)
    }
}
