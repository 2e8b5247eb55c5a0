import CProcess
import Glibc

/// A handler's process: the leader of a session of its own, without any descriptor of ours, within limits.
///
/// Its memory is limited by RLIMIT_DATA, which counts what is private and writable, not by the address space, of which
/// runtimes reserve far more than they use. The limits are set from outside right after the start: nothing of the handler's
/// own has run by then that could matter.
final class HandlerProcess: Sendable {
    let pid: Int32
    /// Readable when the process has ended.
    let descriptor: Int32
    let output: OutputPipe
    private let memory: ProcessMemory

    /// What the stacks of a runtime's threads and its own tables take beside the handler's data.
    private static let memoryReserve = 96 << 20
    /// As many files and sockets as AWS grants.
    private static let descriptorLimit: UInt = 1024

    private init(pid: Int32, descriptor: Int32, output: OutputPipe) {
        self.pid = pid
        self.descriptor = descriptor
        self.output = output
        memory = ProcessMemory(of: pid)
    }

    deinit {
        close(descriptor)
    }

    /// Starts a handler.
    ///
    /// - Throws: ``SpawnFailure``, also when its file cannot be executed.
    static func start(_ command: HandlerCommand) throws(SpawnFailure) -> HandlerProcess {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw SpawnFailure(action: "pipe", code: errno) }
        let (reading, writing) = (ends[0], ends[1])
        let output = OutputPipe(descriptor: reading)
        defer { close(writing) }
        var actions = unsafe posix_spawn_file_actions_t()
        try check(unsafe posix_spawn_file_actions_init(&actions), "prepare")
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        try unsafe fill(&actions, output: writing, directory: command.directory)
        var attributes = posix_spawnattr_t()
        try check(unsafe posix_spawnattr_init(&attributes), "prepare")
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        try fill(&attributes)
        let pid = try unsafe spawn(command, &actions, &attributes)
        limit(pid, to: command)
        let descriptor = pidfd_open(pid, 0)
        guard descriptor >= 0 else {
            let code = errno
            _ = Glibc.kill(-pid, SIGKILL)
            // Its end is waited for, so that no zombie is left; it was killed, so that is at once.
            _ = waitpid(pid, nil, 0)
            throw SpawnFailure(action: "pidfd_open", code: code)
        }
        return HandlerProcess(pid: pid, descriptor: descriptor, output: output)
    }

    /// Kills the process with its group, which bears its pid.
    func kill() {
        // While nobody has waited for the leader its pid is taken, so the group is the right one; ESRCH is no matter.
        _ = Glibc.kill(-pid, SIGKILL)
        _ = pidfd_send_signal(descriptor, SIGKILL, nil, 0)
    }

    /// Takes the process's end, once it is known to have ended.
    func reap() -> ProcessExit {
        // What it has left behind in its group goes with it, before its pid is free for others.
        _ = Glibc.kill(-pid, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return .signalled(SIGKILL) }
        }
        // The encoding of wait(2): the low seven bits are the signal, the next byte is the exit code.
        let signal = status & 0x7f
        return signal == 0 ? .exited(code: (status >> 8) & 0xff) : .signalled(signal)
    }

    /// Bytes that are in memory now; zero when the process is gone.
    var residentBytes: Int { memory.residentBytes }

    private static func limit(_ pid: Int32, to command: HandlerCommand) {
        // A process that is gone already has no limits to be set.
        limit(pid, RLIMIT_DATA, to: UInt(command.memory + memoryReserve))
        limit(pid, RLIMIT_FSIZE, to: UInt(command.storage))
        limit(pid, RLIMIT_CORE, to: 0)
        limit(pid, RLIMIT_NOFILE, to: descriptorLimit)
    }

    private static func limit(_ pid: Int32, _ resource: __rlimit_resource, to limit: UInt) {
        let limits = rlimit(rlim_cur: limit, rlim_max: limit)
        unsafe withUnsafePointer(to: limits) { unsafe _ = prlimit(pid, Int32(resource.rawValue), $0, nil) }
    }

    private static func fill(
        _ actions: inout posix_spawn_file_actions_t, output: Int32, directory: String
    ) throws(SpawnFailure) {
        try check(unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0), "open /dev/null")
        try check(unsafe posix_spawn_file_actions_adddup2(&actions, output, 1), "pass the output")
        try check(unsafe posix_spawn_file_actions_adddup2(&actions, output, 2), "pass the output")
        try check(unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3), "close descriptors")
        try check(unsafe posix_spawn_file_actions_addchdir_np(&actions, directory), "change directory")
    }

    private static func fill(_ attributes: inout posix_spawnattr_t) throws(SpawnFailure) {
        var all = sigset_t()
        unsafe sigfillset(&all)
        var none = sigset_t()
        unsafe sigemptyset(&none)
        try check(unsafe posix_spawnattr_setsigdefault(&attributes, &all), "reset signals")
        try check(unsafe posix_spawnattr_setsigmask(&attributes, &none), "reset signals")
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | Int32(ORRERY_POSIX_SPAWN_SETSID)
        try check(unsafe posix_spawnattr_setflags(&attributes, Int16(flags)), "set flags")
    }

    private static func spawn(
        _ command: HandlerCommand, _ actions: inout posix_spawn_file_actions_t,
        _ attributes: inout posix_spawnattr_t
    ) throws(SpawnFailure) -> Int32 {
        let environment = command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var argv = unsafe ([command.executable] + command.arguments).map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe argv.indices { unsafe free(argv[index]) }
            for index in unsafe envp.indices { unsafe free(envp[index]) }
        }
        var pid: pid_t = 0
        let result = unsafe posix_spawn(&pid, command.executable, &actions, &attributes, &argv, &envp)
        try check(result, "fork/exec \(command.executable)")
        return pid
    }

    private static func check(_ result: Int32, _ action: String) throws(SpawnFailure) {
        guard result == 0 else { throw SpawnFailure(action: action, code: result) }
    }
}
