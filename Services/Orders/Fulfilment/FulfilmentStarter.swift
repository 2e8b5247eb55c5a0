import Logging
import MeshCore
import MeshStore
import MeshTransport
import OrchestratorAPI
import OrdersAPI
import Synchronization

/// Starts the workflow that brings a paid order to its buyer's door.
///
/// The wish stands in the store since the transaction that made the order paid, and the execution has the order's id for
/// its name: so it is started once, whatever crashes. Where the workflow is not deployed, nothing is to be done.
final class FulfilmentStarter: Sendable {
    private enum Outcome: Sendable {
        case done, notDeployed, failed
    }

    private static let pause = Duration.seconds(1)
    private static let batch = 64
    private static let patience = Duration.seconds(10)

    private let store: OrdersStore
    private let orchestrator: OrchestratorClient
    private let workflow: String
    /// Where the warehouse that ships with the mesh keeps its documents.
    private let folder: String
    private let leases: Leases
    private let pauses: any Clock<Duration>
    private let logger: Logger
    private let hasSaidSo = Mutex(false)

    /// - Parameters:
    ///   - workflow: The name of the state machine.
    ///   - folder: Handed on to it.
    init(
        store: OrdersStore, orchestrator: OrchestratorClient, workflow: String, folder: String, leases: Leases,
        pauses: any Clock<Duration>, logger: Logger
    ) {
        self.store = store
        self.orchestrator = orchestrator
        self.workflow = workflow
        self.folder = folder
        self.leases = leases
        self.pauses = pauses
        self.logger = logger
    }

    /// Starts what is to be started, in one instance at a time, until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        let keeper = LeaseKeeper(
            leases: leases, name: "fulfilment", term: .seconds(20), clock: pauses, logger: logger)
        try await keeper.run { [self] _ in
            while true {
                do {
                    while try await catchUp() {}
                } catch let error as StoreError {
                    logger.warning("Failed to start fulfilments", metadata: ["error": "\(error)"])
                }
                try await pauses.sleep(for: Self.pause)
            }
        }
    }

    /// Starts some of what is due.
    ///
    /// - Returns: Whether there was anything.
    /// - Throws: `CancellationError`; `StoreError`.
    func catchUp() async throws -> Bool {
        let due = try store.dueFulfilments(limit: Self.batch)
        guard let first = due.first else { return false }
        // One answer tells for all whether the workflow is there.
        guard await start(first) != .notDeployed else {
            say()
            try await store.settleFulfilments(done: due.map(\.id), failed: [])
            return true
        }
        let outcomes = await withTaskGroup(of: (Order.ID, Outcome).self) { group in
            for order in due { group.addTask { (order.id, await self.start(order)) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        try Task.checkCancellation()
        try await store.settleFulfilments(
            done: outcomes.filter { $0.1 != .failed }.map(\.0), failed: outcomes.filter { $0.1 == .failed }.map(\.0))
        return true
    }

    private func start(_ order: Order) async -> Outcome {
        // One that was cancelled, or sent by hand, is not to be sent.
        guard order.state == .paid else { return .done }
        do {
            let request = StartWorkflow(
                workflow: workflow, name: order.id.description,
                input: try StoredJSON.text(FulfilmentInput(order, folder: folder)))
            switch try await orchestrator.start(request, deadline: Deadline(after: Self.patience, from: .now())) {
            case .running:
                hasSaidSo.withLock { $0 = false }
                return .done
            // It was started before the last crash, and has ended since.
            case .nameTaken: return .done
            case .notDeployed: return .notDeployed
            }
        } catch {
            logger.warning(
                "Failed to start a fulfilment", metadata: ["order.id": "\(order.id)", "error": "\(error)"])
            return .failed
        }
    }

    private func say() {
        let isNews = hasSaidSo.withLock { said in
            defer { said = true }
            return !said
        }
        if isNews {
            logger.notice(
                "Paid orders start no workflow: it is not deployed", metadata: ["workflow": "\(workflow)"])
        }
    }
}
