import Logging
import MeshCore
import MeshStore
import ReportAnalysis
import ReportingAPI

/// Takes one run on as far as it goes now: its snapshot, then each file that is due.
struct RunCourier: Sendable {
    let store: ReportStore
    let desk: ReportDesk
    let printer: ReportPrinter
    let courier: Courier
    let retries: DeliveryRetries
    let zones: any TimeZoneSource
    let clock: any WallClock
    let observer: WorkObserver
    let logger: Logger

    /// - Throws: `StoreError`, that of a lost lease among them; `CancellationError`.
    func carry(_ run: RunRecord, under lease: Lease) async throws {
        guard let number = try await snapshot(of: run, under: lease),
            let content = try await content(number, of: run, under: lease)
        else { return }
        var files: [DeliveryFormat: OutgoingFile] = [:]
        let now = clock.now()
        for record in run.files where record.delivery.state == .pending {
            guard record.delivery.nextAttemptAt.map({ $0 <= now }) ?? true else { continue }
            let format = record.delivery.format
            let file: OutgoingFile
            if let made = files[format] {
                file = made
            } else {
                file = try await make(format, of: content, number, run)
                files[format] = file
            }
            try await deliver(file, record, of: run, under: lease)
        }
    }

    /// The number of the run's snapshot, which is taken if it is not yet; nil when it is tried later, or given up.
    private func snapshot(of run: RunRecord, under lease: Lease) async throws -> Int64? {
        if let number = run.snapshot { return number }
        do {
            guard let report = try store.savedReport(run.report) else { throw ReportingError.reportNotFound }
            let query = try ReportQuery(json: report.question.json)
            // A question for this day or month means those of the time that was set, however late it is.
            let moment = min(run.scheduledAt, clock.now())
            let frozen = try await desk.ask(report.site, as: .all, at: moment) { reports in
                FrozenReport(try reports.answer(query), title: report.title)
            }
            let number = try await store.addSnapshot(frozen, of: run, at: clock.now(), under: lease)
            observer.reach("snapshot taken")
            return number
        } catch let error as ReportingError {
            let isPassing = if case .tooManyQuestions = error { true } else { false }
            try await fail(error.problem.detail ?? error.problem.title, isPassing: isPassing, run, under: lease)
        } catch let error as QueryError {
            let words = error.errors.map { "\($0.field): \($0.message)" }.joined(separator: " ")
            try await fail(words, isPassing: false, run, under: lease)
        }
        return nil
    }

    /// What the snapshot holds; nil when it is gone, with which the run ends.
    private func content(_ number: Int64, of run: RunRecord, under lease: Lease) async throws -> FrozenReport? {
        if let content = try await store.content(ofSnapshot: number, of: run.report) { return content }
        try await fail("The snapshot was removed before it was delivered.", isPassing: false, run, under: lease)
        return nil
    }

    private func fail(_ words: String, isPassing: Bool, _ run: RunRecord, under lease: Lease) async throws {
        let wait =
            isPassing ? retries.wait(afterAttempts: run.attempts + 1, atLeast: nil, seed: run.firing.utf8.count) : nil
        logger.warning(
            "Failed to take a snapshot for delivery",
            metadata: ["report": "\(run.report)", "firing.id": "\(run.firing)", "error": "\(words)"])
        try await store.noteFailure(words, of: run, again: wait.map { clock.now() + $0 }, under: lease)
    }

    private func make(
        _ format: DeliveryFormat, of content: FrozenReport, _ number: Int64, _ run: RunRecord
    ) async throws -> OutgoingFile {
        let calendar = SiteCalendar(zone: zones.rules(named: run.timeZone) ?? .utc)
        let date = SiteCalendar.text(ofDay: calendar.day(of: run.scheduledAt))
        let kind = ReportFormat(format)
        return OutgoingFile(
            name: "\(run.report)-\(date)-\(number).\(kind.rawValue)", contentType: kind.contentType,
            bytes: try await printer.file(content, as: kind))
    }

    private func deliver(
        _ file: OutgoingFile, _ record: FileRecord, of run: RunRecord, under lease: Lease
    ) async throws {
        var delivery = record.delivery
        delivery.attempts += 1
        delivery.nextAttemptAt = nil
        delivery.bytes = Int64(file.bytes.count)
        delivery.sha256 = file.hash
        do throws(DeliveryFailure) {
            delivery.address = try await courier.deliver(file, to: record.target)
            delivery.state = .delivered
            delivery.deliveredAt = clock.now()
            delivery.problem = nil
        } catch {
            delivery.problem = error.words
            let seed = run.firing.utf8.reduce(delivery.destination) { ($0 &* 31) &+ Int($1) }
            if case .again(_, let wait) = error,
                let pause = retries.wait(afterAttempts: delivery.attempts, atLeast: wait, seed: seed)
            {
                delivery.nextAttemptAt = clock.now() + pause
            } else {
                delivery.state = .failed
            }
            logger.warning(
                "Failed to deliver a file",
                metadata: ["report": "\(run.report)", "firing.id": "\(run.firing)", "error": "\(error.words)"])
        }
        try Task.checkCancellation()
        observer.reach("file brought")
        try await store.note(delivery, of: run, due: delivery.nextAttemptAt, under: lease)
        observer.reach("delivery noted")
    }
}

extension ReportFormat {
    fileprivate init(_ format: DeliveryFormat) {
        self =
            switch format {
            case .csv: .csv
            case .html: .html
            case .pdf: .pdf
            case .xlsx: .xlsx
            case .parquet: .parquet
            }
    }
}
