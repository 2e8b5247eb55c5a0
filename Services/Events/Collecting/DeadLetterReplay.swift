import EventCollection
import EventCompression
import EventLog
import EventsAPI
import MeshCore

/// Reads rejected events again, now that what they were rejected for may have changed.
///
/// None becomes an event twice: it has the id that it had when it came, by which the log knows it for a day; and what was
/// taken is remembered for good, by its offset.
struct DeadLetterReplay: Sendable {
    let desk: CollectDesk
    let store: ReplayStore

    /// Letters that are appended together.
    private static let chunk = 100
    /// Bytes that are read at once; a letter may be larger.
    private static let readBytes = 1 << 20

    /// A letter, read again.
    fileprivate struct Candidate {
        let offset: Int64
        /// Which events of its request.
        let wanted: Set<Int>
        var checked: CheckedIntake
    }

    /// Looks at letters from an offset on.
    ///
    /// - Parameter log: The log, bounded by the caller's deadline.
    /// - Throws: `EventLogError` when the log cannot take what is accepted: what was taken until then is remembered.
    func run(_ request: ReplayRejected, in log: SharedLog) async throws -> ReplayReport {
        let topic: Topic
        do {
            topic = try await log.topic(desk.rejected.name)
        } catch EventLogError.unknownTopic {
            return ReplayReport(nextOffset: 0, isComplete: true)
        }
        let partition = topic.partition(0)
        let earliest = try await log.offsets(of: partition).lowerBound
        var report = ReplayReport(nextOffset: max(request.offset ?? 0, earliest))
        var left = request.limit ?? 1000
        while left > 0, !report.isComplete {
            let slice = try await log.read(
                partition, from: report.nextOffset, maximumBytes: Self.readBytes, waitingUntil: nil)
            let page = ReadPage(
                slice, from: report.nextOffset, limit: min(left, Self.chunk), decompressor: SystemCompression())
            let candidates = try await candidates(in: page, of: topic, request.reason, &report)
            try await take(candidates, of: topic, keptFrom: earliest, in: log, &report)
            left -= page.records.count
            report.isComplete = page.nextOffset >= page.highWatermark || page.nextOffset == report.nextOffset
            report.nextOffset = page.nextOffset
        }
        return report
    }

    /// The letters of a page that are to be read again, by today's sites and schemas.
    private func candidates(
        in page: ReadPage, of topic: Topic, _ reason: String?, _ report: inout ReplayReport
    ) async throws -> [Candidate] {
        guard let first = page.records.first, let last = page.records.last else { return [] }
        let taken = try await store.taken(of: topic.id, in: first.offset..<last.offset + 1)
        let collector = EventCollector(sites: try desk.sites.value())
        // A letter knows its visitor; what else is keyed by these is thrown away.
        let salts = VisitorSalts(current: SaltKeeper.randomBytes())
        var candidates: [Candidate] = []
        for record in page.records {
            guard let letter = DeadLetter(record), reason == nil || reason == letter.rejection.code.rawValue,
                let intake = collector.read(letter.request, salts: salts)
            else {
                report.skipped += 1
                continue
            }
            let all = letter.part.map { Set([$0]) } ?? Set(intake.items.indices)
            let wanted = all.filter { !taken.contains(ReplayedEvent(offset: record.offset, item: $0)) }
            report.skipped += all.count - wanted.count
            candidates.append(
                Candidate(
                    offset: record.offset, wanted: wanted,
                    checked: try CheckedIntake(intake, by: desk.gate, only: wanted)))
        }
        return candidates
    }

    /// Appends the events of letters, and remembers which were taken.
    private func take(
        _ candidates: [Candidate], of topic: Topic, keptFrom earliest: Int64, in log: SharedLog,
        _ report: inout ReplayReport
    ) async throws {
        let records = candidates.flatMap(\.checked.records)
        let appended = try await desk.topics.append(records, to: desk.accepted, through: log)
        var results = appended[...]
        var taken: [ReplayedEvent] = []
        for var candidate in candidates {
            let outcomes = candidate.checked.outcomes(&results)
            candidate.count(outcomes, in: &report)
            taken += candidate.checked.taken(outcomes).map { ReplayedEvent(offset: candidate.offset, item: $0) }
        }
        if !taken.isEmpty { try await store.take(taken, of: topic.id, keptFrom: earliest) }
        for outcome in appended {
            if case .failure(let error) = outcome.result { throw error }
        }
    }
}

extension DeadLetterReplay.Candidate {
    /// Adds what became of its events.
    fileprivate func count(_ outcomes: [EventCollection.AppendOutcome], in report: inout ReplayReport) {
        if checked.intake.refusal != nil { report.rejected += 1 }
        for (item, event) in checked.intake.items.enumerated() where wanted.contains(item) {
            switch event {
            case .accepted: break
            case .rejected: report.rejected += 1
            case .dropped: report.dropped += 1
            }
        }
        for outcome in outcomes {
            switch outcome {
            case .appended: report.accepted += 1
            case .duplicate: report.duplicates += 1
            case .rejected: report.rejected += 1
            case .unavailable: break
            }
        }
    }
}
