import Logging
import MeshCore
import MeshStore
import ReportingAPI

/// The delivery of scheduled reports, in one instance at a time: takes the snapshots of times that have come, brings their
/// files to where they are to go, and tells the orchestrator of schedules of which it could not be told.
///
/// Each step is written down before the next, so that whoever has the lease next goes on where it stands.
struct DeliveryWork: Sendable {
    let runner: RunCourier
    let teller: ScheduleTeller
    let leases: Leases
    let pause: Duration
    let pauses: any Clock<Duration>
    let clock: any WallClock
    let logger: Logger

    private static let term: Duration = .seconds(3)
    /// Runs that are worked on at once.
    private static let width = 8
    private static let tellingPause: Duration = .seconds(15)

    private var store: ReportStore { runner.store }

    /// Works while the lease is held, and begins anew after a failure.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        let keeper = LeaseKeeper(
            leases: leases, name: "report-delivery", term: Self.term, clock: pauses, logger: logger)
        while true {
            do {
                try await keeper.run { lease in try await work(under: lease) }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                logger.error("Failed to deliver reports", metadata: ["error": "\(error)"])
                try await pauses.sleep(for: Self.term)
            }
        }
    }

    private func work(under lease: Lease) async throws {
        let progress = RunProgress()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await tell(under: lease) }
            group.addTask {
                try await withThrowingDiscardingTaskGroup { runs in
                    while true {
                        let due = try store.dueRuns(at: clock.now(), limit: Self.width)
                        for run in due where progress.count < Self.width && progress.begin(run) {
                            runs.addTask {
                                defer { progress.end(run) }
                                try await runner.carry(run, under: lease)
                            }
                        }
                        try await pauses.sleep(for: pause)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func tell(under lease: Lease) async throws {
        while true {
            let schedules = try await store.schedulesToTell(
                at: clock.now(), again: Self.tellingPause, under: lease)
            for schedule in schedules {
                switch (try await teller.tell(schedule), schedule.state) {
                case (.kept, .deleting): try await store.forget(schedule)
                case (.kept, _): try await store.settle(schedule, problem: nil)
                case (.refused(let words), _): try await store.settle(schedule, problem: words)
                case (.unreachable, _): break
                }
            }
            try await pauses.sleep(for: pause)
        }
    }
}
