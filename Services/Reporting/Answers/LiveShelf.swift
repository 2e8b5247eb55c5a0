import MeshCore
import Synchronization

/// The young visits of the sites that somebody asks for.
final class LiveShelf: Sendable {
    /// Sites whose visits are kept in memory.
    private static let mostKept = 256

    private let store: ReportStore
    private let zones: any TimeZoneSource
    private let slack: Duration
    private let known = Mutex<[Int64: LiveVisits]>([:])

    init(store: ReportStore, zones: any TimeZoneSource, slack: Duration) {
        self.store = store
        self.zones = zones
        self.slack = slack
    }

    /// The reports of a generation now; nil when it is gone.
    ///
    /// - Throws: `StoreError`; `PackedError`.
    func view(of generation: Int64) throws -> SiteView? {
        let visits = known.withLock { known in
            if let visits = known[generation] { return visits }
            // The oldest generations are the likeliest to be replaced by now.
            if known.count >= Self.mostKept, let oldest = known.keys.min() { known[oldest] = nil }
            let visits = LiveVisits(generation: generation, store: store, zones: zones, slack: slack)
            known[generation] = visits
            return visits
        }
        let view = try visits.view()
        if view == nil { known.withLock { $0[generation] = nil } }
        return view
    }
}
