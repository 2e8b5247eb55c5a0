import EventLog
import Glibc
import MeshCore
import MeshStore

/// Appends to a log as fast as it can, many at a time, and prints what is acknowledged, so that a test may kill it and
/// compare.
///
///     LogCrashWriter FOLDER INSTANCE CALLERS
///
/// It prints `OFFSET VALUE` for each record. Values are `INSTANCE-CALLER-NUMBER`; every third call sends a batch with a
/// producer's stamp, and sends it again.
@main
struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let callers = Int(arguments[3]), let topic = TopicName("crash") else { exit(64) }
        let store = try Store.open(path: "\(arguments[1])/events.sqlite", migrations: EventLogSchema.migrations)
        var configuration = SegmentLogConfiguration()
        configuration.term = .seconds(600)
        let log = try await SegmentLog(
            folder: arguments[1], store: store, instance: arguments[2], configuration: configuration)
        try await withThrowingTaskGroup { group in
            for caller in 0..<callers {
                let writer = CrashCaller(
                    log: log, partition: TopicPartition(topic, 0), name: "\(arguments[2])-\(caller)")
                group.addTask { try await writer.run() }
            }
            try await group.waitForAll()
        }
    }
}
