import CProcess
import Foundation
import Glibc

/// A process that inherits nothing but its standard input and output, and that nobody waits for.
///
/// Foundation's own kind is noticed to have ended by a descriptor that the process inherits: a process that lives as long
/// as the tests would keep those of others open, and one that closes it keeps Foundation from hearing of any other.
struct LoneProcess: Sendable {
    struct NotStarted: Error {
        let code: Int32
    }

    /// Closed with the tests' own process, so that who reads it knows when to end.
    let input: FileHandle
    let output: FileHandle

    /// - Parameter arguments: The program, found by `PATH`, and what it is given.
    /// - Throws: ``NotStarted``.
    init(_ arguments: [String]) throws {
        let (input, output) = (try Self.pipe(), try Self.pipe())
        // All of these are ours, and live until the end of this initializer, which is after the call that reads them.
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input.read, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.write, 1)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe words.indices { unsafe free(words[index]) } }
        var pid: pid_t = 0
        let code = unsafe posix_spawnp(&pid, arguments[0], &actions, nil, words, environ)
        close(input.read)
        close(output.write)
        self.input = FileHandle(fileDescriptor: input.write)
        self.output = FileHandle(fileDescriptor: output.read)
        guard code == 0 else { throw NotStarted(code: code) }
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw NotStarted(code: errno) }
        return (ends[0], ends[1])
    }
}
