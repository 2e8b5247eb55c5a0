import Logging
import MeshCore
import MeshTransport
import NIOCore
import Synchronization

/// One handler's process with its own Runtime API: at an address that only it was told, so that what comes there is its own
/// word.
///
/// All that changes is behind one lock, which is never held while anybody waits: the warm path hands an invocation over
/// without a turn of any queue.
final class Sandbox: Sendable {
    struct State {
        var machine = SandboxMachine()
        /// The process's open request for work.
        var asking: CheckedContinuation<Invocation?, Never>?
        /// Work that came before the process's request was there to be answered.
        var work: Invocation?
        var current: Running?
        var process: HandlerProcess?
        var deadline: Scheduled<Void>?
        var tail = LogTail()
        var memory = 0
        var initialisation: Duration?
    }

    /// An invocation that the process has.
    struct Running {
        let invocation: Invocation
        let startedAt: MonotonicInstant
        var answer: CheckedContinuation<HandlerAnswer?, Never>?
    }

    let id: SandboxID
    let version: FunctionVersion
    let surroundings: SandboxSurroundings
    let owner: any SandboxOwner
    let folder: SandboxFolder
    /// Where the process reaches the mesh; nil when handlers reach nobody.
    let mesh: MeshDoor?
    let createdAt = MonotonicInstant.now()
    let state = Mutex(State())
    private let server: Mutex<HTTPServer?> = Mutex(nil)

    init(
        id: SandboxID, version: FunctionVersion, folder: SandboxFolder, surroundings: SandboxSurroundings,
        owner: any SandboxOwner
    ) {
        self.id = id
        self.version = version
        self.folder = folder
        self.surroundings = surroundings
        self.owner = owner
        mesh = surroundings.mesh.isEmpty ? nil : MeshDoor(mesh: surroundings.mesh, key: MeshDoor.newKey())
    }

    /// Starts the process; what becomes of it, the owner hears.
    func start() async {
        do {
            try folder.make(code: try await surroundings.shelf.folder(of: version.code))
            let port = try await listen()
            let command = try surroundings.launcher.command(
                for: version, in: folder, port: port, meshKey: mesh?.key)
            let process = try HandlerProcess.start(command)
            adopt(process)
        } catch let failure as SpawnFailure {
            await cannotStart(.invalidEntrypoint("\(failure.action): \(failure.words)"))
        } catch let failure as LaunchFailure {
            await cannotStart(.invalidEntrypoint(failure.words))
        } catch {
            surroundings.logger.error("Could not start a handler", metadata: ["error": "\(error)"])
            await cannotStart(.stopped)
        }
    }

    private func listen() async throws -> Int {
        let server = HTTPServer(
            configuration: .runtimeAPI, listeners: [.bind("127.0.0.1", port: 0)], group: surroundings.eventLoop,
            logger: surroundings.logger, acceptor: TaskAcceptor(RuntimeDoor(sandbox: self)).acceptor)
        try await server.bind()
        self.server.withLock { $0 = server }
        return server.port ?? 0
    }

    /// Takes hold of a process, which may have asked for work already, or not be wanted any more.
    private func adopt(_ process: HandlerProcess) {
        process.output.setSink { [weak self] bytes in self?.log(bytes) }
        let limit = surroundings.startLimit
        let isWanted = state.withLock { state in
            state.process = process
            if state.machine.mayStart {
                state.deadline = surroundings.eventLoop.scheduleTask(in: TimeAmount(limit)) { [weak self] in
                    guard let self else { return }
                    self.startTookTooLong(limit)
                }
            }
            return !state.machine.isOver
        }
        surroundings.watcher.watch(process) { exit in self.processEnded(exit) }
        if !isWanted { process.kill() }
    }

    private func startTookTooLong(_ limit: Duration) {
        guard state.withLock({ $0.machine.failedToStart() }) else { return }
        surroundings.work.add { await self.cannotStart(.timedOut(limit)) }
    }

    private func cannotStart(_ fault: HandlerFault) async {
        _ = state.withLock { $0.machine.ended() }
        await owner.sandbox(self, couldNotStart: .fault(fault))
        kill()
        if state.withLock({ $0.process == nil }) { close() }
    }

    /// Ends the process, whatever it does.
    func kill() {
        state.withLock { $0.process }?.kill()
    }

    /// Ends a process that is not wanted any more; an invocation that it still has ends with it.
    func stop() {
        let (ended, current, asking) = state.withLock { state in
            let taken = (state.machine.ended(), state.current, state.asking)
            state.current = nil
            state.asking = nil
            return taken
        }
        asking?.resume(returning: nil)
        if case .whileRunning = ended, let current { finish(current, .fault(.stopped)) }
        kill()
    }

    /// Closes the Runtime API, and removes what the process has left.
    private func close() {
        server.withLock { $0 }?.beginDrain(limit: .zero)
        folder.remove()
    }

    /// Called on the watcher's thread.
    private func processEnded(_ exit: ProcessExit) {
        let (ended, current, asking) = state.withLock { state in
            state.deadline?.cancel()
            let taken = (state.machine.ended(), state.current, state.asking)
            state.current = nil
            state.asking = nil
            return taken
        }
        asking?.resume(returning: nil)
        if case .whileRunning = ended, let current { finish(current, .fault(.exited(exit))) }
        surroundings.work.add { await self.bury(ended, exit) }
    }

    private func bury(_ ended: SandboxMachine.Ended, _ exit: ProcessExit) async {
        switch ended {
        case .whileStarting: await owner.sandbox(self, couldNotStart: .fault(.exited(exit)))
        case .whileRunning, .whileFree, .again: await owner.sandboxHasEnded(self)
        }
        // Before the port is given back: another process could be told the same one.
        if let port = server.withLock({ $0 })?.port {
            ProcessFiles.killAll(startedWith: "AWS_LAMBDA_RUNTIME_API=127.0.0.1:\(port)")
        }
        close()
    }
}

extension HTTPServerConfiguration {
    /// The limits of a Runtime API: its one client is idle while it works, and may answer as slowly as its deadline lets it.
    fileprivate static var runtimeAPI: Self {
        var configuration = Self()
        // Beyond the longest timeout of a function.
        configuration.idleTimeout = .seconds(1_000)
        configuration.bodyIdleTimeout = .seconds(1_000)
        configuration.minimumBodyRate = 0
        // A handler that opens connections without end gets no more than these.
        configuration.maxConnections = 64
        // The longest streamed answer.
        configuration.bodyLimit = 256 << 20
        return configuration
    }
}
