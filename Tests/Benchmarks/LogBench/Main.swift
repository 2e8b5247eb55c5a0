import EventLog
import Foundation
import MeshCore
import MeshStore

/// Measures durable appends of 256 bytes in batches and one by one, and reading them, and prints one line of JSON each.
///
///     LogBench [FOLDER] [SECONDS]
@main
struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments
        let parent = arguments.count > 1 ? arguments[1] : NSTemporaryDirectory()
        let seconds = arguments.count > 2 ? Double(arguments[2]) ?? 5 : 5
        let folder = "\(parent)/log-bench-\(UInt32.random(in: .min ... .max))"
        defer {
            // What the benchmark has made and cannot remove is for whoever chose the folder.
            try? FileManager.default.removeItem(atPath: folder)
        }
        let store = try Store.open(path: "\(folder)/events.sqlite", migrations: EventLogSchema.migrations)
        let log = try await SegmentLog(folder: folder, store: store, instance: "bench")
        for (partitions, batch, callers) in [
            (1, 500, 4), (1, 100, 16), (4, 100, 16), (1, 1, 64), (4, 1, 256), (1, 1, 1),
        ] {
            let run = AppendRun(log: log, partitions: partitions, batchSize: batch, callers: callers, seconds: seconds)
            print(try await run.measure())
        }
        try await log.close()
        try await store.close()
    }
}
