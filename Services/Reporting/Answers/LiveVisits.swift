import MeshCore
import ReportAnalysis
import ReportIntake
import Synchronization

/// The young visits of one generation in memory, brought up to date when somebody asks.
///
/// It is called on threads that may wait (``ScanThreads``), and by one at a time: the others take what that one has made.
final class LiveVisits: Sendable {
    private struct State {
        var sealedThrough: Int?
        var young: YoungVisits?
        /// Up to which pages are known.
        var offsets: [Int: Int64] = [:]
        var live: [VisitSegment] = []
        var view: SiteView?
        var madeAt = MonotonicInstant.now()
        var cost: Duration = .zero
    }

    /// Pages that are expanded side by side.
    private static let slice = 16

    private let generation: Int64
    private let store: ReportStore
    private let zones: any TimeZoneSource
    private let slack: Duration
    private let state = Mutex(State())

    init(generation: Int64, store: ReportStore, zones: any TimeZoneSource, slack: Duration) {
        self.generation = generation
        self.store = store
        self.zones = zones
        self.slack = slack
    }

    /// The site's reports now; nil when the generation is gone.
    ///
    /// - Throws: `StoreError`; `PackedError`.
    func view() throws -> SiteView? {
        try state.withLock { state in
            let now = MonotonicInstant.now()
            // What took long to make is used for as long, so that it never takes more than half of a core.
            if let view = state.view, state.madeAt.duration(to: now) < state.cost { return view }
            guard
                var snapshot = try store.snapshot(
                    of: generation, after: state.offsets, sealedThrough: state.sealedThrough)
            else { return nil }
            do {
                try take(&snapshot, &state)
            } catch {
                // What was taken in part is read anew.
                state = State()
                throw error
            }
            let view = SiteView(
                generation: snapshot.generation, zone: snapshot.zone,
                calendar: SiteCalendar(zone: zones.rules(named: snapshot.zone) ?? .utc), segments: snapshot.segments,
                live: state.live, watermark: snapshot.watermark ?? Timestamp(milliseconds: 0))
            state.view = view
            state.madeAt = .now()
            state.cost = now.duration(to: state.madeAt)
            return view
        }
    }

    private func take(_ snapshot: inout YoungSnapshot, _ state: inout State) throws {
        let count = snapshot.batches.count
        if let taken = snapshot.taken {
            state = State(
                sealedThrough: snapshot.generation.sealedThrough,
                young: YoungVisits(rules: snapshot.generation.terms.sessions(zones), taken: taken.marks))
        }
        guard var young = state.young else { preconditionFailure("the first snapshot tells what days have taken") }
        // It is changed in place.
        state.young = nil
        // Expanded some at a time: all of them beside what they become would be twice as much.
        for first in stride(from: 0, to: count, by: Self.slice) {
            let slice = snapshot.takeBatches(first..<min(first + Self.slice, count))
            let events = try onAllCores(slice.count) { try EventBatch(bytes: slice[$0].bytes) }
            for (batch, events) in zip(slice, events) {
                young.take(events, of: batch.partition)
                state.offsets[batch.partition] = batch.nextOffset
            }
        }
        if state.view == nil || count > 0 {
            let lateness = snapshot.generation.terms.lateness
            state.live = try young.segments(
                at: snapshot.readings.compactMapValues { $0.watermark(lateness: lateness, slack: slack) })
        }
        state.young = young
        if count > Self.slice { FreedMemory.giveBack() }
    }
}
