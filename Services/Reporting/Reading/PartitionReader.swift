import EventCollection
import EventLog
import EventsAPI
import Logging
import MeshCore
import MeshStore
import MeshTransport
import ReportAnalysis
import ReportIntake

/// Reads one partition of what was collected, page by page: for the generations that are served, and for those that are made
/// beside them until they have come as far.
///
/// All of a partition goes through here one after another, so nothing is read for a generation twice or left out when it
/// goes over from catching up to following.
struct PartitionReader: Sendable {
    private let partition: Int
    private let parts: WorkParts
    private let metrics = ReadingMetrics()
    private let broken: BrokenBatches

    /// How long one catches up before what is live has its turn: it is to be counted within a second.
    private static let turn: Duration = .milliseconds(200)
    /// How often who waits for a page looks whether there is something else to do.
    private static let look: Duration = .milliseconds(100)
    /// How often who has to wait for the sealer looks whether it may go on.
    private static let hold: Duration = .milliseconds(20)
    /// The pause after a failure.
    private static let patience: Duration = .seconds(1)

    init(partition: Int, parts: WorkParts) {
        self.partition = partition
        self.parts = parts
        broken = BrokenBatches(label: "reporting_broken_batches", partition: partition, logger: parts.logger)
    }

    /// Reads until the task is cancelled.
    ///
    /// - Throws: `CancellationError`; `StoreError.leaseLost` when another instance reads by now.
    func run(under lease: Lease) async throws {
        var shelf = FormShelf(geography: parts.geography)
        while true {
            do {
                try await step(&shelf, under: lease)
            } catch ReportStore.Conflict.planChanged {
                try Task.checkCancellation()
            } catch let error as CancellationError {
                throw error
            } catch StoreError.leaseLost(let name, let fence) {
                throw StoreError.leaseLost(name: name, fence: fence)
            } catch {
                try Task.checkCancellation()
                parts.logger.warning(
                    "Failed to read events", metadata: ["partition": "\(partition)", "error": "\(error)"])
                try await parts.pauses.sleep(for: Self.patience)
            }
        }
    }

    private func step(_ shelf: inout FormShelf, under lease: Lease) async throws {
        var plan = try await parts.store.plan(of: partition)
        let isBehind = plan.entryBehind != nil
        let end = MonotonicInstant.now().advanced(by: Self.turn)
        // What is live goes on while others catch up.
        while let entry = plan.entryBehind, let offset = entry.reading.nextOffset, MonotonicInstant.now() < end {
            try await catchUp(entry, from: offset, plan, &shelf, under: lease)
            plan = try await parts.store.plan(of: partition)
        }
        try await follow(
            plan, wait: isBehind ? .zero : parts.configuration.readWait, &shelf, under: lease)
    }

    /// Reads a page for all who follow.
    private func follow(
        _ plan: ReadingPlan, wait: Duration, _ shelf: inout FormShelf, under lease: Lease
    ) async throws {
        let following = plan.entries.filter { $0.reading.nextOffset == nil }
        guard mayRead(for: following, at: parts.clock.now()) else {
            return try await parts.pauses.sleep(for: Self.hold)
        }
        let asked = parts.clock.now()
        guard let page = try await nextPage(of: plan, wait: wait) else { return }
        let events = try await parts.pageThreads.run { [offset = plan.offset] in
            try CollectedPage(page, from: offset, to: page.nextOffset)
        }
        metrics.countUnreadable(events.unreadableCount)
        let reported = Set(following.filter { $0.generation.state == .live }.map(\.generation.site))
        let new = events.bySite.keys.filter { !reported.contains($0) && events.hasEvent(of: $0) }
        guard new.isEmpty else {
            for site in new.sorted() { try await begin(site, under: lease) }
            return
        }
        let isAtEnd = page.nextOffset >= page.highWatermark
        let step = ReadingStep(
            reader: .partition, partition: partition, revision: plan.revision, offset: plan.offset,
            nextOffset: max(page.nextOffset, plan.offset), passed: isAtEnd ? asked : nil,
            shares: try await shares(of: events, for: following, &shelf))
        try await parts.store.commit(step, under: lease)
        metrics.count(step.shares)
        broken.count(events.broken)
        note(step.shares, of: following)
        if !step.shares.isEmpty { parts.observer.reach("page committed") }
    }

