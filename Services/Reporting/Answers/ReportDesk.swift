import MeshCore
import MeshStore
import ReportAnalysis
import ReportIntake

/// Answers questions, on threads of its own, from the newest that the store has.
struct ReportDesk: Sendable {
    let store: ReportStore
    private let live: LiveShelf
    private let shelf: SegmentShelf
    private let threads: ScanThreads
    let sealed = SealedAnswers(limit: sealedBytes)
    private let journeyLimit: Int
    private let zones: any TimeZoneSource
    private let clock: any WallClock

    /// A view gets old while it is used when a site gets another zone or generation; so often it is taken anew.
    private static let attempts = 3
    /// Longer than any pause between two looks at a partition's end.
    private static let behind: Duration = .seconds(60)
    /// What the answers to some hundred questions of a large site take that are asked again.
    private static let sealedBytes = 64 << 20

    init(
        _ configuration: ReportingConfiguration, store: ReportStore, shelf: SegmentShelf,
        zones: any TimeZoneSource, clock: any WallClock
    ) {
        self.store = store
        self.shelf = shelf
        self.zones = zones
        self.clock = clock
        live = LiveShelf(store: store, zones: zones, slack: configuration.slack)
        threads = ScanThreads(count: configuration.scanThreads, waiting: configuration.waitingQuestions)
        journeyLimit = configuration.journeyEvents
    }

    /// Answers something of a site's reports.
    ///
    /// - Parameters:
    ///   - site: Its id, or one of its hosts.
    ///   - rights: Of who asks.
    ///   - moment: When it is asked; now, where nothing is said.
    /// - Throws: ``ReportingError``; `StoreError`; `PackedError`.
    func ask<Answer: Sendable>(
        _ site: String, as rights: ReaderRights, at moment: Timestamp? = nil,
        _ body: @escaping @Sendable (SiteReports) throws -> Answer
    ) async throws -> Answer {
        try await threads.run {
            for attempt in 1... {
                guard let record = try store.site(named: site), rights.mayRead(record) else {
                    throw ReportingError.siteNotFound
                }
                do {
                    let view = try view(of: record)
                    let reports = SiteReports(
                        view: view, scanner: SiteScanner(view: view, store: store, shelf: shelf, sealed: sealed),
                        now: moment ?? clock.now(),
                        journeyLimit: journeyLimit)
                    return try body(reports)
                } catch ReportStore.Conflict.planChanged where attempt < Self.attempts {
                    continue
                } catch let error as QueryError {
                    throw ReportingError.invalid(error.errors)
                } catch is QueryLimitError {
                    throw ReportingError.tooManyGroups
                }
            }
            preconditionFailure("the last attempt ends by an answer or an error")
        }
    }

    /// Whether what was collected has not been read to its end for some time.
    ///
    /// - Throws: `StoreError`.
    func isBehind() async throws -> Bool { try await store.isBehind(clock.now() - Self.behind) }

    private func view(of record: SiteRecord) throws -> SiteView {
        guard let generation = record.live else { return empty(record) }
        guard let view = try live.view(of: generation) else { throw ReportStore.Conflict.planChanged }
        return view
    }

    /// Of a site of which nothing was counted yet.
    private func empty(_ record: SiteRecord) -> SiteView {
        SiteView(
            generation: .none(of: record.site.id), zone: record.site.zone,
            calendar: SiteCalendar(zone: zones.rules(named: record.site.zone) ?? .utc), segments: [], live: [],
            watermark: Timestamp(milliseconds: 0))
    }
}

extension GenerationRecord {
    /// What a site has before its first event.
    fileprivate static func none(of site: String) -> GenerationRecord {
        GenerationRecord(
            id: 0, site: site, version: 1, madeWith: 1, state: .live,
            terms: VisitTerms(inactivity: .seconds(1800), campaign: .staysInVisit, midnightZone: nil, lateness: .zero),
            createdAt: Timestamp(milliseconds: 0), firstDay: nil, events: 0, late: 0, sealedThrough: nil,
            rolledThrough: nil, gathered: nil)
    }
}
