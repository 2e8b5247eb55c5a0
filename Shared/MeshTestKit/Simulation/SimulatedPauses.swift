/// The clock by which a process of a ``SimulatedMachine`` measures its pauses.
package struct SimulatedPauses: Clock {
    /// A moment of the machine's time.
    package struct Instant: InstantProtocol {
        let offset: Swift.Duration

        package func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let machine: SimulatedMachine
    private let process: Int

    package init(machine: SimulatedMachine, process: Int) {
        self.machine = machine
        self.process = process
    }

    package var now: Instant { Instant(offset: machine.now) }
    package var minimumResolution: Swift.Duration { .nanoseconds(1) }

    package func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
        try await machine.sleep(process, until: deadline.offset)
    }
}
