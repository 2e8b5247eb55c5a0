import Synchronization

/// Whether this process has begun to shut down: then its partitions are handed over at once, and no request waits for
/// records, so that the drain is short.
final class DrainMark: Sendable {
    private let flag = Atomic(false)
    private let stream: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation

    init() {
        (stream, end) = AsyncStream.makeStream()
    }

    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() {
        flag.store(true, ordering: .releasing)
        end.finish()
    }

    /// Waits until it is set, or the task is cancelled. For one waiter.
    func wait() async {
        for await _ in stream {}
    }
}
