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
        var taken: [UInt64: EventMark] = [:]
        var machines: [Int: SessionMachine] = [:]
        /// Up to which pages are known.
        var offsets: [Int: Int64] = [:]
        /// Visits that cannot change any more and are not laid out yet.
        var closed: [Visit] = []
        /// Those that are.
        var chunks: [VisitSegment] = []
        var view: SiteView?
        var madeAt = MonotonicInstant.now()
        var cost: Duration = .zero
    }

    /// Closed visits that are laid out together for good; fewer are laid out anew with the open ones.
    private static let chunk = 8192

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
                let snapshot = try store.snapshot(
                    of: generation, after: state.offsets, sealedThrough: state.sealedThrough)
            else { return nil }
            take(snapshot, &state)
            let view = make(snapshot, &state)
            state.view = view
            state.madeAt = .now()
            state.cost = now.duration(to: state.madeAt)
            return view
        }
    }

    private func take(_ snapshot: YoungSnapshot, _ state: inout State) {
        if let taken = snapshot.taken {
            state = State(sealedThrough: snapshot.generation.sealedThrough, taken: taken.marks)
        }
        let rules = snapshot.generation.terms.sessions(zones)
        for batch in snapshot.batches {
            var machine = state.machines.removeValue(forKey: batch.partition) ?? SessionMachine(rules: rules)
            for event in batch.events
            where state.taken[event.visitor].map({ $0 < EventMark(event) }) ?? true {
                _ = machine.receive(event)
            }
            state.machines[batch.partition] = machine
            state.offsets[batch.partition] = batch.nextOffset
        }
    }

    private func make(_ snapshot: YoungSnapshot, _ state: inout State) -> SiteView {
        let isChanged = state.view == nil || snapshot.taken != nil || !snapshot.batches.isEmpty
        var live = state.view?.live ?? []
        if isChanged {
            close(snapshot, &state)
            let open = state.machines.sorted { $0.key < $1.key }.flatMap(\.value.openVisits)
            live = state.chunks + VisitSegment.segments(of: state.closed + open)
        }
        return SiteView(
            generation: snapshot.generation, zone: snapshot.zone,
            calendar: SiteCalendar(zone: zones.rules(named: snapshot.zone) ?? .utc), segments: snapshot.segments,
            live: live, watermark: snapshot.watermark ?? Timestamp(milliseconds: 0))
    }

    /// Lays out what cannot change any more, once there is enough of it.
    private func close(_ snapshot: YoungSnapshot, _ state: inout State) {
        let lateness = snapshot.generation.terms.lateness
        for (partition, reading) in snapshot.readings {
            guard let watermark = reading.watermark(lateness: lateness, slack: slack) else { continue }
            if let visits = state.machines[partition]?.advance(to: watermark) { state.closed += visits }
        }
        guard state.closed.count >= Self.chunk else { return }
        state.chunks += VisitSegment.segments(of: state.closed)
        state.closed = []
    }
}
