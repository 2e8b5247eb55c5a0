import EventCollection
import EventsAPI
import Logging
import MeshCore

/// What the work beside requests is done with.
struct WorkParts: Sendable {
    let configuration: ReportingConfiguration
    let store: ReportStore
    let shelf: SegmentShelf
    let events: EventsClient
    let sites: EventSites
    let geography: GeographyTable?
    let zones: any TimeZoneSource
    let clock: any WallClock
    let pauses: any Clock<Duration>
    /// Where pages are taken apart, which takes some hundredth of a second each: not where requests are answered.
    let pageThreads: ScanThreads
    /// Holds readers back while the sealer is behind.
    let gate: ReadingGate
    let observer: WorkObserver
    let logger: Logger
}
