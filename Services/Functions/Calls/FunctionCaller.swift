import MeshCore
import NIOCore
import Synchronization

/// Calls functions: finds what a name reaches, and has its pool answer.
final class FunctionCaller: Sendable {
    /// A call as its caller puts it.
    struct Call: Sendable {
        let reference: FunctionReference
        /// The id under which a repetition is known; nil for a new one.
        var id: String
        let payload: ByteBuffer
        var clientContext: String?
        let traceID: String
        var takesStream = false
    }

    /// What came of it.
    struct Answer: Sendable {
        let id: String
        let answer: HandlerAnswer
        let version: FunctionVersion
        /// The last of the invocation's log.
        let logTail: [UInt8]
        /// The process, whose log goes on while a streamed answer does.
        let sandbox: Sandbox?
    }

    private let store: FunctionsStore
    private let pools: PoolDirectory
    private let configuration: FunctionsConfiguration
    private let reserved: ReservedConcurrency
    private let versions = Mutex<[String: FunctionVersion]>([:])

    /// Versions that are remembered; past it all are read again.
    private static let remembered = 1024

    init(
        store: FunctionsStore, pools: PoolDirectory, configuration: FunctionsConfiguration,
        reserved: ReservedConcurrency
    ) {
        self.store = store
        self.reserved = reserved
        self.pools = pools
        self.configuration = configuration
    }

    /// This instance, as calls are counted for it.
    var owner: String { reserved.owner }

    /// What a name reaches now.
    ///
    /// - Throws: ``FunctionsError/functionNotFound(_:)``; `StoreError`.
    func target(of reference: FunctionReference) throws -> CallTarget {
        let target = try store.target(of: reference, point: .random(in: 0..<1)) { revision in
            versions.withLock { $0[revision] }
        }
        versions.withLock { versions in
            if versions.count >= Self.remembered { versions.removeAll() }
            versions[target.version.revision] = target.version
        }
        return target
    }

    /// Calls a function and waits for its answer.
    ///
    /// - Throws: ``FunctionsError``; `StoreError`; `CancellationError` when the caller went while it still waited.
    func call(_ call: Call) async throws -> Answer {
        let target = try target(of: call.reference)
        let version = target.version
        let invocation = Invocation(
            id: call.id, payload: call.payload,
            functionARN: store.names.arn(version.function, call.reference.qualifier),
            clientContext: call.clientContext, traceID: call.traceID, timeout: .seconds(version.settings.timeout),
            takesStream: call.takesStream)
        let reply = try await reserved.within(target.function.reserved, of: version.function) {
            try await pool(of: target).invoke(invocation, limits: limits(of: target))
        }
        return Answer(
            id: call.id, answer: reply.answer, version: version, logTail: reply.logTail, sandbox: reply.sandbox)
    }

    /// Has the pool of a version know its bounds, and start what is to be kept.
    func prepare(_ target: CallTarget) async {
        await pool(of: target).setLimits(limits(of: target))
    }

    private func pool(of target: CallTarget) -> FunctionPool {
        pools.pool(for: target.version, limits: limits(of: target))
    }

    private func limits(of target: CallTarget) -> PoolLimits {
        let reserved = target.function.reserved
        return PoolLimits(
            processes: min(configuration.processes, max(1, reserved ?? .max)),
            concurrency: reserved ?? configuration.concurrency, reason: reserved == nil ? .account : .reserved,
            provisioned: target.provisioned, idle: configuration.idle)
    }
}
