package import Logging
package import MeshCore

/// Writes log events to a sink, for people or as JSON lines.
package struct MeshLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let isHuman: Bool
    private let sink: LogSink
    private let clock: any WallClock

    /// - Parameters:
    ///   - label: The logger's name.
    ///   - format: `auto` asks the sink.
    ///   - level: The least severe level that is written.
    package init(
        label: String, format: CommonConfiguration.LogFormat, level: Logger.Level, sink: LogSink,
        clock: any WallClock = SystemWallClock()
    ) {
        self.label = label
        self.sink = sink
        self.clock = clock
        logLevel = level
        isHuman =
            switch format {
            case .human: true
            case .json: false
            case .auto: sink.isTerminal
            }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        let time = clock.now()
        sink.write(
            isHuman
                ? LogLine.human(event, label: label, metadata: all, at: time)
                : LogLine.json(event, label: label, metadata: all, at: time))
    }
}
