import EventsAPI
import MeshCore

/// Waits until all is counted that the log holds at a moment: who has just clicked sees it in the next answer.
///
/// The collector answers when an event is on disk, so where a partition ends afterwards lies behind it.
struct Freshness: Sendable {
    let events: EventsClient
    let store: RecommenderStore
    let topic: String
    /// The longest wait.
    let patience: Duration
    let pauses: any Clock<Duration>

    /// How often it is looked, at some microseconds each time.
    private static let pause: Duration = .milliseconds(2)

    /// - Returns: Whether all was counted before patience was at its end; not when the log cannot be asked either.
    /// - Throws: `CancellationError`; `StoreError`.
    func wait() async throws -> Bool {
        let end = MonotonicInstant.now().advanced(by: patience)
        guard let ends = await ends(until: Deadline(after: patience, from: .now())) else {
            try Task.checkCancellation()
            return false
        }
        while try ends.contains(where: { try store.offset(of: $0.partition, in: topic) < $0.offset }) {
            guard MonotonicInstant.now() < end else { return false }
            try await pauses.sleep(for: Self.pause)
        }
        return true
    }

    /// Where each partition ends; nil when nobody can tell.
    private func ends(until deadline: Deadline) async -> [(partition: Int, offset: Int64)]? {
        // An answer that is not as fresh as it might be is better than none.
        guard let topic = try? await events.topic(topic, deadline: deadline) else { return nil }
        let ends = topic.partitions.compactMap { state in state.nextOffset.map { (state.partition, $0) } }
        return ends.count == topic.partitions.count ? ends : nil
    }
}
