import EventLog
import MeshCore

/// Repeats what fails while a cluster of NATS servers chooses a leader, until a time.
struct Patience: Sendable {
    private static let shortest: Duration = .milliseconds(5)
    private static let longest: Duration = .milliseconds(200)

    let end: MonotonicInstant
    let pauses: any Clock<Duration>
    private var pause = Patience.shortest

    init(until end: MonotonicInstant, pauses: any Clock<Duration>) {
        self.end = end
        self.pauses = pauses
    }

    /// Waits before another attempt.
    ///
    /// - Parameter reason: What the last one failed with.
    /// - Throws: ``EventLogError/server(detail:)`` when the time is over; `CancellationError`.
    mutating func again(_ reason: @autoclosure () -> String) async throws {
        try proveTime(reason())
        try await pauses.sleep(for: min(pause, max(.zero, MonotonicInstant.now().duration(to: end))))
        pause = min(pause * 2, Self.longest)
    }

    /// Looks whether there is time left.
    ///
    /// - Throws: ``EventLogError/server(detail:)`` when it is over.
    func proveTime(_ reason: @autoclosure () -> String) throws(EventLogError) {
        guard MonotonicInstant.now() < end else { throw .server(detail: reason()) }
    }

    /// Does something until it works.
    ///
    /// - Throws: ``StreamGone``; ``EventLogError``; `CancellationError`.
    mutating func until<Value>(_ attempt: () async throws(NatsFailure) -> Value) async throws -> Value {
        while true {
            do throws(NatsFailure) {
                return try await attempt()
            } catch {
                try await pass(error)
            }
        }
    }

    /// Waits after a failure that passes.
    ///
    /// - Throws: ``StreamGone``; ``EventLogError``; `CancellationError`.
    mutating func pass(_ failure: NatsFailure) async throws {
        switch failure {
        case .noStream: throw StreamGone()
        case .closed: throw EventLogError.closed
        case .notSent, .noResponders, .timedOut, .refused, .malformed:
            guard failure.isPassing else { throw EventLogError.server(detail: failure.description) }
            try await again(failure.description)
        }
    }
}
