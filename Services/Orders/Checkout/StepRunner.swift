import Logging
import MeshCore
import MeshStore
import OrdersAPI

/// Carries checkouts by orders' own durable steps, each in a task of its own, and takes up those that nobody carries.
///
/// Every instance runs one. A checkout is one instance's by its lease, which is prolonged while it is carried; a step
/// that is written down by an earlier holder is refused by the fence.
final class StepRunner: CheckoutRunner {
    private struct Job: Sendable {
        let checkout: CheckoutRecord
        let origin: CheckoutRun.Origin
    }

    private let steps: CheckoutRun
    private let carried = CarriedCheckouts()
    private let jobs: AsyncStream<Job>
    private let intake: AsyncStream<Job>.Continuation
    private let alarms: AsyncStream<Void>
    private let alarm: AsyncStream<Void>.Continuation
    private let isAlive: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - run: What is done with each.
    ///   - isAlive: Whether the process of an owner runs.
    init(_ run: CheckoutRun, isAlive: @escaping @Sendable (String) -> Bool) {
        steps = run
        self.isAlive = isAlive
        (jobs, intake) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(run.settings.carried))
        (alarms, alarm) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func take(_ checkout: CheckoutRecord) { start(Job(checkout: checkout, origin: .request)) }

    func wake() { alarm.yield() }

    func wait(for id: Checkout.ID, atMost limit: Duration) async throws {
        guard let end = carried.watch(id) else { return }
        try await withThrowingTaskGroup(of: Void.self) { [pauses = steps.pauses] group in
            group.addTask { for await _ in end {} }
            group.addTask { try await pauses.sleep(for: limit) }
            try await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
    }

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.work() }
            group.addTask { try await self.lookOut() }
            group.addTask { try await self.ring() }
            group.addTask { try await self.keepLeases() }
            group.addTask { try await self.lookAgain() }
            group.addTask { try await self.forgetOld() }
            try await group.waitForAll()
        }
    }

    private func start(_ job: Job) {
        carried.add(job.checkout)
        switch intake.yield(job) {
        case .enqueued: break
        case .dropped, .terminated: carried.remove(job.checkout)  // It is taken up when its lease is over.
        @unknown default: carried.remove(job.checkout)
        }
    }

    // MARK: - The work

    private func work() async {
        await withDiscardingTaskGroup { group in
            for await job in jobs { group.addTask { await self.carry(job) } }
        }
    }

    private func carry(_ job: Job) async {
        defer { carried.remove(job.checkout) }
        let metadata: Logger.Metadata = ["checkout.id": "\(job.checkout.id)"]
        do {
            try await steps.carry(job.checkout, from: job.origin) { [carried] in carried.holds(job.checkout) }
        } catch is CancellationError {
            // The service ends; whoever takes it up goes on with what is kept.
        } catch is CheckoutLost {
            steps.logger.info("Another one carries a checkout", metadata: metadata)
        } catch {
            steps.logger.error(
                "Failed to carry a checkout", metadata: metadata.merging(["error": "\(error)"]) { $1 })
        }
    }

    /// Looks for checkouts that nobody carries: at once, because an earlier life may have left some, and then now and
    /// again.
    private func lookOut() async throws {
        wake()
        for await _ in alarms {
            do {
                let room = steps.settings.carried - carried.count
                guard room > 0 else { continue }
                let found = try await steps.store.takeUp(
                    room, at: steps.clock.now(), for: steps.settings.lease, isAlive: isAlive)
                steps.metrics.tookUp(found.count)
                for checkout in found { start(Job(checkout: checkout, origin: .store)) }
            } catch let error as StoreError {
                steps.logger.warning("Failed to look for checkouts", metadata: ["error": "\(error)"])
            }
        }
    }

    private func ring() async throws {
        while true {
            try await steps.pauses.sleep(for: steps.settings.lookout)
            wake()
        }
    }

    private func keepLeases() async throws {
        while true {
            try await steps.pauses.sleep(for: steps.settings.lease / 4)
            let asked = carried.leased(longerThan: steps.settings.lease / 4, at: .now())
            guard !asked.isEmpty else { continue }
            do {
                let renewed = try await steps.store.renew(asked, until: steps.clock.now() + steps.settings.lease)
                carried.renewed(renewed, of: asked, at: .now())
            } catch let error as StoreError {
                steps.logger.warning("Failed to prolong leases of checkouts", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Looks once more at payments of checkouts of which nothing came; apart from all else, because nobody waits for it.
    private func lookAgain() async throws {
        while true {
            try await steps.pauses.sleep(for: steps.settings.lookout * 5)
            do {
                for checkout in try steps.store.toLookAt(steps.settings.looked, at: steps.clock.now()) {
                    try await steps.lookAgain(at: checkout)
                }
            } catch let error as StoreError {
                steps.logger.warning("Failed to look at old payments", metadata: ["error": "\(error)"])
            }
        }
    }

    private func forgetOld() async throws {
        while true {
            do {
                let moment = steps.clock.now() - steps.settings.retention
                while try await steps.store.forget(endedBefore: moment, limit: steps.settings.forgotten) > 0 {}
            } catch let error as StoreError {
                steps.logger.warning("Failed to forget old checkouts", metadata: ["error": "\(error)"])
            }
            try await steps.pauses.sleep(for: .seconds(600))
        }
    }
}
