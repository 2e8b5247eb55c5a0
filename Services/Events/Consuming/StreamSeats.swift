import Synchronization

/// Counts the open event streams against their limit.
final class StreamSeats: Sendable {
    private let taken = Mutex(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a place for as long as the answer lives.
    ///
    /// - Throws: ``EventsError/tooManyStreams(limit:)``.
    func take() throws(EventsError) -> Seat {
        try taken.withLock { taken throws(EventsError) in
            guard taken < limit else { throw .tooManyStreams(limit: limit) }
            taken += 1
        }
        return Seat(self)
    }

    /// A place; free again when nobody holds it any more.
    final class Seat: Sendable {
        private let seats: StreamSeats

        fileprivate init(_ seats: StreamSeats) {
            self.seats = seats
        }

        deinit { seats.taken.withLock { $0 -= 1 } }
    }
}
