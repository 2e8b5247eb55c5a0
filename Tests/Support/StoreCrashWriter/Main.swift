import GRDB
import Glibc
import MeshStore

/// Writes rows into a store as fast as it can, many at a time, and prints each row's number once it is acknowledged, so
/// that a test may kill it and compare.
///
///     StoreCrashWriter FILE NAME COUNT WRITERS [LARGEST-FILE]
@main
struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 5, let count = Int(arguments[3]), let writers = Int(arguments[4]) else {
            exit(64)
        }
        let store = try Store.open(path: arguments[1], migrations: [CrashTable.migration])
        if arguments.count > 5, let largest = UInt(arguments[5]) { limitFiles(to: largest) }
        await withTaskGroup { group in
            for writer in 0..<writers {
                group.addTask {
                    for number in stride(from: writer, to: count, by: writers) {
                        await write(number, by: arguments[2], to: store)
                    }
                }
            }
        }
        try await store.close()
    }

    private static func write(_ number: Int, by name: String, to store: Store) async {
        do {
            try await store.write { db in try CrashTable.insert(number, by: name, db) }
            say("\(number)\n")
        } catch {
            say("! \(error)\n")
            exit(1)
        }
    }

    /// Goes straight to the pipe: what a killed process has in a buffer is lost.
    private static func say(_ line: String) {
        let bytes = Array(line.utf8)
        guard unsafe Glibc.write(1, bytes, bytes.count) == bytes.count else { exit(2) }
    }

    /// Makes the kernel fail writes past a size, as a broken disk would.
    private static func limitFiles(to bytes: UInt) {
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
        guard unsafe setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(3) }
    }
}
