import ReportAnalysis
import Synchronization

/// What scans have found in what does not change any more: sums that were added up, and columns on disk. Reports are asked again and
/// again, and only what came since then is looked at each time.
final class SealedAnswers: Sendable {
    /// What was asked, and of what.
    struct Key: Hashable {
        let generation: Int64
        /// The names of files; or of the sums, and up to when they are added up.
        let sources: [String]
        let scan: ReportScan
    }

    private struct Entry {
        let groups: ReportGroups
        let byteCount: Int
        var usedAt: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var byteCount = 0
        var uses: UInt64 = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: The bytes that all of it may take.
    init(limit: Int) {
        self.limit = limit
    }

    /// How many answers are kept.
    var count: Int { state.withLock { $0.entries.count } }

    /// What is known, or what the body finds.
    func groups(_ key: Key, find: () throws -> ReportGroups) rethrows -> ReportGroups {
        let known = state.withLock { state -> ReportGroups? in
            state.uses += 1
            state.entries[key]?.usedAt = state.uses
            return state.entries[key]?.groups
        }
        if let known { return known }
        let groups = try find()
        keep(groups, under: key)
        return groups
    }

    private func keep(_ groups: ReportGroups, under key: Key) {
        let byteCount = groups.byteCount
        // What would push out most of the others is not kept.
        guard byteCount <= limit / 4 else { return }
        state.withLock { state in
            while state.byteCount + byteCount > limit,
                let oldest = state.entries.min(by: { $0.value.usedAt < $1.value.usedAt })
            {
                state.entries[oldest.key] = nil
                state.byteCount -= oldest.value.byteCount
            }
            state.byteCount += byteCount - (state.entries[key]?.byteCount ?? 0)
            state.entries[key] = Entry(groups: groups, byteCount: byteCount, usedAt: state.uses)
        }
    }
}
