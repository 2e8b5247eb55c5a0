import CProcess
import Glibc

/// Starts processes by posix_spawn(3).
package enum ProcessSpawner {
    /// Starts a process as the leader of its own session, with the descriptors of its specification and no others, every
    /// signal at its default and none blocked.
    ///
    /// - Throws: ``ProcessFailure``, also when the executable cannot be run.
    package static func spawn(_ specification: ProcessSpecification) throws(ProcessFailure) -> ProcessIdentity {
        var raised: [Int32] = []
        defer { for descriptor in raised { close(descriptor) } }
        // Above every number that is a target below, so that no dup2 overwrites a source of a later one.
        for descriptor in specification.descriptors {
            let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3 + CInt(specification.descriptors.count))
            guard copy >= 0 else { throw ProcessFailure("duplicate descriptor \(descriptor)", errno: errno) }
            raised.append(copy)
        }
        var actions = unsafe posix_spawn_file_actions_t()
        try check(unsafe posix_spawn_file_actions_init(&actions), "prepare")
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        try unsafe fill(&actions, specification, descriptors: raised)
        var attributes = posix_spawnattr_t()
        try check(unsafe posix_spawnattr_init(&attributes), "prepare")
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        try fill(&attributes)
        let pid = try unsafe start(specification, &actions, &attributes)
        guard let reading = ProcessTable.reading(pid: pid) else {
            throw ProcessFailure("read the start time of process \(pid)", errno: ESRCH)
        }
        return reading.identity
    }

    private static func fill(
        _ actions: inout posix_spawn_file_actions_t, _ specification: ProcessSpecification, descriptors: [Int32]
    ) throws(ProcessFailure) {
        let append = O_WRONLY | O_CREAT | O_APPEND
        try check(unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0), "open /dev/null")
        try check(
            unsafe posix_spawn_file_actions_addopen(&actions, 1, specification.logFile, append, 0o640), "open its log")
        try check(unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2), "open its log")
        for (offset, descriptor) in descriptors.enumerated() {
            let target = 3 + CInt(offset)
            try check(unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, target), "pass descriptors")
        }
        let firstClosed = 3 + CInt(descriptors.count)
        try check(unsafe posix_spawn_file_actions_addclosefrom_np(&actions, firstClosed), "close descriptors")
        try check(unsafe posix_spawn_file_actions_addchdir_np(&actions, specification.directory), "change directory")
    }

    private static func fill(_ attributes: inout posix_spawnattr_t) throws(ProcessFailure) {
        var all = sigset_t()
        unsafe sigfillset(&all)
        var none = sigset_t()
        unsafe sigemptyset(&none)
        try check(unsafe posix_spawnattr_setsigdefault(&attributes, &all), "reset signals")
        try check(unsafe posix_spawnattr_setsigmask(&attributes, &none), "reset signals")
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | Int32(ORRERY_POSIX_SPAWN_SETSID)
        try check(unsafe posix_spawnattr_setflags(&attributes, Int16(flags)), "set flags")
    }

    private static func start(
        _ specification: ProcessSpecification, _ actions: inout posix_spawn_file_actions_t,
        _ attributes: inout posix_spawnattr_t
    ) throws(ProcessFailure) -> pid_t {
        let arguments = [specification.executable] + specification.arguments
        let environment = specification.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe argv.indices { unsafe free(argv[index]) }
            for index in unsafe envp.indices { unsafe free(envp[index]) }
        }
        var pid: pid_t = 0
        let result = unsafe posix_spawn(&pid, specification.executable, &actions, &attributes, &argv, &envp)
        try check(result, "start \(specification.executable)")
        return pid
    }

    private static func check(_ result: Int32, _ action: String) throws(ProcessFailure) {
        guard result == 0 else { throw ProcessFailure(action, errno: result) }
    }
}
