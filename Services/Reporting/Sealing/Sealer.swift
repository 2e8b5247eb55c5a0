import Logging
import MeshCore
import MeshStore
import ReportAnalysis
import ReportIntake

/// Lays finished days out in columns, adds up their sums, serves generations that are made, and clears away what was
/// replaced.
struct Sealer: Sendable {
    private let parts: WorkParts
    /// One for the day that is laid out, one for that before it, whose sums are added up meanwhile.
    private let threads = ScanThreads(count: 2, waiting: 8)

    /// A day that a long visit keeps open is looked at again once so much more of the log is known.
    private static let retryStep: Duration = .seconds(600)
    /// The pause while reports are made anew.
    private static let shortPause: Duration = .milliseconds(200)

    init(parts: WorkParts) {
        self.parts = parts
    }

    /// Works until the task is cancelled.
    ///
    /// - Throws: `CancellationError`; `StoreError.leaseLost`.
    func run(under lease: Lease) async throws {
        var notBefore: [Int64: Timestamp] = [:]
        while true {
            var isPatient = false
            do {
                try await pass(under: lease, &notBefore)
            } catch let error as CancellationError {
                throw error
            } catch StoreError.leaseLost(let name, let fence) {
                throw StoreError.leaseLost(name: name, fence: fence)
            } catch {
                try Task.checkCancellation()
                parts.logger.warning("Failed to lay out days", metadata: ["error": "\(error)"])
                parts.gate.withLock { $0.sealerFailed() }
                isPatient = true
            }
            try await rest(isPatient: isPatient)
        }
    }

    /// Sleeps until the next pass is due: at once when reports begin to be made anew, whose days follow each other, and when
    /// readers wait for days to be laid out.
    private func rest(isPatient: Bool) async throws {
        let pause = min(Self.shortPause, parts.configuration.sealingPause)
        var slept = Duration.zero
        repeat {
            try await parts.pauses.sleep(for: pause)
            slept += pause
        } while slept < parts.configuration.sealingPause && (isPatient || !isAwaited)
    }

    private var isAwaited: Bool {
        // What cannot be read now was told by the pass before, or will be by the next.
        parts.gate.withLock(\.isAwaitingSealer) || (try? parts.store.isRebuilding()) == true
    }

    private func pass(under lease: Lease, _ notBefore: inout [Int64: Timestamp]) async throws {
        try await weigh()
        for generation in try await parts.store.generations() {
            var isDone = false
            while !isDone {
                async let rolled = rollAll(generation, under: lease)
                let isSealed = try await seal(generation.id, under: lease, &notBefore)
                isDone = try await !rolled && !isSealed
                // What is made beside the reports that are served waits for those.
                if generation.state == .building, parts.gate.withLock(\.isAwaitingSealer) { return }
            }
            while try await gather(generation, under: lease) {}
        }
        if let finished = try parts.store.finishedRebuilding() {
            if try await parts.store.serve(finished, under: lease) { parts.observer.reach("generation served") }
        }
        try await parts.store.forget(
            retiredBefore: parts.clock.now() - parts.configuration.retiredFor, under: lease)
        try parts.shelf.sweep(but: try await parts.store.segmentFiles(), fence: lease.fence)
    }

    /// Tells readers how much is not laid out.
    private func weigh() async throws {
        let counts = try await parts.store.youngByteCounts()
        parts.gate.withLock { $0.take(counts) }
    }

    /// Lays out the oldest day of a generation, if it is finished.
    ///
    /// - Returns: Whether a day was.
    private func seal(
        _ generation: Int64, under lease: Lease, _ notBefore: inout [Int64: Timestamp]
    ) async throws -> Bool {
        guard let task = try await parts.store.sealingTask(of: generation) else { return false }
        let due = max(Timestamp(startOfDay: task.day + 1), notBefore[generation] ?? Timestamp(startOfDay: task.day))
        guard let watermarks = task.watermarks(slack: parts.configuration.slack),
            let least = watermarks.values.min(), least >= due
        else {
            parts.gate.withLock { $0.sealer(of: generation, awaits: due) }
            return false
        }
        parts.gate.withLock { $0.sealer(of: generation, awaits: nil) }
        let sealing = Handover(
            try await parts.store.youngEvents(
                of: generation, day: task.day,
                into: DaySealing(
                    day: task.day, rules: task.generation.terms.sessions(parts.zones), taken: task.taken.marks)
            ) { sealing, partition, batch in sealing.take(batch, of: partition) })
        let outcome = try await threads.run { sealing.take().outcome(at: watermarks) }
        switch outcome {
        case .open:
            notBefore[generation] = least + Self.retryStep
            parts.gate.withLock { $0.sealer(of: generation, awaits: least + Self.retryStep) }
            return false
        case .sealed(let visits, let taken):
            notBefore[generation] = nil
            try await write(visits, of: task, taken: taken, under: lease)
            try await weigh()
            return true
        }
    }

    private func write(
        _ visits: CodedVisits, of task: SealingTask, taken: [UInt64: EventMark], under lease: Lease
    ) async throws {
        let name = SegmentShelf.name(generation: task.generation.id, day: task.day, fence: lease.fence)
        let record: SegmentRecord? = try await threads.run { [parts] in
            guard visits.count > 0 else { return nil }
            let segment = VisitSegment(visits)
            try parts.shelf.write(segment.bytes, as: name)
            return SegmentRecord(
                file: name, day: task.day, moments: segment.base...segment.end, events: segment.eventCount)
        }
        parts.observer.reach("columns written")
        try await parts.store.seal(
            task.day, of: task.generation, segment: record, visitCount: visits.count, taken: TakenMarks(taken),
            under: lease)
        FreedMemory.giveBack()
        parts.observer.reach("day sealed")
    }

    /// Gathers the sums of the oldest week whose are not.
    ///
    /// - Returns: Whether there was one.
    private func gather(_ generation: GenerationRecord, under lease: Lease) async throws -> Bool {
        guard let task = try await parts.store.gatheringTask(of: generation.id, in: parts.zones) else { return false }
        try await parts.store.gather(task.week, of: task.generation, zone: task.zone, under: lease)
        parts.observer.reach("week gathered")
        return true
    }

    /// Adds up the sums of all days whose are not.
    ///
    /// - Returns: Whether there was one.
    private func rollAll(_ generation: GenerationRecord, under lease: Lease) async throws -> Bool {
        var isRolled = false
        while try await roll(generation, under: lease) { isRolled = true }
        return isRolled
    }

    /// Adds up the sums of the oldest day whose are not.
    ///
    /// - Returns: Whether there was one.
    private func roll(_ generation: GenerationRecord, under lease: Lease) async throws -> Bool {
        guard let task = try await parts.store.rollingTask(of: generation.id) else { return false }
        let buckets = try await threads.run { [parts] in
            let calendar = SiteCalendar(zone: parts.zones.rules(named: task.zone) ?? .utc)
            return try RollupFilling(segment: try parts.shelf.segment(task.segment.file), calendar: calendar).buckets()
        }
        try await parts.store.roll(
            task.segment.day, of: generation, buckets: buckets, zone: task.zone, under: lease)
        FreedMemory.giveBack()
        parts.observer.reach("day rolled up")
        return true
    }
}
