import Logging
import Synchronization

/// Keeps what is logged.
final class LogRecorder: Sendable {
    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var logLevel: Logger.Level
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            var event = event
            event.metadata = metadata.merging(event.metadata ?? [:]) { $1 }
            recorder.kept.withLock { $0.append(event) }
        }
    }

    private let kept = Mutex<[LogEvent]>([])

    var events: [LogEvent] { kept.withLock { $0 } }

    func logger(level: Logger.Level) -> Logger {
        Logger(label: "recorder") { _ in Handler(recorder: self, logLevel: level) }
    }
}
