import Logging
import MeshCore
import MeshStore
import OrdersAPI

/// Carries checkouts by orders' own durable steps, each in a task of its own, and takes up those that nobody carries; or
/// hands them over to the workflow, which asks for the same steps (``advance(_:to:)``).
///
/// Every instance runs one. A checkout is one instance's by its lease, which is prolonged while it is carried; a step
/// that is written down by an earlier holder is refused by the fence. One that is the workflow's is due as well: what the
/// workflow does not come back for in time is carried here.
final class StepRunner: CheckoutRunner {
    private enum Job: Sendable {
        case carry(CheckoutRecord, from: CheckoutRun.Origin)
        /// Fire the workflow for it.
        case handOver(CheckoutRecord, from: CheckoutRun.Origin)
    }

    let steps: CheckoutRun
    /// The same for the workflow.
    let driven: CheckoutRun
    let carried = CarriedCheckouts()
    private let workflow: CheckoutWorkflow?
    private let share: WorkflowShare
    private let jobs: AsyncStream<Job>
    private let intake: AsyncStream<Job>.Continuation
    private let alarms: AsyncStream<Void>
    private let alarm: AsyncStream<Void>.Continuation
    private let isAlive: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - run: What is done with each.
    ///   - workflow: Fires the workflow; nil where there is no orchestrator.
    ///   - share: What the workflow drives.
    ///   - isAlive: Whether the process of an owner runs.
    init(
        _ run: CheckoutRun, workflow: CheckoutWorkflow?, share: WorkflowShare,
        isAlive: @escaping @Sendable (String) -> Bool
    ) {
        steps = run
        driven = run.driven
        self.workflow = workflow
        self.share = workflow == nil ? .none : share
        self.isAlive = isAlive
        (jobs, intake) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(run.settings.carried))
        (alarms, alarm) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func take(_ checkout: CheckoutRecord, asker: CheckoutAsker) {
        switch (share, asker) {
        case (.all, _), (.unfinished, .hasGone): start(.handOver(checkout, from: .request))
        case (.unfinished, .waits), (.none, _): start(.carry(checkout, from: .request))
        }
    }

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
        if case .carry(let checkout, _) = job { carried.add(checkout) }
        if case .enqueued = intake.yield(job) { return }
        // There is no room; it is taken up when its lease is over.
        if case .carry(let checkout, _) = job { carried.remove(checkout) }
    }

    // MARK: - The work

    private func work() async {
        await withDiscardingTaskGroup { group in
            for await job in jobs {
                group.addTask {
                    switch job {
                    case .carry(let checkout, let origin): await self.carry(checkout, from: origin)
                    case .handOver(let checkout, let origin): await self.handOver(checkout, from: origin)
                    }
                }
            }
        }
    }

    private func carry(_ checkout: CheckoutRecord, from origin: CheckoutRun.Origin) async {
        defer { carried.remove(checkout) }
        await attend(checkout) {
            try await steps.carry(checkout, from: origin) { [carried] in carried.holds(checkout) }
        }
    }

    /// Fires the workflow for a checkout, or carries it when that cannot be. The checkout is the workflow's before that is
    /// fired: its first step may come before the answer.
    private func handOver(_ checkout: CheckoutRecord, from origin: CheckoutRun.Origin) async {
        await attend(checkout) {
            let (store, lease) = (steps.store, steps.settings.lease)
            let isGiven = share == .all && origin == .request
            if !isGiven { try await store.handOver(checkout, until: steps.clock.now() + lease) }
            let outcome = await workflow?.drive(checkout.id) ?? .doesNot
            if case .drives = outcome { return }
            guard let own = try await store.take(checkout, until: steps.clock.now() + lease) else { return }
            // Nobody was asked for anything only if the workflow has certainly not begun.
            let isUntouched = if case .doesNot = outcome { origin == .request } else { false }
            start(.carry(own, from: isUntouched ? .request : .store))
        }
    }

    private func attend(_ checkout: CheckoutRecord, _ work: () async throws -> Void) async {
        let metadata: Logger.Metadata = ["checkout.id": "\(checkout.id)"]
        do {
            try await work()
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
                for (checkout, holder) in found {
                    // What the workflow has let lie is carried here: it may be gone.
                    let isHandedOver = share != .none && holder != CheckoutStore.workflow
                    start(isHandedOver ? .handOver(checkout, from: .store) : .carry(checkout, from: .store))
                }
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
                let oldest = steps.clock.now() - steps.settings.attemptRetention
                let orders = steps.store.orders
                while try await orders.forgetAttempts(before: oldest, limit: steps.settings.forgotten) > 0 {}
            } catch let error as StoreError {
                steps.logger.warning("Failed to forget old checkouts", metadata: ["error": "\(error)"])
            }
            try await steps.pauses.sleep(for: .seconds(600))
        }
    }
}
