import MeshCore

/// The processes of one version of a function. It is an actor because many ask it at once, and each must see what the ones
/// before it were given; its rules are ``PoolMachine``'s.
actor FunctionPool: SandboxOwner {
    /// What an invocation gets when it asks for a process.
    private enum Grant {
        case sandbox(Sandbox, WaiterID)
        case failure(StartFailure, log: [UInt8])
        case refused(ThrottleReason)
        case left
    }

    /// What an invocation gets.
    struct Reply: Sendable {
        let answer: HandlerAnswer
        /// The last of its log.
        let logTail: [UInt8]
        /// The process, whose log goes on while a streamed answer does; nil when none could be started.
        let sandbox: Sandbox?
    }

    let version: FunctionVersion
    private let surroundings: SandboxSurroundings
    private let folders: SandboxFolders
    private var machine: PoolMachine
    private var sandboxes: [SandboxID: Sandbox] = [:]
    private var waiters: [WaiterID: CheckedContinuation<Grant, Never>] = [:]
    private var lastWaiter = 0

    init(
        version: FunctionVersion, limits: PoolLimits, folders: SandboxFolders, surroundings: SandboxSurroundings
    ) {
        self.version = version
        self.folders = folders
        self.surroundings = surroundings
        machine = PoolMachine(limits: limits)
    }

    /// Has a process answer an invocation; waits for one when all are busy.
    ///
    /// - Parameter limits: The bounds as they are now.
    /// - Throws: ``FunctionsError/throttled(reason:)``; `CancellationError` while it still waited.
    func invoke(_ invocation: Invocation, limits: PoolLimits) async throws -> Reply {
        setLimits(limits)
        while true {
            switch await ask() {
            case .sandbox(let sandbox, let waiter):
                // A process that has ended in between never saw it: another one takes it.
                guard let answer = await sandbox.run(invocation) else { continue }
                if case .outcome = answer { machine.answered(waiter, by: sandbox.id, at: .now()) }
                return Reply(answer: answer, logTail: sandbox.logTail, sandbox: sandbox)
            case .failure(let failure, let log):
                return Reply(answer: .outcome(failure.outcome(for: invocation.id)), logTail: log, sandbox: nil)
            case .refused(let reason): throw FunctionsError.throttled(reason: reason.rawValue)
            case .left: throw CancellationError()
            }
        }
    }

    private func ask() async -> Grant {
        lastWaiter += 1
        let waiter = WaiterID(number: lastWaiter)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiters[waiter] = continuation
                carryOut(machine.arrived(waiter, at: .now()))
                if Task.isCancelled { leave(waiter) }
            }
        } onCancel: {
            surroundings.work.add { await self.leave(waiter) }
        }
    }

    private func leave(_ waiter: WaiterID) {
        machine.left(waiter)
        waiters.removeValue(forKey: waiter)?.resume(returning: .left)
    }

    func sandboxIsReady(_ sandbox: Sandbox) {
        carryOut(machine.ready(sandbox.id, at: .now()))
    }

    func sandbox(_ sandbox: Sandbox, couldNotStart failure: StartFailure) {
        sandboxes[sandbox.id] = nil
        let (told, orders) = machine.startFailed(sandbox.id, at: .now())
        if let told {
            waiters.removeValue(forKey: told)?.resume(returning: .failure(failure, log: sandbox.logTail))
        }
        carryOut(orders)
    }

    func sandboxHasEnded(_ sandbox: Sandbox) {
        sandboxes[sandbox.id] = nil
        carryOut(machine.ended(sandbox.id, at: .now()))
    }

    /// Looks at the time.
    func tick() {
        carryOut(machine.tick(at: .now()))
    }

    /// Changes the bounds.
    func setLimits(_ limits: PoolLimits) {
        guard machine.limits != limits else { return }
        machine.limits = limits
        carryOut(machine.tick(at: .now()))
    }

    /// Lets all processes end: those that are idle now, the others when they have answered.
    func retire() {
        carryOut(machine.retire())
    }

    /// Ends all processes at once.
    func end() {
        carryOut(machine.retire())
        for sandbox in sandboxes.values { sandbox.stop() }
    }

    /// How many processes there are, and what they do.
    var counts: PoolCounts {
        PoolCounts(
            processes: machine.count, idle: machine.idleCount, busy: machine.busyCount, waiting: machine.waitingCount)
    }

    private func carryOut(_ orders: [PoolOrder]) {
        for order in orders {
            switch order {
            case .start(let id): start(id)
            case .assign(let id, let waiter):
                guard let sandbox = sandboxes[id], let continuation = waiters.removeValue(forKey: waiter) else {
                    preconditionFailure("A pool assigns a process or an invocation that it does not have")
                }
                continuation.resume(returning: .sandbox(sandbox, waiter))
            case .stop(let id): sandboxes[id]?.stop()
            case .refuse(let waiter, let reason):
                waiters.removeValue(forKey: waiter)?.resume(returning: .refused(reason))
            }
        }
    }

    private func start(_ id: SandboxID) {
        let sandbox = Sandbox(
            id: id, version: version, folder: folders.next(), surroundings: surroundings, owner: self)
        sandboxes[id] = sandbox
        surroundings.work.add { await sandbox.start() }
    }
}
