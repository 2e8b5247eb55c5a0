import Logging
import MeshCore
import MeshTransport
import OrchestratorAPI
import OrdersAPI
import Synchronization

/// Fires the workflow that drives a checkout; see `orchestration/workflows/checkout`.
final class CheckoutWorkflow: Sendable {
    /// What came of firing it.
    enum Outcome: Sendable {
        /// It drives the checkout.
        case drives
        /// It does not: it is not deployed, has ended before, or nobody runs workflows now.
        case doesNot
        /// Nobody knows: the answer was lost.
        case unknown
    }

    /// The name of the state machine.
    static let name = "checkout"
    /// An orchestrator that is up answers within a round trip and a sync; a buyer may wait meanwhile.
    private static let patience = Duration.seconds(1)

    private let orchestrator: OrchestratorClient
    private let logger: Logger
    /// What was said last, so that it is said once and not for every checkout.
    private let said = Mutex("")

    init(orchestrator: OrchestratorClient, logger: Logger) {
        self.orchestrator = orchestrator
        self.logger = logger
    }

    /// Fires it, once for a checkout, however often it is asked for.
    func drive(_ id: Checkout.ID) async -> Outcome {
        let request = StartWorkflow(
            workflow: Self.name, name: id.description, input: #"{"checkout":"\#(id)"}"#)
        do {
            switch try await orchestrator.start(request, deadline: Deadline(after: Self.patience, from: .now())) {
            case .running:
                say("")
                return .drives
            case .nameTaken: return .doesNot
            case .notDeployed:
                say("it is not deployed")
                return .doesNot
            }
        } catch let failure as ExchangeFailure {
            say("the orchestrator does not answer: \(failure.reason)")
            return failure.processing == .none ? .doesNot : .unknown
        } catch {
            say("\(error)")
            return .unknown
        }
    }

    private func say(_ words: String) {
        let isNews = said.withLock { last in
            defer { last = words }
            return last != words
        }
        guard isNews, !words.isEmpty else { return }
        logger.warning(
            "The workflow of checkouts cannot be fired; orders carries them itself", metadata: ["reason": "\(words)"])
    }
}