    /// Whether the sealer is not too far behind. What happens is counted at once, whatever is laid out meanwhile.
    private func mayRead(for following: [ReadingPlan.Entry], at now: Timestamp) -> Bool {
        if following.contains(where: { $0.reading.isAtEnd(now) }) { return true }
        return parts.gate.withLock { backlog in
            backlog.mayRead { generation in
                following.first { $0.generation.id == generation }.flatMap { entry in
                    entry.reading.watermark(
                        lateness: entry.generation.terms.lateness, slack: parts.configuration.slack)
                }
            }
        }
    }

    private func note(_ shares: [ReadingStep.Share], of following: [ReadingPlan.Entry]) {
        // What is made beside the reports that are served is on disk alone, and nobody asks for it.
        let served = Set(following.filter { $0.generation.state == .live }.map(\.generation.id))
        parts.gate.withLock { backlog in
            for share in shares where served.contains(share.generation) {
                backlog.add(share.days.values.reduce(0) { $0 + $1.count }, to: share.generation)
            }
        }
    }

    /// Reads a page for a generation that is being made, up to where the partition's reader stands.
    private func catchUp(
        _ entry: ReadingPlan.Entry, from offset: Int64, _ plan: ReadingPlan, _ shelf: inout FormShelf,
        under lease: Lease
    ) async throws {
        var next = offset
        var events = CollectedPage.empty
        if offset < plan.offset {
            let page = try await page(from: offset, wait: .zero)
            let end = min(page.nextOffset, plan.offset)
            events = try await parts.pageThreads.run { try CollectedPage(page, from: offset, to: end) }
            next = end
        }
        let step = ReadingStep(
            reader: .generation(entry.generation.id), partition: partition, revision: plan.revision, offset: offset,
            nextOffset: next, passed: events.newest, shares: try await shares(of: events, for: [entry], &shelf))
        try await parts.store.commit(step, under: lease)
        parts.observer.reach("page made anew")
    }

    private func shares(
        of page: CollectedPage, for entries: [ReadingPlan.Entry], _ shelf: inout FormShelf
    ) async throws -> [ReadingStep.Share] {
        var shares: [ReadingStep.Share] = []
        for entry in entries {
            guard let events = page.bySite[entry.generation.site] else { continue }
            let generation = entry.generation
            let rules = try await parts.sites.rulesOrStandard(of: generation.site, version: generation.version)
            let forms = Handover(shelf.take(generation, rules))
            let intake = try await parts.pageThreads.run { [zones = parts.zones] in
                var intake = EventIntake(
                    forms: forms.take(), sessions: generation.terms.sessions(zones),
                    sealedThrough: generation.sealedThrough, newest: entry.reading.newest)
                page.give(events, to: &intake)
                return intake
            }
            shares.append(
                ReadingStep.Share(
                    generation: generation.id, days: intake.batches, count: intake.count,
                    lateCount: intake.lateCount, newest: intake.newest))
            metrics.countUnreadable(intake.unreadableCount)
            shelf.put(intake.forms, of: generation)
        }
        return shares
    }

    private func begin(_ site: String, under lease: Lease) async throws {
        let known = try await parts.sites.site(site)
        let rules = try await parts.sites.rulesOrStandard(of: site, version: known.liveRules)
        let terms = VisitTerms(rules, zone: known.zone, lateness: parts.configuration.lateness)
        try await parts.store.begin(known, terms: terms, under: lease)
    }

    /// Waits for a page while the plan holds; nil when it does no more, so that who begins is not kept waiting.
    private func nextPage(of plan: ReadingPlan, wait: Duration) async throws -> RecordBatches? {
        guard wait > .zero else { return try await page(from: plan.offset, wait: wait) }
        return try await withThrowingTaskGroup(of: RecordBatches?.self) { group in
            group.addTask { try await page(from: plan.offset, wait: wait) }
            group.addTask {
                while try parts.store.revision() == plan.revision { try await parts.pauses.sleep(for: Self.look) }
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private func page(from offset: Int64, wait: Duration) async throws -> RecordBatches {
        let topic = parts.configuration.topic
        do {
            return try await parts.events.batches(of: topic, partition: partition, from: offset, wait: wait)
        } catch let refusal as ServiceRefusal where refusal.status == 416 {
            // The offset is gone by the topic's retention; or the log is another one, which nobody must count twice.
            let state = try await parts.events.topic(topic)?.partitions.first { $0.partition == partition }
            guard let earliest = state?.earliestOffset, earliest > offset else {
                throw ReportingError.logIsShorter(partition: partition)
            }
            parts.logger.warning(
                "Events were removed before they were counted",
                metadata: ["partition": "\(partition)", "from": "\(offset)", "to": "\(earliest)"])
            return try await parts.events.batches(of: topic, partition: partition, from: earliest, wait: wait)
        }
    }
}
